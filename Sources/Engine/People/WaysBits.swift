import YouSaidKit

/// A person's ways in one number, as `core_member.ways` holds them, so that reading them costs a vote nothing. Never
/// change a bit that has shipped.
extension Ways {
    private static let numbers: Int64 = 1
    private static let one: Int64 = 2
    private static let emojiPlace: Int64 = 2
    private static let pausePlace: Int64 = 4
    private static let hasQuiet: Int64 = 1 << 15
    private static let fromPlace: Int64 = 16
    private static let untilPlace: Int64 = 27
    private static let minutes: Int64 = 0x7FF

    init(bits: Int64) {
        self.init()
        guard bits != 0 else { return }
        usesNumbers = bits & Self.numbers != 0
        oneAtATime = bits & Self.one != 0
        emoji = Emoji(rawValue: Int(bits >> Self.emojiPlace & 3)) ?? .asWritten
        pause = min(Int(bits >> Self.pausePlace & Self.minutes), Self.longestPause)
        if bits & Self.hasQuiet != 0 {
            quiet = QuietHours(
                from: Int(bits >> Self.fromPlace & Self.minutes),
                until: Int(bits >> Self.untilPlace & Self.minutes))
        }
    }

    var bits: Int64 {
        var bits: Int64 = usesNumbers ? Self.numbers : 0
        if oneAtATime { bits |= Self.one }
        bits |= Int64(emoji.rawValue) << Self.emojiPlace
        bits |= Int64(min(max(pause, 0), Self.longestPause)) << Self.pausePlace
        if let quiet {
            bits |= Self.hasQuiet | Int64(quiet.from) << Self.fromPlace
            bits |= Int64(quiet.until) << Self.untilPlace
        }
        return bits
    }
}
