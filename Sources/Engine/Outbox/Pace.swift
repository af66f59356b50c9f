import YouSaidKit

/// How fast messages may go out on one channel: so many a second in all, and so long between two to one person.
///
/// A small burst is allowed, as the platforms do: a question and the answer to a press may follow each other at
/// once. Plain arithmetic on the clock that the caller reads; ``MessageSender`` owns one for each channel.
struct Pace {
    /// How many messages may go at once after a quiet time, to one person.
    static let burstPerPerson: Int64 = 3

    private let perMessage: Double
    private let perPerson: Int64
    private let burst: Double
    private var free: Double
    private var last: Moment
    /// When the next message to a person would be on time. Those who are long past are forgotten.
    private var nextForPerson: [Contact.ID: Moment] = [:]
    private var pausedUntil: Moment

    init(messagesPerSecond: Double, intervalPerPerson: Duration, now: Moment) {
        perMessage = messagesPerSecond / 1000
        perPerson = intervalPerPerson.inMilliseconds
        burst = max(1, messagesPerSecond)
        free = max(1, messagesPerSecond)
        last = now
        pausedUntil = now
    }

    /// How many messages may start now, whoever they are for.
    mutating func room(now: Moment) -> Int {
        if now < last { setBack(by: last - now) }
        guard now >= pausedUntil else { return 0 }
        // A clock that was set back earns nothing and loses nothing.
        let elapsed = max(0, (now - last).inMilliseconds)
        free = min(burst, free + Double(elapsed) * perMessage)
        last = now
        return Int(free)
    }

    /// Whether a message to this person may start now. If so it is counted.
    mutating func start(_ contact: Contact.ID?, now: Moment) -> Bool {
        guard free >= 1 else { return false }
        if let contact, perPerson > 0 {
            let onTime = max(nextForPerson[contact] ?? now, now)
            guard (onTime - now).inMilliseconds <= perPerson * (Self.burstPerPerson - 1) else { return false }
            nextForPerson[contact] = onTime + .milliseconds(perPerson)
            if nextForPerson.count > 10_000 {
                nextForPerson = nextForPerson.filter { $0.value > now }
            }
        }
        free -= 1
        return true
    }

    /// The clock was set back: what was noted for later is not to wait until it gets there again.
    private mutating func setBack(by time: Duration) {
        pausedUntil = pausedUntil - time
        nextForPerson = nextForPerson.mapValues { $0 - time }
        last = last - time
    }

    /// The platform asks for a pause.
    mutating func pause(until moment: Moment) {
        pausedUntil = max(pausedUntil, moment)
    }
}
