import YouSaidKit

/// What people say to be polite, which is no answer and no command: it gets a friendly word.
enum SmallTalk: String, CaseIterable {
    case greeting, thanks, bye
    case whoAreYou = "who-are-you"

    /// Reads a message. Only a whole message counts.
    static func read(_ text: String) -> SmallTalk? {
        guard text.utf8.count <= AnswerReader.longest else { return nil }
        return allCases.first { phrases[$0]?.reads(text) ?? false }
    }

    private static let phrases: [SmallTalk: PhraseGrammar] = [
        .greeting: grammar(
            """
            hi, hello, hey, hiya, heya, hi there, hello there, hey there, good morning, good afternoon, good evening, morning, yo
            how are you, hows it going, whats up, sup, you ok, are you ok, hi how are you, hello how are you
            """),
        .thanks: grammar(
            """
            thanks, thank you, thx, ty, ta, cheers, tysm, thank u, thanks a lot, thanks so much, thank you so much
            thank you very much, many thanks, thats great thanks, ok thanks, ok thank you, okay thanks, thanks for that
            thanks for the help, thanks for your help, thank you for your help
            """),
        .bye: grammar(
            """
            bye, goodbye, bye bye, good bye, see you, see ya, cya, see you later, see you soon, good night, night, night night
            ttyl, laters, have a nice day, gtg, got to go
            """),
        .whoAreYou: grammar(
            """
            who are you, who is this, whos this, who r u, who are u, what are you, what is this, whats this, who is it, who dis
            are you a robot, are you a bot, are you real, are you human, are you a person, is this a bot, is this a robot
            is this a real person, what is this number, who sent this, what number is this
            """),
    ]

    private static func grammar(_ list: String) -> PhraseGrammar {
        PhraseGrammar(
            [[PhraseGrammar.slot(list)]],
            greetings: PhraseGrammar.slot("hi, hello, hey, ok, okay, oh, um, sorry, yes"),
            endings: PhraseGrammar.slot(
                "x, xx, please, everyone, all, bot, then, again, lol, mate, miss, sir, now, for now, there"))
    }
}

extension Conversation {
    /// The answer to a greeting, thanks, "bye" and "who are you"; nil where it is something else.
    func smallTalk() throws -> String? {
        guard let talk = SmallTalk.read(event.text) else { return nil }
        let isStranger = member?.roles.isEmpty ?? true
        // Who has not joined is greeted with how to join.
        if isStranger, talk == .greeting { return nil }
        return try parts.composer.core(
            "small-\(talk.rawValue)", ["forum": .text(parts.forum.name)], for: reader)
    }
}
