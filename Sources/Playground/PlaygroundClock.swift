import YouSaidKit

/// The forum's clock, as the playground shows and moves it. The service has one for a running bot.
public protocol PlaygroundClock: Sendable {
    var now: Moment { get }
    /// When something is planned next; nil where nothing is.
    func nextDue() throws -> Moment?
    /// Lets time go by. What comes due on the way has its turn on time, one thing after another. It never goes back.
    func advance(to moment: Moment) async throws
}

/// How far the page moves the clock.
enum ClockMove: String, Codable {
    /// To whatever is planned next.
    case reminder
    case hour
    case day

    /// Where the clock is to go; nil where nothing is planned.
    func target(of clock: any PlaygroundClock) throws -> Moment? {
        switch self {
        case .reminder: try clock.nextDue()
        case .hour: clock.now + .hours(1)
        case .day: clock.now + .hours(24)
        }
    }
}

/// What the page shows of the clock.
struct ClockFace: Codable {
    /// "Wednesday 6 August 2026"
    let date: String
    /// "5:30pm"
    let time: String
    /// When something is planned next, in full; nil where nothing is.
    let planned: String?

    init(_ clock: any PlaygroundClock, zone: String) throws {
        let now = clock.now
        date = try SpokenTime.date(now, zone: zone)
        time = try SpokenTime.time(now, zone: zone)
        planned = try clock.nextDue().map {
            "\(try SpokenTime.date($0, zone: zone)), \(try SpokenTime.time($0, zone: zone))"
        }
    }
}
