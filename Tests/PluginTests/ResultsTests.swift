import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Results of a poll` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
    }

    private func ask(_ poll: String) {
        forum.officer.says("POLL " + poll)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    @Test(.serves("F21", "H12")) func `nobody sees how answers fall while the poll is open`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        for person in people { person.presses("Saturday") }
        forum.officer.says("RESULTS")
        let words = forum.officer.sees("4 of 4 people")
        #expect(!words.contains("Saturday"))
        forum.officer.says("POLLS")
        #expect(!forum.officer.sees("4 of 4 people").contains("Saturday"))
    }

    @Test(.serves("A1", "A4")) func `closing tells everybody who answered, in words`() throws {
        ask("Which day suits you? | Saturday | Sunday | Friday")
        for person in people.prefix(2) { person.presses("Saturday") }
        people[2].presses("Sunday")
        forum.officer.says("CLOSE")
        forum.officer.sees("3 of 4 people", "Close this poll now?")
        forum.officer.says("yes")
        forum.officer.sees(
            "2 of 3 people chose Saturday.\n=======\n1 of 3 people chose Sunday.\n===\nNobody chose Friday.")
        for person in people.prefix(3) {
            person.sees("You chose")
            person.sees("2 of 3 people chose Saturday.", "Thank you for your answer.")
        }
        people[3].sees("Which day suits you?")
        people[3].seesNothing()
        let news = try #require(forum.news.first { $0.name == "poll-closed" })
        #expect(news.data["votes"] == "2\n1\n0")
    }

    @Test(.serves("H12")) func `too few answers are never shown, to anybody`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        people[0].presses("Saturday")
        people[1].presses("Sunday")
        forum.officer.says("CLOSE")
        forum.officer.sees("Fewer than 3 people have answered.")
        forum.officer.says("yes")
        forum.officer.sees("Not enough people answered to show the result.")
        people[0].sees("You chose Saturday.")
        people[0].sees("Not enough people answered to show the result.")
        #expect(try forum.rows("SELECT votes FROM polls_choice WHERE votes IS NOT NULL").isEmpty)
        #expect(forum.news.first?.data["votes"] == nil)
    }

    @Test(
        .serves("H12"),
        arguments: [
            ("confidential", "The organisers see your name with your answer. Nobody else does."),
            ("named", "Everybody in the forum can see your name with your answer."),
        ])
    func `where names are seen, nobody is promised that too few answers hide them`(
        _ secrecy: String, _ promise: String
    ) {
        ask("\nQuestion: Which day suits you?\n- Saturday\n- Sunday\nSecrecy: \(secrecy)")
        people[0].presses("Saturday")
        people[0].sees("You chose Saturday.")
        forum.officer.says("CLOSE")
        forum.officer.sees("So there will be no numbers. You will see who said what.")
        forum.officer.says("yes")
        let closed = forum.officer.sees("Not enough people answered to show numbers.")
        #expect(closed.contains("Who said what:"))
        let told = people[0].sees("Not enough people answered to show numbers. " + promise)
        for words in [closed, told] { #expect(!words.contains("private")) }
    }

    @Test(.serves("H12")) func `when all agree, the organiser is warned`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        for person in people { person.presses("Saturday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("4 of 4 people chose Saturday.", "this shows what each person said")
        // Whoever reads or takes the numbers later is warned as well.
        forum.officer.says("RESULTS")
        forum.officer.sees("4 of 4 people chose Saturday.", "this shows what each person said")
        forum.officer.says("RESULTS CSV")
        forum.officer.sees("\"Saturday\",\"everybody\",4,4", "this shows what each person said")
    }

    @Test func `with several open, the poll is chosen by number or word`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        ask("Which place is best? | Library | Park")
        for person in people { person.presses("Park") }
        forum.officer.says("RESULTS")
        forum.officer.sees("Which poll do you want to see?")
        forum.officer.says("1")
        forum.officer.sees("Which place is best?", "4 of 4 people")
        forum.officer.says("CLOSE")
        forum.officer.sees("Which poll do you want to close?")
        forum.officer.says("which place is best")
        forum.officer.sees("Which place is best?", "Close this poll now?")
        forum.officer.says("no")
        forum.officer.sees("The poll stays open.")
    }

    @Test func `two organisers close a poll once`() throws {
        let priya = try forum.organiser("Priya")
        ask("Which day suits you? | Saturday | Sunday")
        for person in people { person.presses("Saturday") }
        forum.officer.says("CLOSE")
        priya.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("The poll has closed.")
        priya.says("yes")
        priya.sees("This poll has closed already.")
        people[0].sees("You chose")
        people[0].sees("A poll has closed.")
        people[0].seesNothing()
    }

    @Test func `results of the last poll can be read again`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        for person in people.prefix(3) { person.presses("Saturday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("The poll has closed.")
        forum.officer.says("RESULTS")
        forum.officer.sees("3 of 3 people chose Saturday.", "Answers: 3 of 4 people.")
        people[3].says("POLLS")
        people[3].sees("3 of 3 people chose Saturday.")
        forum.officer.says("CLOSE")
        forum.officer.sees("No poll is open now.")
    }

    // MARK: Pictures and files

    @Test(.serves("B1", "A1")) func `whoever has pictures gets the bars drawn, with words for them`() throws {
        let eve = try forum.member("Eve", on: .sms)
        ask("Which day suits you? | Saturday | Sunday")
        for person in people { person.presses("Saturday") }
        eve.says("2")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let words = people[0].sees(
            "4 of 5 people chose Saturday.", "[The picture shows these numbers as bars.]")
        // Whoever does not see it misses nothing.
        #expect(words.contains("1 of 5 people chose Sunday."))
        let drawing = try #require(people[0].lastMessage?.drawing)
        #expect(drawing.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(people[1].lastMessage?.drawing == drawing)
        eve.sees("4 of 5 people chose Saturday.\n========\n1 of 5 people chose Sunday.\n==")
        #expect(eve.lastMessage?.drawing == nil)
        #expect(forum.officer.messages.allSatisfy { $0.drawing == nil })
    }

    @Test func `nothing is drawn of few answers, and of more bars than a phone can show`() throws {
        ask("Which day suits you? | Saturday | Sunday")
        for person in people.prefix(2) { person.presses("Saturday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        people[0].sees("Not enough people answered")
        #expect(people[0].lastMessage?.drawing == nil)
        forum.officer.says(
            "POLL\nName: Many\n"
                + (1...5).map { "Question: Number \($0)?\nKind: yes or no" }.joined(separator: "\n"))
        forum.officer.says("yes")
        for person in people { for _ in 1...5 { person.presses("Yes") } }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        people[0].sees("Many", "4 of 4 people chose Yes.")
        #expect(people[0].lastMessage?.drawing == nil)
    }

    @Test(.serves("A1")) func `organisers take the numbers away on a page of their own, once`() throws {
        let forum = try PretendForum(Welcome(), Polls(), publicURL: "https://bot.example.org")
        let priya = try forum.organiser("Priya")
        let people = try forum.members(4)
        priya.says("POLL Which day? | =Saturday | Sunday")
        priya.says("yes")
        for person in people { person.presses("Sunday") }
        priya.says("CLOSE")
        priya.says("yes")
        priya.says("RESULTS CSV")
        priya.sees("Here are the numbers of this poll: Which day?", "Results: Which day?")
        let link = try #require(priya.link)
        #expect(priya.looks(at: link) == [.reading, .csv, .json])
        let page = try #require(try priya.opens(link))
        #expect(
            page.contains("Results: Which day?")
                && page.contains("1 | Which day? | Sunday | everybody | 4 | 4"))
        let table = try #require(try priya.opens(link, as: .csv))
        #expect(table.contains("1,Which day?,'=Saturday,everybody,0,4\r\n"))
        let file = try #require(try priya.opens(link, as: .json))
        #expect(file.contains("\"people\" : 4") && file.contains("\"group\" : \"everybody\""))
        #expect(try priya.opens(link, as: .csv) == nil)
        for message in priya.messages { #expect(!message.text.contains("everybody,0")) }
    }

    @Test func `without an address on the web the table comes in a message`() throws {
        ask("Which day? | Saturday | Sunday")
        for person in people { person.presses("Sunday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.says("RESULTS CSV")
        forum.officer.sees("1,\"Which day?\",\"Sunday\",\"everybody\",4,4")
    }

    @Test(.serves("A1", "C15")) func `what people said in their own words is in the table, all of it`() throws
    {
        let others = try forum.members(51)
        ask("\nQuestion: What could be better?\nKind: words")
        forum.together(others.enumerated().map { ($0.element, "=more breaks \($0.offset)") })
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees(
            "What people said in their own words:", "More answers: 1.", "to read them all.")
        forum.officer.says("results table")
        let table = forum.officer.sees("1,\"What could be better?\",\"'=more breaks 0\",\"own words\",1,51")
        #expect(table.split(whereSeparator: \.isNewline).count { $0.contains("more breaks") } == 51)
    }
}
