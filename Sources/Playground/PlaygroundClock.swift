import YouSaidKit

/// The forum's clock, as the playground shows and moves it. The service has one for a running bot.
public protocol PlaygroundClock: Sendable {
    var now: Moment { get }
    /// What somebody would notice next; nil where nothing is planned.
    func next() throws -> NextThing?
    /// Lets time go by. What comes due on the way has its turn on time, one thing after another. It never goes back.
    func advance(to moment: Moment) async throws
}

/// Something that happens by itself, and that somebody gets a message by.
public struct NextThing: Sendable, Hashable {
    public let moment: Moment
    /// "a poll closes"
    public let words: String

    public init(moment: Moment, words: String) {
        self.moment = moment
        self.words = words
    }
}

/// How far the page moves the clock.
enum ClockMove: String, Codable {
    /// To what somebody would notice next, where that is within ``nearby``.
    case reminder
    /// To what somebody would notice next, however far it is.
    case far
    case hour
    case day

    /// What is further away than this is not what somebody means who wants to see the next reminder: the question for
    /// one's age, in a year.
    static let nearby = Duration.hours(31 * 24)

    /// Where the clock is to go; nil where nothing is planned there.
    /// - Parameter begun: when the move began; nearby is counted from there.
    func target(of clock: any PlaygroundClock, begun: Moment) throws -> Target? {
        switch self {
        case .hour: return Target(moment: clock.now + .hours(1), words: nil)
        case .day: return Target(moment: clock.now + .hours(24), words: nil)
        case .reminder, .far:
            guard let next = try clock.next() else { return nil }
            guard self == .far || next.moment - begun <= Self.nearby else { return nil }
            return Target(moment: next.moment, words: next.words)
        }
    }

    struct Target {
        let moment: Moment
        /// What happens there; nil where only time goes by.
        let words: String?
    }
}
