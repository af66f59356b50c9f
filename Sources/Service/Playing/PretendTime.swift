import Engine
import Foundation
import Playground
import YouSaidKit

/// The clock of a running bot that can be moved on: what comes due on the way gets its turn before the clock goes
/// further. Made by ``RunningBot`` for the playground.
struct PretendTime: PlaygroundClock {
    let engine: Engine
    /// The engine's own. One that cannot be moved is only shown.
    let clock: any EngineClock
    /// Where it is kept how far the clock is ahead, so that a restart does not set it back.
    let file: String

    /// How long one thing that came due may take. After that the clock goes on without it.
    private static let patience = Duration.seconds(3)
    /// How many things may come due on the way. What sets itself again and again must not hold the clock for ever.
    private static let mostStops = 200

    var now: Moment { clock.now }

    func next() throws -> NextThing? {
        for coming in try engine.comingUp() {
            if let words = PlannedWords(engine.plugins).words(for: coming.cause) {
                return NextThing(moment: coming.due, words: words)
            }
        }
        return nil
    }

    func advance(to end: Moment) async throws {
        for _ in 0..<Self.mostStops {
            guard let next = try engine.nextDue(), next < end else { break }
            try await move(to: next)
        }
        try await move(to: end)
    }

    private func move(to moment: Moment) async throws {
        guard let clock = clock as? MovableClock else { return }
        clock.move(to: moment)
        try String(clock.lead.inMilliseconds).write(toFile: file, atomically: true, encoding: .utf8)
        engine.noticeMovedClock()
        let limit = ContinuousClock.now + Self.patience
        while ContinuousClock.now < limit, try engine.hasDueWork() {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// How far an earlier run's clock was ahead.
    static func lead(in file: String) -> Duration {
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        return .milliseconds(text.flatMap { Int64($0) } ?? 0)
    }
}
