import Engine
import Foundation
import Testing
import YouSaidKit

@testable import Playground
@testable import Service

/// The clock that can be moved on.
@Suite("The playground's clock", .serialized)
struct ClockTests {
    private static func move(_ bench: PlaygroundBench, _ by: String) async throws -> String {
        let answer = try await bench.post("clock", #"{"by":"\#(by)"}"#)
        return String(decoding: answer.body, as: UTF8.self)
    }

    @Test("It moves an hour or a day on, and says what time it is then")
    func moving() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = bench.clock.now
            #expect(try await Self.move(bench, "hour") == #"{"moved":true}"#)
            #expect(bench.clock.now >= start + .hours(1))
            #expect(try await Self.move(bench, "day") == #"{"moved":true}"#)
            #expect(bench.clock.now >= start + .hours(25))
            let face = try #require(try await bench.news().clock)
            let now = bench.clock.now
            #expect(face.date == (try SpokenTime.date(now, zone: "Europe/London")))
            #expect(face.planned == nil)
        }
    }

    @Test("The next reminder is whatever is planned next; with nothing planned the clock stays")
    func nextReminder() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let lead = bench.clock.lead
            #expect(try await Self.move(bench, "reminder") == #"{"moved":false}"#)
            #expect(bench.clock.lead == lead)
            let due = bench.clock.now + .hours(30)
            try await bench.chimes.plan("later", at: due, in: bench.bot.engine)
            #expect(try await bench.news().clock?.planned != nil)
            #expect(try await Self.move(bench, "reminder") == #"{"moved":true}"#)
            #expect(bench.clock.now >= due && bench.clock.now < due + .minutes(10))
            #expect(bench.chimes.woken.with { $0 }.map(\.key) == ["later"])
            #expect(try await bench.news().clock?.planned == nil)
        }
    }

    @Test("What comes due on the way has its turn on time, one thing after another")
    func onTheWay() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = bench.clock.now
            for (key, hours) in [("third", Int64(20)), ("first", 2), ("second", 9), ("after", 40)] {
                try await bench.chimes.plan(key, at: start + .hours(hours), in: bench.bot.engine)
            }
            #expect(try await Self.move(bench, "day") == #"{"moved":true}"#)
            let woken = bench.chimes.woken.with { $0 }
            #expect(woken.map(\.key) == ["first", "second", "third"])
            for (note, hours) in zip(woken, [Int64(2), 9, 20]) {
                #expect(note.at - (start + .hours(hours)) < .minutes(10), "\(note.key)")
            }
        }
    }

    @Test("It never goes back")
    func neverBack() {
        let clock = MovableClock(StoppedClock())
        clock.move(to: StoppedClock.moment + .hours(5))
        clock.move(to: StoppedClock.moment + .hours(2))
        #expect(clock.now == StoppedClock.moment + .hours(5))
        clock.move(to: StoppedClock.moment - .hours(2))
        #expect(clock.now == StoppedClock.moment + .hours(5))
        #expect(MovableClock(StoppedClock(), ahead: .hours(-3)).now == StoppedClock.moment)
    }

    private struct StoppedClock: EngineClock {
        static let moment = Moment(milliseconds: 1_785_600_041_000)
        var now: Moment { Self.moment }
    }

    @Test("A restart finds it where it was")
    func restart() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            _ = try await Self.move(bench, "day")
            let kept = PretendTime.lead(in: bench.data.path + "/pretend-time")
            #expect(kept >= .hours(24) && kept.inMilliseconds == bench.clock.lead.inMilliseconds)
            let later = MovableClock(ahead: kept)
            #expect(later.now >= bench.clock.now - .seconds(1))
        }
    }
}
