/// How long something lasts, as people write it in the configuration: `90s`, `15m`, `1h`, `2d`, `1h30m`.
enum DurationText {
    /// - Returns: nil where it is not written like that, or longer than a year.
    static func read(_ text: String) -> Duration? {
        var seconds = 0
        var digits = ""
        var used: [Character] = []
        for character in text {
            if character.isASCII, character.isWholeNumber {
                digits.append(character)
                continue
            }
            guard let unit = units[character], let number = Int(digits), number <= limit,
                !used.contains(character)
            else { return nil }
            seconds += number * unit
            used.append(character)
            digits = ""
        }
        guard !used.isEmpty, digits.isEmpty, seconds <= limit else { return nil }
        return .seconds(seconds)
    }

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    private static let limit = 366 * 86_400
}
