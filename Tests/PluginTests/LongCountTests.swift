import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@testable import Polls

/// Polls that are not counted in one turn, polls whose votes are lost, and polls that can be seen while they are open.
@Suite(.limited) struct `Counting a poll` {
    private func ask(_ forum: PretendForum, _ lines: String = "Kind: yes or no") {
        forum.officer.says("POLL\nQuestion: Shall we go on?\n" + lines)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private func voteAll(_ forum: PretendForum, _ people: [Person], _ text: String = "yes") {
        forum.together(people.map { ($0, text) })
    }

    @Test func `many votes are counted over several turns, also through a crash`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try forum.members(Counting.page + 20)
        ask(forum)
        voteAll(forum, people)
        for person in people.prefix(30) { person.says("no") }
        forum.crashes(.beforeStoring, after: 2)
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("I am counting.")
        forum.advance(.seconds(2))
        forum.officer.sees(
            "\(Counting.page - 10) of \(Counting.page + 20) people chose Yes.",
            "30 of \(Counting.page + 20) people chose No.")
        people[3].sees("Shall we go on?")
        people[3].says("yes")
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
    }

    @Test func `an answer that comes while a poll is being counted comes too late, and its writer is told`()
        throws
    {
        let forum = try PretendForum(Welcome(), Polls())
        let priya = try forum.organiser("Priya")
        let people = try forum.members(Counting.page + 20)
        ask(forum, "Kind: yes or no\nSecrecy: confidential")
        voteAll(forum, people)
        priya.says("CLOSE")
        people[3].ignoresTheRest()
        // Both are there before the next page is counted.
        forum.together([(priya, "yes"), (people[3], "no")])
        priya.sees("I am counting.")
        people[3].sees("I cannot count your answer.")
        priya.sees("\(Counting.page + 20) of \(Counting.page + 20) people chose Yes.")
    }

    @Test func `votes whose key is gone are asked for again, and nobody counts twice`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
        ask(forum)
        for person in people { person.presses("Yes") }
        let backup = try forum.backup()
        try forum.restore(backup, onNewMachine: true)
        forum.officer.says("RELEASE")
        forum.officer.ignoresTheRest()
        for person in people { person.ignoresTheRest() }
        people[0].presses("No")
        people[0].sees("I lost the answers to this poll.")
        forum.officer.sees("The answers to this poll are lost:", "I ask everybody again now.")
        for person in people {
            person.sees("Please answer again.", "Shall we go on?")
            person.presses("No")
            person.sees("You chose No.")
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("4 of 4 people chose No.", "Nobody chose Yes.")
    }

    @Test func `a poll that is closed with its key gone asks again too`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try ["Amira", "Ben", "Cai"].map { try forum.member($0) }
        ask(forum)
        for person in people { person.presses("Yes") }
        let backup = try forum.backup()
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("I lost the answers to this poll.")
        for person in people { person.ignoresTheRest() }
        people[0].presses("Yes")
        people[0].sees("You chose Yes.")
    }

    @Test func `whoever was not reached the first time is asked once, the second time`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.fails(.slowDown(after: .hours(5)), on: .sms)
        ask(forum)
        let backup = try forum.backup()
        try forum.restore(backup, onNewMachine: true)
        forum.officer.says("RELEASE")
        amira.presses("Yes")
        amira.sees("Shall we go on?")
        amira.sees("I lost the answers to this poll.")
        ben.sees("Please answer again.", "Shall we go on?")
        forum.advance(.hours(10))
        ben.seesNothing()
    }

    @Test func `where results can be seen on the way, one more vote of an anonymous poll shows nothing`()
        throws
    {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try forum.members(7)
        ask(forum, "Kind: yes or no\nResults: open")
        for person in people.prefix(3) { person.presses("Yes") }
        forum.officer.says("RESULTS")
        forum.officer.sees("3 of 3 people chose Yes.")
        people[3].presses("No")
        people[4].presses("No")
        forum.officer.says("RESULTS")
        forum.officer.sees("3 of 3 people chose Yes.")
        people[5].presses("No")
        forum.officer.says("RESULTS")
        forum.officer.sees("3 of 6 people chose Yes.", "3 of 6 people chose No.")
    }

    @Test func `what goes outside the forum is bands and no numbers`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try forum.members(6)
        ask(forum)
        for person in people.prefix(5) { person.presses("Yes") }
        people[5].presses("No")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let news = try #require(forum.news.first { $0.name == "poll-closed" })
        #expect(news.data["bands"] == "enough\nsome\nnone")
    }
}

/// Two questions after each meeting.
@Suite(.limited) struct `The feedback pulse` {
    /// A plugin that runs meetings: ENDED tells that one is over, with the two members who joined first.
    private struct Meetings: Plugin {
        let manifest = Manifest(id: "meetings", name: "Meetings", version: "1")
        let commands = [Command("ENDED", .roles([.organiser]), help: "help-polls")]

        func handle(_ call: CommandCall, in turn: Turn) throws {
            let came = try turn.database.rows(
                "SELECT id FROM core_member WHERE roles = 1 ORDER BY id LIMIT 3")
            turn.publish(
                "meeting-ended",
                [
                    "meeting": "12", "name": "Planning group",
                    "came": try came.map { "\(try $0[0] as Int64)" }.joined(separator: " "),
                ])
        }

        func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
        func forget(_ member: Member.ID, in turn: Turn) throws {}
    }

    @Test(.serves("F15")) func `those who came are asked by themselves, and the measures hear of it`() throws
    {
        let forum = try PretendForum(
            Welcome(), Polls(), Meetings(), words: ["meetings": ["help-polls": "A meeting is over."]])
        let people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
        forum.officer.says("ENDED")
        for (person, answer) in zip(people.prefix(3), ["Yes", "Sometimes", "Yes"]) {
            person.sees("After the meeting: Planning group", "Did you feel listened to?")
            person.presses(answer)
            person.sees("Were your needs met?")
            person.presses(answer == "Sometimes" ? "No" : "Yes")
            person.ignoresTheRest()
        }
        people[3].seesNothing()
        // The same meeting is over once.
        forum.officer.says("ENDED")
        for person in people { person.seesNothing() }
        forum.advance(.hours(24 * 8))
        let pulse = try #require(forum.news.first { $0.name == "pulse" })
        #expect(
            pulse.data == ["meeting": "12", "listened": "2", "listened-of": "3", "met": "2", "met-of": "3"])
    }
}
