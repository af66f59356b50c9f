import Polls
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite struct `Telling many people` {
    @Test(arguments: CrashPoint.allCases, [1, 5, 6, 7, 700])
    func `twelve hundred people hear it once, wherever the process dies`(point: CrashPoint, count: Int) throws
    {
        guard point != .duringTurn || count == 1 else { return }
        let forum = try PretendForum(Polls())
        let people = try forum.members(1_200)
        forum.officer.says("TELL The next meeting is on Saturday.")
        forum.crashes(point, after: count)
        forum.officer.says("yes")
        var twice = 0
        for person in people {
            let heard = person.messages.count { $0.text.contains("on Saturday") }
            #expect(heard >= 1)
            twice += heard - 1
        }
        // Of what was on its way in that moment nobody can know whether it arrived: a note goes again.
        #expect(twice <= (point == .whileSending ? 1 : 0))
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE state <> 2").isEmpty)
    }

    @Test func `a big broadcast is written in pages`() throws {
        let forum = try PretendForum(Polls())
        let people = try forum.members(1_200)
        forum.officer.says("TELL Hello.")
        // After the turn, its reply and the first page.
        forum.crashes(.beforeStoring, after: 3)
        forum.officer.says("yes")
        #expect(!forum.isCrashPlanned)
        for person in people { person.sees("Hello.") }
        for person in people { person.seesNothing() }
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
