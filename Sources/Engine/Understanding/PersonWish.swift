/// The ways in which people ask for a person, in English. Only a whole message counts: "I need a person to push my chair"
/// is none. Used by ``ReservedWord``, and by the turn where nothing else fits.
///
/// What is an ordinary answer to an ordinary question is left out: "tell an adult", "I need a support worker".
enum PersonWish {
    /// "Can I talk to someone": whatever else is open, this is meant.
    static func isAsked(in text: String) -> Bool { asking.reads(text) }

    /// "Talk to a human", "I need someone to help me": it may be an answer to what was asked, so it counts where nothing
    /// else fits.
    static func mayBeMeant(by text: String) -> Bool { naming.reads(text) }

    private static let asking = PhraseGrammar(
        [
            [may, talk, to, whom], [may, talkAlone],
            [want, someone], [want, whom, toTalkTo],
            [can, someone, please, helpMe], [someone, please, callMe],
            [isThere, someone, there], [areYouThere], [whoCan, talk, toThem],
            [get, whom], [get, whom, toTalkTo], [canYou, callMe],
        ], greetings: greetings, endings: endings)

    private static let naming = PhraseGrammar(
        [
            [talk, to, whom], [human], [whom, toTalkTo], [want, someone, toHelp], [someone, please, helpMe],
            [please, callMe],
        ], greetings: greetings, endings: endings)

    private static let greetings = PhraseGrammar.slot(
        "hi, hello, hey, hiya, heya, yo, ok, okay, so, um, please, pls, plz, sorry, excuse me, help")
    private static let endings = PhraseGrammar.slot(
        """
        please, pls, plz, plss, thanks, thank you, thx, ty, ta, now, right now, asap, today, tonight, soon, quickly
        urgently, instead, not a bot, not a robot, not a computer, not bot, about something, about it, about this
        about something private, about my feelings, about how i feel, about things, in private, privately, if thats ok
        if thats okay, if possible, on the phone, on here, here, there, who can help, who can help me, who will listen
        who understands, properly, for a minute, for a bit, really, then, at all
        """)

    // MARK: Wishes to talk

    private static let may = PhraseGrammar.slot(
        """
        can i, could i, may i, can i please, could i please, can i just, could i just, can we, could we, please can i
        i want to, i want 2, i wanna, i wana, i just want to, i just wanna, i really want to, i really wanna, i need to
        i need 2, i just need to, i really need to, i need too, i want too, i have to, i have got to, i gotta, i got to
        i would like to, i would really like to, id like to, id really like to, want to, wanna, need to, need 2
        would like to, let me, how do i, how can i, how could i, where can i, is it ok to
        is it ok if i, is it okay to, is it okay if i, is it possible to, am i allowed to, could you let me, can you let me
        i wish i could, is there a way to
        """)
    private static let talk = PhraseGrammar.slot(
        """
        talk, tlk, tak, tlak, talck, speak, speek, spk, chat, have a chat, have a talk, have a word, message, msg, text, txt
        write, get in touch, get through, get hold of, contact, reach, be put through, ring, call, phone
        """)
    private static let to = PhraseGrammar.slot("to, 2, with, too", isOptional: true)
    private static let talkAlone = PhraseGrammar.slot("talk, tlk, speak, speek")
    private static let toTalkTo = PhraseGrammar.slot(
        """
        to talk to, to talk with, to talk 2, to speak to, to speak with, to chat to, to chat with, to talk to me
        to speak to me, to call me, to ring me, to text me, to message me, to contact me, to listen to me, to listen
        i can talk to, i could talk to, i can speak to, who i can talk to, that i can talk to, for me to talk to
        """)

    private static let whoCan = PhraseGrammar.slot(
        """
        who can i, who could i, who do i, who should i, who shall i, i do not know who to, i dont know who to
        idk who to, is there anyone i can, is there someone i can, is there anyone to, is there someone to
        """)
    private static let toThem = PhraseGrammar.slot("to, 2, with")

    // MARK: Who

    private static let someone = PhraseGrammar.slot(
        """
        someone, somebody, some one, some body, some1, sum1, sumone, sm1, sumbody, someone else, somebody else, someone real
        somebody real, someone human, anyone, anybody, any one, any1, any body, a person, person, a human, human
        a human being, a real person, real person, a real human, real human, an actual person, an actual human
        a live person, a proper person, one of you
        """)
    private static let whom =
        someone
        + PhraseGrammar.slot(
            """
            a member of staff, a staff member, staff, a worker, a support worker, a youth worker, an adult, a grown up
            a grownup, a safe adult, a trusted adult, a lead, the lead, the safeguarding lead, a safeguarding lead
            safeguarding, an officer, an organiser, someone from the forum, somebody from the forum
            a person from the forum, someone at the forum, someone nice, someone i can trust
            """)
    private static let human = PhraseGrammar.slot(
        "human, a human, a human being, real person, a real person, real human, a real human, actual human, actual person"
    )

    // MARK: What they are to do

    private static let want = PhraseGrammar.slot(
        """
        i need, i want, i would like, id like, i really need, i really want, i just need, i just want, i need to see
        can i have, could i have, can i get, could i get, need, want, give me, get me, i am looking for, im looking for
        i need to find, please get me, i wish i had, is there
        """)
    private static let can = PhraseGrammar.slot(
        "can, could, will, would, please can, please could, can please, cud, may")
    private static let please = PhraseGrammar.slot("please, pls, plz, just", isOptional: true)
    private static let helpMe =
        callMe + PhraseGrammar.slot("help me, help, please help me, please help, come, come and help me")
    private static let callMe = PhraseGrammar.slot(
        """
        talk to me, talk with me, speak to me, speak with me, chat to me, chat with me, call me, ring me, phone me
        text me, message me, listen to me, listen, write to me, contact me, answer me, get in touch with me
        """)
    private static let toHelp = PhraseGrammar.slot(
        "to help me, to help, to help with something, who can help, who can help me, who could help me")
    private static let canYou = PhraseGrammar.slot("can you, could you, will you, can u, could u")
    private static let get = PhraseGrammar.slot(
        """
        can you get, can you get me, can you find, can you find me, could you get, could you get me, could you find me
        can you put me through to, put me through to, connect me to, connect me with, transfer me to
        """)

    private static let isThere = PhraseGrammar.slot(
        "is, is there, are there, isnt there, isnt", isOptional: true)
    private static let there = PhraseGrammar.slot(
        "there, out there, listening, around, awake, online, reading this, about, available, here")
    private static let areYouThere = PhraseGrammar.slot(
        "are you there, r u there, are u there, you there, u there")
}
