import TestLimits
import Testing
import YouSaidKit

@testable import Engine

/// How fast messages may go out, on a clock that the test moves.
@Suite("The pace of a channel", .limited)
struct PaceTests {
    private let start = Moment(milliseconds: 1_000_000)

    private func pace(_ perSecond: Double, each interval: Duration) -> Pace {
        Pace(messagesPerSecond: perSecond, intervalPerPerson: interval, now: start)
    }

    private func contact(_ number: Int64) -> Contact.ID { Contact.ID(rawValue: number) }

    @Test("no more than so many go out in a second, whoever they are for")
    func perSecond() {
        var pace = pace(30, each: .seconds(1))
        var sent = 0
        var now = start
        // A minute, looked at every 10 milliseconds, with more people than could ever be reached.
        for step in 0..<6_000 {
            now = start + .milliseconds(Int64(step) * 10)
            while pace.room(now: now) > 0, pace.start(contact(Int64(sent)), now: now) { sent += 1 }
        }
        // The burst at the beginning, and 30 a second from then on.
        #expect((1_800...1_830).contains(sent))
    }

    @Test("one person gets a short burst, then one message each interval")
    func perPerson() {
        var pace = pace(1_000, each: .seconds(1))
        var times: [Int64] = []
        for step in 0..<1_000 {
            let now = start + .milliseconds(Int64(step) * 10)
            if pace.room(now: now) > 0, pace.start(contact(1), now: now) { times.append(Int64(step) * 10) }
        }
        #expect(times.prefix(3) == [0, 10, 20])
        #expect(times.count == 12)
        #expect(zip(times.dropFirst(3), times.dropFirst(4)).allSatisfy { $1 - $0 >= 1_000 })
    }

    @Test("one person who has to wait holds up nobody else")
    func others() {
        var pace = pace(1_000, each: .seconds(1))
        while pace.start(contact(1), now: start) {}
        let other = pace.start(contact(2), now: start)
        #expect(other)
    }

    @Test("while a platform asks for a pause nothing goes, and then it goes on")
    func pauses() {
        var pace = pace(30, each: .zero)
        pace.pause(until: start + .seconds(10))
        let before = pace.room(now: start + .milliseconds(9_999))
        let after = pace.room(now: start + .seconds(10))
        #expect(before == 0)
        #expect(after == 30)
    }

    @Test("a clock that is set back earns nothing and stops nothing")
    func setBack() {
        var pace = pace(10, each: .seconds(1))
        var sent = 0
        while pace.start(contact(Int64(sent)), now: start) { sent += 1 }
        #expect(sent == 10)
        let back = pace.room(now: start - .hours(5))
        let later = pace.room(now: start - .hours(5) + .seconds(1))
        #expect(back == 0)
        #expect(later == 10)
    }
}
