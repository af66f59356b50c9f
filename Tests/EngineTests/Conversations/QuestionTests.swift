import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Questions and their answers` {
    /// ASK asks about a day, then about a place; REASON asks for words. What comes is said back.
    private static let plugin = Scripted(
        "trial",
        [
            "ASK": { _, turn in
                turn.ask("day", ["Saturday", "Sunday"], of: .members)
                turn.ask("place", ["Library", "Park"], of: .members)
            },
            "REASON": { _, turn in turn.ask(Question("why", .line("Why do you come?"))) },
            "HELLO": { _, turn in turn.reply(.line("Hello to you.")) },
        ],
        answer: { answer, turn in
            let what = answer.choice?.label ?? answer.text
            turn.reply(.line("\(answer.question.name) is \(what)\(answer.isChange ? " now" : "")."))
        })

    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Self.plugin, Welcome(), Polls(), words: Scripted.words)
        amira = try forum.member("Amira", on: .app)
    }

    @Test func `buttons go when a question is answered with words, and stay until it is answered`() throws {
        forum.officer.says("ASK")
        #expect(amira.allButtons == ["Saturday", "Sunday", "Library", "Park"])
        amira.says("the moon")
        #expect(amira.allButtons.starts(with: ["Saturday", "Sunday", "Library", "Park"]))
        amira.says("library")
        #expect(amira.allButtons.starts(with: ["Saturday", "Sunday"]))
        #expect(amira.messages.first { $0.text.contains("About place?") }?.buttons.isEmpty == true)
        amira.says("sunday")
        #expect(amira.messages.first { $0.text.contains("About day?") }?.buttons.isEmpty == true)
    }

    @Test func `what is answered with words shows it on its buttons, where it can be changed`() throws {
        forum.officer.says("POLL Which month? | May | June")
        forum.officer.says("yes")
        amira.says("june")
        let asked = { try #require(amira.messages.first { $0.text.contains("Which month?") }) }
        #expect(try asked().buttons.filter(\.isChosen).map(\.label) == ["June"])
        amira.presses("May")
        #expect(try asked().buttons.filter(\.isChosen).map(\.label) == ["May"])
    }

    @Test func `of several open questions the newest that fits is answered, and its name confirmed`() throws {
        forum.officer.says("ASK")
        amira.sees("About day?")
        amira.sees("About place?")
        amira.says("1")
        amira.sees("Your answer is for this question: About place?", "place is Library.")
        amira.says("sunday")
        let last = amira.sees("day is Sunday.")
        #expect(!last.contains("for this question"))
    }

    @Test func `words that fit only the older question answer that one`() throws {
        forum.officer.says("ASK")
        amira.says("Saturday")
        amira.sees("Your answer is for this question: About day?", "day is Saturday.")
    }

    @Test func `a reply to a message answers the question in it`() throws {
        forum.officer.says("ASK")
        amira.replies(to: "About day?", saying: "2")
        amira.sees("day is Sunday.")
        amira.replies(to: "About place?", saying: "the second one")
        amira.sees("place is Park.")
    }

    @Test func `STOP and HELP NOW break in on a reply, other words are the answer`() throws {
        amira.says("REASON")
        amira.replies(to: "Why do you come?", saying: "HELLO")
        amira.sees("why is HELLO.")
        amira.says("REASON")
        amira.replies(to: "Why do you come?", saying: "help now")
        amira.sees("Childline")
    }

    @Test func `a command that stands alone wins over an open question, with more it is the answer`() throws {
        amira.says("REASON")
        amira.says("HELLO")
        amira.sees("Hello to you.")
        amira.says("Hello people is why")
        amira.sees("why is Hello people is why.")
    }

    @Test func `an open question with choices does not hold up commands`() throws {
        forum.officer.says("ASK")
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
    }

    @Test(.serves("B3")) func `what is unclear is asked again, then with help, then a person is offered`()
        throws
    {
        forum.officer.says("ASK")
        amira.replies(to: "About day?", saying: "Saturday")
        amira.sees("day is Saturday.")
        amira.says("purple")
        amira.sees("Sorry, I did not understand.", "About place?", "1 Library", "2 Park")
        amira.canPress("Library", "Park")
        amira.says("banana")
        amira.sees("About place?", "Please send only the number", "1 Library")
        amira.says("seven")
        amira.sees("About place?", "You can ask an organiser", "LEAVE")
        amira.says("park")
        amira.sees("place is Park.")
        amira.says("purple")
        amira.sees("Sorry, I did not understand")
    }

    @Test func `LEAVE ends what is open and keeps the person`() throws {
        forum.officer.says("ASK")
        amira.ignoresTheRest()
        amira.says("LEAVE")
        amira.sees("You do not need to answer.")
        amira.says("Saturday")
        amira.sees("Sorry, I did not understand that.")
        amira.says("leave")
        amira.sees("There is nothing to leave.")
        #expect(try forum.known(amira) != nil)
    }

    @Test func `a press on a question that is closed or answered is told kindly`() throws {
        forum.officer.says("ASK")
        let saturday = try amira.button("Saturday")
        amira.presses(saturday)
        amira.sees("day is Saturday.")
        amira.presses(saturday)
        amira.sees("I cannot take more answers to this question:", "About day?")
        #expect(amira.buttons == ["Library", "Park"])
    }

    @Test func `nobody answers a question that they were not asked`() throws {
        amira.says("REASON")
        forum.officer.says("ASK")
        let ben = try forum.member("Ben")
        let cai = forum.person("Cai")
        for person in [ben, cai] {
            person.presses(try amira.button("Saturday"))
            person.sees("Sorry, I cannot take that answer.")
            person.seesNothing()
        }
        amira.presses("Saturday")
        amira.sees("day is Saturday.")
    }

    @Test func `an answer that can be changed is changed by a clear word, as long as it is open`() throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("saturday")
        amira.sees("You chose Saturday.")
        amira.says("sunday please")
        amira.sees("You chose Sunday.")
        amira.says("purple")
        amira.sees("Sorry, I did not understand that. Send HELP")
    }

    @Test func `a press is answered also where the plugin says nothing`() throws {
        let silent = Scripted("trial", ["ASK": { _, turn in turn.ask("day", ["Saturday", "Sunday"]) }])
        let forum = try PretendForum(silent, words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("ASK")
        amira.sees("About day?")
        amira.presses("Saturday")
        #expect(!amira.isWaiting)
        amira.cannotPress()
        amira.seesNothing()
    }

    @Test func `questions stay open through a crash`() throws {
        forum.officer.says("ASK")
        try forum.crashAndRestart()
        amira.presses("Sunday")
        amira.sees("day is Sunday.")
        amira.says("the first one")
        amira.sees("place is Library.")
    }
}
