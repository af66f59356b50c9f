import YouSaidKit

/// Finds feelings alone: "I feel bad", "im scared", "not ok". Nothing in them tells of harm, and whoever says so is not
/// left with "I did not understand". Only a whole message counts, and only where nothing else fits.
enum Feelings {
    static func areSaid(in text: String) -> Bool { grammar.reads(text) }

    private static let grammar = PhraseGrammar(
        [[i, very, bad], [i, very, bad, and, very, bad], [alone], [whole]],
        greetings: PhraseGrammar.slot(
            "hi, hello, hey, hiya, ok, okay, so, um, well, no, sorry, because, just, and, but"),
        endings: PhraseGrammar.slot(
            """
            today, now, right now, at the moment, atm, again, all the time, tonight, lately, inside, sometimes, every day
            everyday, this week, at school, at college, at night, and i do not know why, and i dont know why, idk why
            and i do not know what to do, and i dont know what to do, about it, about everything, please, thanks, a lot
            really, and i need to talk, anymore, any more, these days, tbh
            """))

    private static let i = PhraseGrammar.slot(
        """
        i, im, i am, am, i feel, i am feeling, im feeling, feeling, feel, i have been feeling, ive been feeling
        i been feeling, been feeling, i just feel, i still feel, i always feel, i keep feeling, it makes me feel
        it makes me, i feel like i am, i feel like im, makes me feel
        """)
    /// What says enough without "I feel".
    private static let alone = PhraseGrammar.slot(
        """
        sad, so sad, very sad, really sad, lonely, so lonely, scared, so scared, really scared, frightened, depressed
        anxious, upset, unhappy, not ok, not okay, not good, not great, not alright, not all right, not well, not fine
        not happy, not so good, not very good, not too good, not really ok, not really okay, really bad, so bad, very bad
        having a bad day, having a bad time, having a hard time, having a panic attack, panicking, panic attack
        """)
    private static let very = PhraseGrammar.slot(
        """
        so, so so, very, very very, really, really really, rly, a bit, a little bit, a little, kinda, kind of, sort of, proper
        just, too, quite, always, pretty, super, still, all, just so, just really, well, extremely, that, bit
        """, isOptional: true)
    private static let bad = PhraseGrammar.slot(
        """
        bad, sad, lonely, alone, all alone, on my own, scared, afraid, frightened, terrified, worried, anxious, depressed
        down, low, upset, unhappy, angry, stressed, stressed out, overwhelmed, awful, terrible, horrible, rubbish, crap
        shit, hurt, lost, empty, numb, miserable, unwell, unsafe, not safe, not ok, not okay, not k, not good, not great
        not alright, not all right, not well, not fine, not happy, not right, not so good, not very good, not too good
        not really ok, not really okay, in a bad place, in a dark place, fed up, broken, worthless, useless, hopeless
        like crying, like shit, like rubbish, panicky, panicking, nervous, struggling, not coping, crying, embarrassed
        ashamed, guilty, left out, heartbroken, gutted, tearful, weepy, shaky, sick of everything, done with everything
        having a bad day, having a bad time, having a hard time, having a rough time, having a panic attack
        """)
    private static let and = PhraseGrammar.slot("and, n, or")
    private static let whole = PhraseGrammar.slot(
        """
        i do not feel good, i dont feel good, i do not feel ok, i dont feel ok, i do not feel okay, i dont feel okay
        i do not feel well, i dont feel well, i do not feel happy, i dont feel happy, i do not feel right
        i dont feel right, i do not feel myself, i dont feel myself, i had a bad day, bad day, i had a bad time
        i want to cry, i wanna cry, i need to cry, i feel like crying, i could cry, i cant stop crying, i can not stop crying
        i cannot stop crying, i keep crying, i am not doing well, im not doing well, i am not doing good
        im not doing good, everything is bad, everything is horrible, everything is awful, nothing is good
        i am having a bad day, i hate everything, i hate today, i feel it all, nobody understands me, no one understands me
        nobody gets me, i have no friends, ive no friends, i have nobody, i have no one, ive got nobody, ive got no one
        i am not myself, im not myself, it is all too much, its all too much, it is too much, its too much, i feel nothing
        """)
}

extension Conversation {
    /// The last resort before "I did not understand": a wish for a person that stands for itself, or a feeling.
    /// - Returns: false where it is neither.
    mutating func heardFeeling() throws -> Bool {
        if try wishedForPerson() { return true }
        guard let words = try feelingWords() else { return false }
        cause.pace = .atOnce
        try runner.reply(OutgoingBody(text: words), &cause, &after)
        return true
    }

    /// "Talk to a human": who speaks for somebody asks for a person for neither.
    mutating func wishedForPerson() throws -> Bool {
        guard cause.speaker == nil, PersonWish.mayBeMeant(by: event.text) else { return false }
        cause.pace = .atOnce
        try wantsPerson()
        return true
    }

    /// What is said to a feeling; while a question is open, that is asked again behind it. Nil where none was said.
    func feelingWords() throws -> String? {
        guard cause.speaker == nil, Feelings.areSaid(in: event.text) else { return nil }
        return try parts.composer.core(
            "feeling-heard", ["helplines": try helplines()],
            for: reader)
    }
}
