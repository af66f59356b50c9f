import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Telling many people` {
    /// The turn and its reply, the first page, the second, in the middle of sending.
    private static let deaths: [(CrashPoint, Int)] = [
        (.duringTurn, 0), (.beforeStoring, 0), (.afterStoring, 0), (.beforeStoring, 3), (.afterStoring, 3),
        (.beforeStoring, 5), (.afterStoring, 5), (.beforeStoring, 700), (.whileSending, 0),
        (.whileSending, 700),
    ]

    @Test(arguments: deaths)
    func `twelve hundred people hear it once, wherever the process dies`(point: CrashPoint, count: Int) throws
    {
        let forum = try PretendForum(Polls())
        let people = try forum.members(1_200)
        forum.officer.says("TELL The next meeting is on Saturday.")
        forum.crashes(point, after: count)
        forum.officer.says("yes")
        #expect(!forum.isCrashPlanned)
        var twice = 0
        for person in people {
            let heard = person.messages.count { $0.text.contains("on Saturday") }
            #expect(heard >= 1)
            twice += heard - 1
        }
        // Of what was on its way in that moment nobody can know whether it arrived: a note goes again.
        #expect(twice <= (point == .whileSending || point == .beforeStoring ? 1 : 0))
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE state <> 2").isEmpty)
    }

    @Test func `many who stopped in front of somebody do not hide them`() throws {
        let forum = try PretendForum(Polls())
        let people = try forum.members(300)
        forum.fails(.refusedForNow(after: .hours(1)), times: 300)
        forum.officer.says("TELL Hello.")
        forum.officer.says("yes")
        for person in people.dropLast() {
            person.says("STOP")
            person.sees("You have stopped")
        }
        forum.advance(.hours(2))
        people[299].sees("Hello.")
        for person in people.dropLast() { person.seesNothing() }
    }
}
