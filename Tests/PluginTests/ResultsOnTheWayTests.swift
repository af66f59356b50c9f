import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// Polls whose result can be seen before the end, where those who made them chose so.
@Suite(.limited) struct `Results before the end` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai", "Dee", "Eve", "Fay", "Gus"].map { try forum.member($0) }
    }

    private func ask(_ lines: String) {
        forum.officer.says("POLL\n" + lines)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        for person in people { person.ignoresTheRest() }
    }

    @Test(.serves("A1", "B1")) func `after answering, a member is told where to see it, and sees it`() throws
    {
        ask("Question: Shall we go on?\nKind: yes or no\nResults: after answering")
        for person in people.prefix(3) { person.presses("Yes") }
        people[0].sees(
            "You chose Yes.",
            "Send POLLS to see the result so far. It is there when enough people have answered."
        )
        people[0].says("POLLS")
        people[0].sees(
            "This poll is still open. This is the result so far:", "Shall we go on?",
            "3 of 3 people chose Yes.", "You have answered:")
        // Whoever has not answered sees none, an organiser neither.
        people[6].says("POLLS")
        #expect(!people[6].sees("Shall we go on?").contains("people chose"))
        people[6].seesNothing()
        forum.officer.says("RESULTS")
        #expect(!forum.officer.sees("3 of 7 people").contains("people chose"))
    }

    @Test(.serves("A1")) func `at once, everybody who is asked sees it, and nothing of few answers`() throws {
        ask("Question: Shall we go on?\nKind: yes or no\nResults: at once")
        for person in people.prefix(2) { person.presses("Yes") }
        people[6].says("POLLS")
        #expect(!people[6].sees("Shall we go on?").contains("people chose"))
        people[6].seesNothing()
        people[2].presses("No")
        people[6].says("POLLS")
        people[6].sees("2 of 3 people chose Yes.")
        people[6].sees("Shall we go on?")
    }

    @Test func `results at the end are neither told of nor shown to members before it`() throws {
        ask("Question: Shall we go on?\nKind: yes or no")
        for person in people { person.presses("Yes") }
        #expect(!people[0].sees("You chose Yes.").contains("POLLS"))
        people[0].says("POLLS")
        #expect(!people[0].sees("You have answered:").contains("people chose"))
    }

    @Test(.serves("H12"))
    func `in a confidential poll one more answer shows nothing to the others`() throws {
        ask("Question: Shall we go on?\nKind: yes or no\nResults: at once\nSecrecy: confidential")
        for person in people.prefix(3) { person.presses("Yes") }
        people[6].says("POLLS")
        people[6].sees("3 of 3 people chose Yes.")
        people[6].ignoresTheRest()
        people[3].presses("No")
        people[6].says("POLLS")
        people[6].sees("3 of 3 people chose Yes.")
    }

    @Test(.serves("H12"))
    func `of several questions each moves on only with enough new answers of its own`() throws {
        ask(
            "Name: Two\nQuestion: First?\nKind: yes or no\nQuestion: Second?\nKind: yes or no\nResults: at once"
        )
        for person in people.prefix(3) {
            person.presses("Yes")
            person.presses("Yes")
        }
        forum.officer.says("RESULTS")
        forum.officer.sees("First?\n3 of 3 people chose Yes.", "Second?\n3 of 3 people chose Yes.")
        // Three more answer the first question, one of them the second.
        for person in people.dropFirst(3).prefix(3) { person.presses("No") }
        people[3].presses("No")
        forum.officer.says("RESULTS")
        forum.officer.sees("First?\n3 of 6 people chose Yes.", "Second?\n3 of 3 people chose Yes.")
        // What too few have answered stands in no table either.
        let kept = try forum.rows("SELECT running FROM polls_poll").map { try $0[0] as String }
        #expect(kept.allSatisfy { !$0.contains("4") })
    }

    @Test(.serves("H12"), arguments: ["changed", "taken back", "deleted"])
    func `one change of mind is in no result before there are as many as in a group`(how: String) throws {
        ask("Question: Shall we go on?\nKind: yes or no\nResults: at once")
        for person in people.prefix(4) { person.presses("Yes") }
        forum.officer.says("RESULTS")
        forum.officer.sees("4 of 4 people chose Yes.")
        switch how {
        case "changed": people[0].presses("No")
        case "taken back":
            people[0].says("FORGET THAT")
            people[0].says("yes")
        default:
            people[0].says("DELETE ME")
            people[0].says("yes")
            forum.advance(.hours(24))
        }
        // Three who work together know their own answers, so what is left of the difference would be hers.
        for person in people.dropFirst(4) { person.presses("Yes") }
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS")
        forum.officer.sees("4 of 4 people chose Yes.")
        guard how == "changed" else { return }
        for person in people[1...2] { person.presses("No") }
        forum.officer.says("RESULTS")
        forum.officer.sees("4 of 7 people chose Yes.")
    }

    @Test(.serves("H12")) func `the board reads bands and no numbers`() throws {
        ask("Question: Shall we go on?\nKind: yes or no")
        for person in people.prefix(5) { person.presses("Yes") }
        people[5].presses("No")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.says("INVITE board reader")
        let words = try #require(forum.officer.lastMessage?.text)
        let board = forum.person("Bo")
        board.says("CODE \(try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/)).1)")
        board.ignoresTheRest()
        board.says("POLLS")
        let bands = board.sees("Yes: enough", "No: some", "Not sure: none")
        #expect(bands.allSatisfy { !$0.isNumber })
    }
}
