import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// What is said in the middle of something, and is a command, an answer, small talk or a wish to be left alone.
@Suite(.limited) struct `What is meant` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira", on: .app)
        ben = try forum.member("Ben", on: .sms)
    }

    private func ask(_ poll: String) {
        forum.officer.says("POLL " + poll)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        for person in [amira, ben] { person.sees(String(poll.prefix { $0 != "|" && $0 != "\n" }).trimmed) }
    }

    // MARK: Choices

    @Test(.serves("B3"), arguments: ["Listen", "support", "AGE", "next"])
    func `a choice that is named like a command wins in its question`(word: String) {
        ask("What do you need? | Listen | Support | Age | Next")
        ben.says(word)
        ben.sees("You chose \(word.capitalized).")
    }

    @Test func `a command is one again when its question is answered`() {
        ask("What do you need? | Listen | Support")
        ben.says("support")
        ben.sees("You chose Support.")
        ben.says("POLLS")
        ben.sees("What do you need?")
    }

    @Test(arguments: [
        "Yes | Yes!", "Yes | YES", "Café | Cafe", "Park | Pa\u{AD}rk", "Park | Park\u{200B}",
        "Swim - gym | swim gym",
    ])
    func `choices that read the same are refused`(choices: String) {
        forum.officer.says("POLL Where? | \(choices)")
        forum.officer.sees("This choice is there 2 times")
    }

    // MARK: Only a plain yes

    @Test(
        .serves("B3"),
        arguments: [
            "ok", "sure", "go on then", "yes but why", "yeah im busy", "my mum said yes", "fine",
        ])
    func `what only the person can decide counts by a plain yes alone`(words: String) throws {
        amira.says("MY CHOICES")
        amira.presses("Photos")
        amira.sees("May Voices United take photos")
        amira.says(words)
        amira.sees("Sorry, I did not understand.")
        #expect(try forum.rows("SELECT given FROM core_consent").isEmpty)
        amira.says("yes please")
        amira.sees("Photos: yes")
        #expect(try forum.rows("SELECT given FROM core_consent").count == 1)
    }

    // MARK: Words that are no commands

    @Test(.serves("B3"), arguments: ["results", "close", "listen"])
    func `a word that somebody may not use is their answer in own words`(word: String) throws {
        forum.officer.says("POLL\nQuestion: What could be better?\nKind: words")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        amira.sees("What could be better?")
        amira.says(word)
        amira.sees("You said: \(word)")
    }

    @Test func `a word that somebody may not use is told where nothing is asked`() {
        amira.says("RESULTS")
        amira.sees("Sorry, you cannot use that word.")
    }

    @Test func `a command in capitals is the command, in the middle of making a poll too`() {
        forum.officer.says("POLL")
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS Which day?")
        #expect(forum.officer.messages.last?.text.contains("Which day?\n") != true)
        forum.officer.says("results of the vote: are they fair?")
        forum.officer.sees("Is that your answer, or do you want RESULTS?")
        forum.officer.says("1")
        #expect(forum.officer.messages.last?.text.contains("Is that your answer") != true)
    }

    @Test(arguments: [
        ("hi", "Hello."), ("thanks", "You are welcome."), ("thank you so much", "You are welcome."),
        ("bye", "Goodbye."),
        ("who are you", "I am a computer program"), ("are you a robot?", "I am a computer program"),
        ("hiya", "Hello."),
    ])
    func `a greeting, thanks, bye and who are you get an answer`(words: String, answer: String) {
        amira.says(words)
        amira.sees(answer)
    }

    @Test(arguments: [
        ("hello", "Hello."), ("thanks", "You are welcome."), ("bye", "Goodbye."),
        ("who is this", "I am a computer program"),
    ])
    func `strangers get one too`(words: String, answer: String) {
        let stranger = forum.person("Sam", on: .sms)
        stranger.says(words)
        stranger.sees(answer)
    }

    @Test func `whoever greets in the middle of a question is greeted, and asked again`() {
        ask("Which day? | Saturday | Sunday")
        ben.says("hello")
        ben.sees("Hello.", "1 Saturday", "2 Sunday")
    }

    @Test(arguments: ["hi", "add", "he", "la", "nice"])
    func `an everyday word is not explained, unless with WORD`(word: String) {
        amira.says(word)
        #expect(amira.messages.last?.text.contains("means") != true)
        #expect(amira.messages.last?.text.contains("short for") != true)
    }

    // MARK: No more messages

    @Test(
        .serves("A1"),
        arguments: [
            "no stop texting me", "leave me alone", "please can you stop", "remove me", "STOP. Sam",
            "STOP - Sam", "stop from Kate",
            "take me off the list", "no more texts please", "sign me off", "can you stop texting me please",
        ])
    func `whoever seems to want no more messages is offered STOP`(words: String) {
        for person in [amira, ben] {
            person.says(words)
            person.sees("Send STOP")
        }
    }

    @Test(arguments: ["stop bullying", "stop it", "stop smoking week", "dont stop", "bus stop"])
    func `other words with stop in them are something else`(words: String) {
        amira.says(words)
        #expect(amira.messages.last?.text.contains("Send STOP") != true)
    }

    @Test func `in own words it is the answer, with the offer before it`() {
        forum.officer.says("POLL\nQuestion: What would you tell them?\nKind: words")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        amira.sees("What would you tell them?")
        amira.says("leave me alone")
        amira.sees("Send STOP", "You said: leave me alone")
    }

    @Test func `JOIN after STOP means START too`() {
        amira.says("STOP")
        amira.sees("Send START")
        amira.says("JOIN")
        amira.ignoresTheRest()
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        amira.sees("Which day?")
    }

    @Test(arguments: ["JOIN please", "join pls", "/start poster-library", "JOIN"])
    func `where joining is open, a please or a poster's name does not keep anybody out`(words: String) {
        let first = forum.person("Sam", on: .app)
        first.says("JOIN")
        let second = forum.person("Kit", on: .app)
        second.says(words)
        #expect(second.messages.map(\.text) == first.messages.map(\.text))
        #expect(!second.messages.isEmpty)
    }

    @Test func `a wrong code is still told`() {
        let stranger = forum.person("Sam", on: .app)
        stranger.says("JOIN 7KQ2ABCD")
        stranger.sees("code")
    }
}

extension String {
    fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
