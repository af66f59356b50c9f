import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// Leaks and miscounts that people met with in other programs, each named after where it was told of.
@Suite(.limited) struct `What other polls let out` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai", "Dee", "Fynn"].map { try forum.member($0) }
    }

    private func ask(_ poll: String = "Shall we go on? | Yes | No") {
        forum.officer.says("POLL " + poll)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        for person in people { person.ignoresTheRest() }
    }

    private func close() -> String {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        return forum.officer.sees("The poll has closed.")
    }

    @Test(.serves("H12")) func `an emoji is an answer, and nobody else sees whose (pollmaster 61)`() throws {
        ask()
        for person in people.prefix(3) {
            person.says("👍")
            person.sees("You chose Yes.")
        }
        for person in people.suffix(2) { person.seesNothing() }
        let result = close()
        for person in people { #expect(!result.contains(person.name)) }
        people[4].seesNothing()
    }

    @Test func `turnout is a number and no list (loomio 11819)`() throws {
        ask()
        for person in people.prefix(4) { person.presses("Yes") }
        forum.officer.says("RESULTS")
        let open = forum.officer.sees("4 of 5 people")
        let closed = close()
        for person in people { #expect(!open.contains(person.name) && !closed.contains(person.name)) }
        let states = try forum.rows(
            "SELECT DISTINCT a.state FROM core_asked a JOIN polls_poll p ON p.asked_as = a.question")
        #expect(states.count == 1)
    }

    @Test func `reminders that wait when a poll closes are no list of who has not answered`() throws {
        forum.officer.says(
            """
            POLL
            Question: Shall we go on?
            Kind: yes or no
            Reminders: 1
            """)
        forum.officer.says("yes")
        for person in people.prefix(3) { person.presses("Yes") }
        forum.fails(.refusedForNow(after: .hours(30)), times: 2)
        forum.advance(.hours(73))
        _ = close()
        let waiting = try forum.rows(
            "SELECT contact FROM core_outgoing WHERE question IS NOT NULL AND state = 0")
        #expect(waiting.isEmpty)
    }

    @Test func `people are counted, not messages (ureport 6)`() throws {
        ask()
        forum.deliversTwice = true
        for _ in 0..<3 { people[0].presses("Yes") }
        people[0].says("no")
        people[0].says("yes")
        people[1].presses("No")
        people[2].presses("No")
        forum.deliversTwice = false
        let result = close()
        #expect(result.contains("1 of 3 people chose Yes."))
        #expect(result.contains("2 of 3 people chose No."))
        #expect(result.contains("Answers: 3 of 5 people."))
    }

    @Test func `numbers add up, and nobody is nobody (ureport 738)`() throws {
        ask("Which day? | Saturday | Sunday | Friday")
        for person in people.prefix(4) { person.presses("Saturday") }
        let result = close()
        #expect(result.contains("4 of 4 people chose Saturday."))
        #expect(result.contains("Nobody chose Sunday.") && result.contains("Nobody chose Friday."))
        let sums = try forum.rows("SELECT SUM(votes) FROM polls_choice")
        #expect(try sums.first?[0] == 4)
    }

    @Test func `who says nothing, or something else, has not answered (ureport 266)`() throws {
        ask()
        people[3].says("what is that")
        for person in people.prefix(3) { person.presses("No") }
        forum.advance(.hours(24 * 20))
        let result = close()
        #expect(result.contains("3 of 3 people chose No."))
        #expect(result.contains("Answers: 3 of 5 people."))
    }

    @Test(.serves("F21")) func `results are hidden until the end (loomio 6402)`() throws {
        ask()
        for person in people { person.presses("Yes") }
        people[0].ignoresTheRest()
        people[0].says("POLLS")
        #expect(!people[0].sees("You have answered:").contains("chose"))
        people[0].seesNothing()
    }

    @Test func `organisers see no results before the end either (Consul 4771)`() throws {
        ask()
        for person in people { person.presses("Yes") }
        for words in ["RESULTS", "POLLS", "RESULTS CSV"] {
            forum.officer.says(words)
            let seen = forum.officer.lastMessage?.text ?? ""
            #expect(!seen.contains("chose") && !seen.contains("\"Yes\""), "\(words)")
        }
        #expect(forum.news.isEmpty)
    }

    @Test func `whoever made a poll sees no names (nextcloud polls 1221)`() throws {
        let priya = try forum.organiser("Priya")
        priya.says("POLL Which day? | Saturday | Sunday")
        priya.says("yes")
        for person in people { person.presses("Sunday") }
        priya.says("CLOSE")
        priya.says("yes")
        priya.says("RESULTS")
        priya.says("RESULTS JSON")
        for person in people {
            for message in priya.messages { #expect(!message.text.contains(person.name)) }
            #expect(try forum.exported(person).isEmpty)
        }
    }

    @Test func `names are shown to organisers of a confidential poll, and to nobody else`() throws {
        forum.officer.says(
            """
            POLL
            Question: Can you bring food?
            Kind: yes or no
            Secrecy: confidential
            """)
        forum.officer.says("yes")
        people[0].sees("The organisers see your name with your answer.")
        for person in people.prefix(4) { person.presses("Yes") }
        forum.officer.says("RESULTS")
        #expect(!forum.officer.sees("4 of 5 people").contains("Amira"))
        #expect(close().contains("Amira: Yes"))
        people[4].says("POLLS")
        #expect(!people[4].sees("4 of 4 people chose Yes.").contains("Amira"))
    }
}

/// A poll can become more secret, never less.
@Suite(.limited) struct `Hiding names` {
    @Test(.serves("H12")) func `a named poll becomes confidential or anonymous, and no poll the other way`()
        throws
    {
        let forum = try PretendForum(Welcome(), Polls())
        let people = try ["Amira", "Ben", "Cai"].map { try forum.member($0) }
        forum.officer.says("POLL\nQuestion: Shall we go on?\nKind: yes or no\nSecrecy: named")
        forum.officer.says("yes")
        for person in people { person.presses("Yes") }
        forum.officer.says("HIDE NAMES")
        forum.officer.sees("Who should see names in this poll?")
        forum.officer.says("Only the organisers")
        forum.officer.sees("People hear about it now.")
        for person in people {
            person.ignoresTheRest()
            #expect(
                person.lastMessage?.text.contains("The organisers see your name with your answer.") ?? false)
        }
        forum.officer.says("HIDE NAMES")
        forum.officer.says("Nobody")
        for person in people { person.sees("I threw away the answers so far.", "not who chose what") }
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        for person in people { person.presses("No") }
        forum.officer.says("HIDE NAMES")
        forum.officer.sees("No open poll shows names.")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let result = forum.officer.sees("3 of 3 people chose No.")
        #expect(!result.contains("Amira"))
    }
}
