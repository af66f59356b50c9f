import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// What people asked of other poll programs, each named after where: the threads are on GitHub.
@Suite(.limited) struct `What people missed in other polls` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
    }

    private func ask(_ lines: String) {
        forum.officer.says("POLL\n" + lines)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private func close() -> String {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        return forum.officer.sees("The poll has closed.")
    }

    @Test(
        .serves("H12"),
        arguments: [
            ("anonymous", "The organisers see numbers, not who chose what."),
            ("confidential", "The organisers see your name with your answer."),
            ("named", "Everybody in the forum can see your name with your answer."),
        ])
    func `who can see what is said before the first answer (openpollslack 45)`(
        secrecy: String, words: String
    ) {
        ask("Question: Shall we go on?\nKind: yes or no\nSecrecy: \(secrecy)")
        people[0].sees("Shall we go on?", words)
        people[0].seesNothing()
    }

    @Test(.serves("B4")) func `a poll closes by itself (matterpoll 118)`() {
        ask("Question: Shall we go on?\nKind: yes or no\nCloses: in 2 days")
        for person in people { person.presses("Yes") }
        people[0].presses("No")
        forum.advance(.hours(49))
        forum.officer.sees("Its time was over.", "3 of 4 people chose Yes.")
        people[1].ignoresTheRest()
        people[1].presses("No")
        people[1].sees("cannot take more answers")
    }

    @Test(.serves("C15")) func `those who have not answered are reminded, and nobody is named (loomio 6222)`()
    {
        ask("Question: Shall we go on?\nKind: yes or no\nCloses: in 4 days\nReminders: 1")
        people[0].presses("Yes")
        for person in people { person.ignoresTheRest() }
        forum.advance(.hours(50))
        people[0].seesNothing()
        for person in people.dropFirst() { person.sees("You have not answered this yet.") }
        forum.officer.says("RESULTS")
        let words = forum.officer.sees("Answers so far: 1 of 4 people.")
        for person in people { #expect(!words.contains(person.name)) }
    }

    @Test(.serves("C15")) func `an answer of one's own beside the choices (matterpoll 142)`() throws {
        ask("Question: Where shall we meet?\n- Library\n- Park\nOther: yes")
        people[0].presses("Something else")
        people[0].says("On a boat")
        people[0].sees("You said: On a boat")
        for person in people.dropFirst() { person.presses("Park") }
        #expect(close().contains("1 of 4 people chose Something else."))
        let words = try forum.rows("SELECT text FROM polls_words").map { try $0[0] as String }
        #expect(words == ["On a boat"])
    }

    @Test(.serves("C15")) func `free text (loomio 7301)`() {
        ask("Question: What could be better?\nKind: words")
        for person in people { person.says("More breaks") }
        #expect(close().contains("More breaks"))
    }

    @Test(.serves("C15")) func `an answer can be changed until the end (decidim 13215)`() {
        ask("Question: Shall we go on?\nKind: yes or no")
        for person in people { person.presses("Yes") }
        people[0].presses("No")
        people[0].says("not sure")
        people[0].says("no")
        people[0].sees("You chose No.")
        let result = close()
        #expect(result.contains("3 of 4 people chose Yes.") && result.contains("1 of 4 people chose No."))
    }

    @Test func `a correction wipes no votes (rallly 63, rallly 1085)`() {
        ask("Question: Which day?\n- Saterday\n- Sunday")
        for person in people { person.presses("Saterday") }
        forum.officer.says("CORRECT Saterday | Saturday")
        forum.officer.says("yes")
        forum.officer.sees("Now it says: Saturday")
        #expect(close().contains("4 of 4 people chose Saturday."))
    }

    @Test(.serves("B1", "B3", "B6"))
    func
        `all of it can be heard and said without seeing (nextcloud polls 1354, rallly 306, OpenSlides 6349)`()
        throws
    {
        let eve = try forum.member("Eve", on: .sms)
        ask(
            """
            Name: Our trip
            Question: Which park?
            Picture: https://example.org/park.jpg | Two parks from above
            - Town park
            - River park
            Question: How was the last one?
            Kind: scale
            """)
        // What a picture shows is said, every choice stands in the words, and words are enough to answer.
        eve.sees("Two parks from above", "1 Town park\n2 River park", "You can also send SKIP or PAUSE.")
        eve.says("the second one")
        eve.sees("You chose River park.", "1 Very bad", "5 Very good")
        eve.says("very good")
        eve.sees("You chose Very good")
        for person in people.prefix(3) {
            person.says("river park")
            person.says("good")
        }
        _ = close()
        // The picture of the bars says nothing that the words do not.
        people[0].sees("4 of 4 people chose River park.", "1 of 4 people chose Very good")
        eve.sees("4 of 4 people chose River park.", "1 of 4 people chose Very good")
    }

    @Test(.serves("H12")) func `an answer that sounds like harm reaches a person (casepro 1)`() throws {
        let lead = try forum.lead("Lea")
        ask("Question: What could be better?\nKind: words")
        people[0].says("I want to hurt myself")
        people[0].sees("How are you?")
        lead.sees("Somebody may need help.")
        for person in people.dropFirst() { person.says("More breaks") }
        // Whoever reads results does not read it.
        #expect(!close().contains("hurt"))
    }
}
