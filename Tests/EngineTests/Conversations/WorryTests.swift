import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// A worry from its first word to FINISH, as a frightened child and the leads live through it: on a phone with buttons
/// and on one that knows only text.
@Suite(.serves("H10", "F8"), .limited) struct `A worry is a conversation` {
    private let forum: PretendForum
    private let lead: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        lead = try forum.lead("Lena")
    }

    /// A worry that the lead has read and asked about.
    private func asked(_ child: Person, _ question: String) {
        child.says("my stepdad hits me")
        child.ignoresTheRest()
        lead.presses("I have it")
        lead.says("WRITE 1 \(question)")
        lead.ignoresTheRest()
        child.sees(question)
        forum.advance(.minutes(2))
    }

    private func askInOwnWords(_ question: String) {
        forum.officer.says("POLL \(question)")
        forum.officer.says("5")
        forum.officer.says("yes")
    }

    /// What stands in a worry as a lead reads it.
    private func reads(_ number: Int) -> String {
        lead.ignoresTheRest()
        lead.says("WORRIES \(number)")
        return lead.sees("Worry \(number).")
    }

    @Test(
        arguments: [PretendPlatform.app, .sms],
        [
            "yes", "y", "yes he did", "👍", "1", "no", "not ok", "i am not ok",
            "at 5 Elm Road, ring 07700 900123", "idk",
        ])
    func `what is said after a lead wrote is the answer to them, in the child's own words`(
        platform: PretendPlatform, answer: String
    ) throws {
        let child = try forum.member("Ada", on: platform)
        asked(child, "Are you in danger right now?")
        child.says(answer)
        child.sees("I have put this with the safeguarding leads.")
        child.seesNothing()
        lead.sees("They wrote again about worry 1. There is 1 message to read.")
        #expect(reads(1).contains(": \(answer)"))
    }

    @Test
    func `what a lead writes goes to the child and into no poll, also where the lead is asked something`()
        throws
    {
        let member = try forum.member("Mo")
        forum.officer.says("INVITE safeguarding lead")
        let code = try #require(
            forum.officer.sees("CODE ").firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        member.says("CODE \(code)")
        member.ignoresTheRest()
        askInOwnWords("What should we do next?")
        member.sees("What should we do next?")
        let child = try forum.member("Ada")
        child.says("my stepdad hits me")
        child.ignoresTheRest()
        member.ignoresTheRest()
        member.says("WORRIES 1")
        member.sees("my stepdad hits me")
        member.says("WRITE 1 Are you safe at your gran's?")
        child.sees("Are you safe at your gran's?")
        for words in ["FINISH 1", "finish #1 nothing"] { member.says(words) }
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
        // There is no such worry: it is an answer.
        member.ignoresTheRest()
        member.says("Write 9 letters to the council")
        member.sees("You said: Write 9 letters to the council")
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `a poll in own words takes none of it, and what was an answer goes to it when its writer says so`(
        platform: PretendPlatform
    ) throws {
        let child = try forum.member("Ada", on: platform)
        askInOwnWords("What should we do next?")
        asked(child, "Where are you?")
        child.says("at 5 Elm Road, ring 07700 900123")
        child.sees("I have put this with the safeguarding leads.")
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
        #expect(reads(1).contains("Elm Road"))
        forum.advance(.minutes(2))
        child.says("a disco")
        child.sees("I have put this with the safeguarding leads.")
        if platform == .app {
            child.canPress("For Lena", "My answer to: What should we do next?")
            child.presses("My answer to: What should we do next?")
        } else {
            child.says("2")
        }
        child.sees("You said: a disco")
        #expect(!reads(1).contains("disco"))
        #expect(try forum.rows("SELECT 1 FROM polls_vote").count == 1)
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `"yes" to a lead is no vote, and a list that was shown after the lead wrote is answered`(
        platform: PretendPlatform
    ) throws {
        let child = try forum.member("Ada", on: platform)
        forum.officer.says("POLL Do you like the logo? | Yes | No")
        forum.officer.says("yes")
        asked(child, "Did he hit you?")
        child.says("yes")
        child.sees("I have put this with the safeguarding leads.")
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        child.sees("Which day?")
        child.says("sunday")
        child.sees("You chose Sunday.")
        #expect(!reads(1).contains("sunday"))
    }

    @Test func `an anonymous poll is answered by its button meanwhile, and leaves nothing in the worry`()
        throws
    {
        let child = try forum.member("Ada")
        asked(child, "Are you safe now?")
        forum.officer.says("POLL Is your school kind? | Yes | No | anonymous")
        forum.officer.says("yes")
        child.presses("No")
        child.sees("You chose No.")
        let read = reads(1)
        #expect(!read.contains("school"))
        #expect(try forum.rows("SELECT 1 FROM core_concern_words WHERE kind = 'said'").count == 1)
    }

    @Test func `of pieces nothing is left once one of them counted as a secret answer`() throws {
        let child = try forum.member("Ada", on: .sms)
        forum.officer.says("POLL Is your school kind? | Yes | No | anonymous")
        forum.officer.says("yes")
        let before = try forum.rows("SELECT 1 FROM core_piece").count
        child.says("what is that about")
        #expect(try forum.rows("SELECT 1 FROM core_piece").count == before + 1)
        child.says("2")
        child.sees("You chose No.")
        #expect(try forum.rows("SELECT 1 FROM core_piece").count == before)
        child.says("was that all")
        forum.advance(.hours(2))
        #expect(try forum.rows("SELECT 1 FROM core_piece").isEmpty)
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `commands, STOP and HELP mean what they always mean, and what follows a word waits for no lead`(
        platform: PretendPlatform
    ) throws {
        let child = try forum.member("Ada", on: platform)
        asked(child, "Are you safe now?")
        child.says("MY CHOICES")
        child.sees("What do you want to change?")
        child.says("HELP NOW")
        child.sees("0800 1111")
        // A lead waits: a word with more behind it may be their answer.
        child.says("name him yes it is my stepdad")
        child.sees("I have put this with the safeguarding leads.")
        #expect(reads(1).contains("name him yes"))
        child.says("NAME Adele")
        child.sees("Adele")
        child.says("STOP")
        child.sees("You have stopped messages")
        lead.sees("they sent STOP")
        lead.says("WRITE 1 Can I ring you?")
        child.sees("Can I ring you?")
        child.says("DELETE ME")
        child.says("yes")
        lead.sees("they sent DELETE ME")
    }

    @Test func `a voice note goes to the leads alone, right after "I need a person" too`() throws {
        let child = try forum.member("Ada")
        let olu = try forum.organiser("Olu")
        child.says("PERSON NOW")
        child.sees("I am trying to reach a safeguarding lead now.")
        child.sends(.voice)
        child.sees("Only the safeguarding lead gets what you sent.", "999")
        lead.sees("sent a voice note. Please listen or look now.")
        #expect(lead.lastMessage?.attachments.map(\.kind) == [.voice])
        olu.seesNothing()
        lead.presses("I have it")
        lead.says("WRITE 1 What is it?")
        child.sends(.voice)
        olu.seesNothing()
        child.replies(to: "What is it?", saying: "he locks me in")
        lead.ignoresTheRest()
        forum.advance(.minutes(2))
        #expect(reads(1).contains("he locks me in"))
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `a stranger is listened to like everybody, and told to join nothing`(platform: PretendPlatform)
        throws
    {
        let child = forum.person("Zed", on: platform)
        child.says("my dad beats me")
        child.sees("Thank you for telling me.")
        lead.presses("I have it")
        lead.says("WRITE 1 I am Lena. Where are you?")
        child.sees("Where are you?")
        for words in ["he is outside my door", "please hurry", "i took 14 already"] {
            child.says(words)
            child.sees("I have put this with the safeguarding leads.")
        }
        child.seesNothing()
        let read = reads(1)
        for words in ["he is outside my door", "please hurry", "i took 14 already"] {
            #expect(read.contains(words))
        }
        lead.says("FINISH 1")
        child.sees("The safeguarding lead has finished for now.")
        // What is written back is not lost.
        forum.advance(.minutes(5))
        lead.ignoresTheRest()
        child.says("he is back")
        child.sees("I have put this with the safeguarding leads.")
        lead.sees("They wrote again about worry 1.")
    }

    @Test func `somebody half-way through joining goes on with it, and is heard`() throws {
        let child = forum.person("Zed")
        child.says("JOIN")
        child.says("i want to die")
        child.sees("Thank you for telling me.")
        lead.presses("I have it")
        lead.says("WRITE 1 Can you talk?")
        child.says("not now he is here")
        child.sees("I have put this with the safeguarding leads.")
        #expect(reads(1).contains("not now he is here"))
    }

    @Test
    func `an ordinary week with an open worry: after a quiet day all is as usual, and the worry stays open`()
        throws
    {
        let child = try forum.member("Ada")
        child.says("he hits me")
        lead.presses("I have it")
        child.ignoresTheRest()
        child.says("thank you")
        child.sees("I have put this with the safeguarding leads.")
        _ = reads(1)
        forum.advance(.hours(25))
        lead.sees("Worry 1 is not finished.")
        askInOwnWords("What should we do next?")
        child.ignoresTheRest()
        child.says("a disco please")
        child.sees("You said: a disco please")
        #expect(!reads(1).contains("disco"))
        child.says("he hits me again")
        child.sees("You can write more here.")
        #expect(reads(1).contains("he hits me again"))
    }

    @Test func `what tells of harm in a quiet worry, PERSON NOW and a reply to a lead still reach it`() throws
    {
        let child = try forum.member("Ada")
        asked(child, "Shall we talk on Monday?")
        child.says("ok")
        _ = reads(1)
        forum.advance(.hours(48))
        lead.ignoresTheRest()
        child.replies(to: "Shall we talk on Monday?", saying: "yes please")
        child.sees("I have put this with the safeguarding leads.")
        lead.sees("They wrote again about worry 1.")
    }

    @Test func `a false alarm ends well, and its words go after 30 days`() throws {
        let child = try forum.member("Ada")
        child.says("i want to die")
        lead.presses("I have it")
        lead.says("WRITE 1 Are you OK?")
        child.says("haha yes it was a song")
        _ = reads(1)
        lead.says("FINISH 1 NOTHING")
        lead.sees("Worry 1 was nothing")
        child.sees("has finished for now")
        child.says("hello")
        #expect(try forum.rows("SELECT 1 FROM core_concern WHERE state <> 2").isEmpty)
        forum.advance(.hours(29 * 24))
        #expect(try !forum.rows("SELECT 1 FROM core_concern_words").isEmpty)
        forum.advance(.hours(2 * 24))
        #expect(try forum.rows("SELECT 1 FROM core_concern_words").isEmpty)
    }

    @Test func `FINISH waits until all of it was read`() throws {
        let child = try forum.member("Ada")
        child.says("he hits me")
        lead.presses("I have it")
        child.says("and he is coming now")
        lead.ignoresTheRest()
        lead.says("FINISH 1")
        lead.sees("and he is coming now")
        lead.sees("You had not read all of worry 1.")
        lead.says("FINISH 1")
        lead.sees("Worry 1 is dealt with.")
    }

    @Test func `"How are you?" takes its own words, and "not OK" asks for a person`() throws {
        let child = try forum.member("Ada")
        child.says("he hits me")
        child.sees("How are you?")
        child.says("yes")
        child.sees("I have put this with the safeguarding leads.")
        child.says("i'm not ok")
        child.sees("I am trying to reach a safeguarding lead now.")
        lead.sees("Somebody asks for a person. This is worry 1.")
        child.presses("I am OK")
        child.sees("The safeguarding lead will still look at what you wrote.")
        let read = reads(1)
        #expect(
            read.contains(": yes") && read.contains("i'm not ok") && read.contains("(pressed \"I am OK\")"))
    }

    @Test func `a lead passes on what was not about it`() throws {
        let child = try forum.member("Ada")
        askInOwnWords("What should we do next?")
        child.says("he hits me")
        child.says("a disco")
        lead.presses("I have it")
        lead.sees("a disco")
        lead.presses("Message 2 is not about this: pass it on")
        lead.sees("That message is not in worry 1 any more.")
        #expect(!reads(1).contains("a disco"))
        child.sees("You said: a disco")
        #expect(try forum.rows("SELECT 1 FROM polls_vote").count == 1)
    }

    @Test(arguments: ["Ben", "Robin", "Angel", "Destiny", "Storm"])
    func `a name that is told with its word tells of nothing`(name: String) throws {
        let child = try forum.member("Ada")
        child.says("NAME \(name)")
        child.sees("Your name here is now \(name).")
        child.says("NAME my stepdad hits me")
        child.sees("Thank you for telling me.")
    }

    @Test func `what was cut into pieces is read together`() throws {
        let child = try forum.member("Ada")
        child.says("i want")
        lead.seesNothing()
        child.says("to die")
        child.sees("Thank you for telling me.")
        lead.presses("I have it")
        lead.sees("1. Monday", ": i want", "2. Monday", ": to die")
        #expect(try forum.rows("SELECT 1 FROM core_concern_words").count == 2)
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `"help me" said to a lead is for the lead, and the lead hears of HELP`(platform: PretendPlatform)
        throws
    {
        let child = try forum.member("Ada", on: platform)
        asked(child, "Are you safe?")
        for words in ["help me", "help me please", "please help us"] {
            child.says(words)
            child.sees("I have put this with the safeguarding leads.")
        }
        child.says("help")
        child.sees("You can send me these words:", "For a person, send PERSON NOW.")
        lead.sees("About worry 1: they sent HELP")
        let read = reads(1)
        #expect(read.contains(": help me\n") && read.contains("help us") && read.contains("(sent HELP)"))
    }

    @Test(arguments: [PretendPlatform.app, .sms], ["no", "yes", "2", "sad"])
    func `short words said to the bot are no vote in a poll from before the worry`(
        platform: PretendPlatform, words: String
    ) throws {
        let child = try forum.member("Ada", on: platform)
        forum.officer.says("POLL How is your home? | Yes | No | Sad")
        forum.officer.says("yes")
        child.says("my dad hurts me")
        if platform == .app { child.presses("I need a person") } else { child.says("2") }
        child.ignoresTheRest()
        child.says(words)
        child.ignoresTheRest()
        child.says("PERSON NOW")
        child.says(words)
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `what is said after "I am not sure" goes to the leads as was promised, and to no poll`(
        platform: PretendPlatform
    ) throws {
        let child = try forum.member("Ada", on: platform)
        askInOwnWords("What do you like?")
        child.says("he is bad")
        child.sees("Only the safeguarding leads can read this.")
        child.says("when mum is out")
        child.sees("I have put this with the safeguarding leads.")
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
        if platform == .app {
            child.presses("My answer to: What do you like?")
        } else {
            child.says("2")
        }
        child.sees("You said: when mum is out")
        #expect(!reads(1).contains("when mum is out"))
    }

    @Test func `a sure word after a maybe is told and answered as one`() throws {
        let child = try forum.member("Ada")
        child.says("he is bad")
        lead.sees("I am not sure.")
        child.says("i want to die")
        child.sees("Thank you for telling me.", "999")
        forum.advance(.minutes(1))
        let read = reads(1)
        #expect(!read.contains("I am not sure") && read.contains("not wanting to live"))
    }

    @Test(arguments: [PretendPlatform.app, .sms])
    func `a stranger of whom it is not sure is heard in all that they say next`(platform: PretendPlatform)
        throws
    {
        let child = forum.person("Zed", on: platform)
        child.says("he is bad")
        child.sees("If something is wrong, you can tell me here.")
        for words in ["at number 5", "since easter"] {
            child.says(words)
            child.sees("I have put this with the safeguarding leads.")
        }
        child.sends(.voice)
        child.sees("Only the safeguarding lead gets what you sent.")
        child.says("no")
        child.sees("I am trying to reach a safeguarding lead now.")
        lead.sees("Somebody asks for a person. This is worry 1.")
        let read = reads(1)
        #expect(read.contains("since easter") && read.contains("a voice note") && read.contains(": no"))
        let other = forum.person("Yan", on: platform)
        other.says("he is bad")
        other.says("JOIN")
        other.sees("How old are you?")
    }

    @Test func `WORRIES and a number shows all of it, and a message keeps its number`() throws {
        let child = try forum.member("Ada")
        child.says("my stepdad hits me")
        lead.presses("I have it")
        for number in 1...14 {
            child.says("it is day \(number) of it")
            if number.isMultiple(of: 5) { lead.says("WORRIES 1") }
        }
        lead.ignoresTheRest()
        forum.advance(.minutes(2))
        lead.presses("Read it")
        let newest = lead.sees("There is more before this. To read all of it, send WORRIES 1.")
        #expect(newest.contains("15. Monday") && !newest.contains("stepdad"))
        lead.canPress("Message 14 is not about this: pass it on", "Message 15 is not about this: pass it on")
        let all = reads(1)
        #expect(all.contains("\n1. Monday") && all.contains("stepdad") && !all.contains("There is more"))
    }

    @Test func `a lead without buttons who sends "1" twice moves nothing out of a worry`() throws {
        let other = try forum.lead("Noor", on: .sms)
        let child = try forum.member("Ada")
        askInOwnWords("What do you like?")
        lead.says("OFF DUTY")
        child.says("my dad hits me")
        other.says("1")
        other.sees("my dad hits me", "1 Everything stays in it", "2 Message 1 is not about this: pass it on")
        other.says("1")
        other.sees("All of it stays in worry 1.")
        #expect(try forum.rows("SELECT 1 FROM polls_vote").isEmpty)
        #expect(reads(1).contains("my dad hits me"))
    }

    @Test func `what an organiser answers to a lead sends no poll`() throws {
        let olu = try forum.organiser("Olu")
        _ = try forum.member("Ben")
        olu.says("i want to die")
        lead.presses("I have it")
        olu.says("POLL Which day? | Saturday | Sunday")
        olu.sees("Send this now?")
        lead.says("WRITE 1 Are you safe?")
        olu.says("yes")
        olu.sees("I have put this with the safeguarding leads.")
        #expect(reads(1).contains(": yes"))
        olu.says("POLL Which day? | Saturday | Sunday")
        olu.says("yes")
        olu.sees("Your poll is on its way.")
    }

    @Test func `what a lead mistypes is told, and a false alarm can be said later`() throws {
        let child = try forum.member("Ada")
        child.says("i want to die")
        lead.presses("I have it")
        for said in ["WRITE 9 hello", "FINISH 9", "SHARE 9"] {
            lead.says(said)
            lead.sees("I know no such worry.")
        }
        lead.says("WRITE 1: Are you OK?")
        #expect(child.sees("Are you OK?").hasSuffix("\nAre you OK?"))
        lead.says("FINISH 1")
        lead.says("FINISH 1 nothing, it was a song")
        lead.sees("Worry 1 was nothing")
        #expect(try forum.rows("SELECT 1 FROM core_concern WHERE false_alarm = 1").count == 1)
    }

    @Test func `a lead who replies to what they were shown is told how to write, and passes nothing on`()
        throws
    {
        let child = try forum.member("Ada")
        child.says("my dad hits me")
        lead.replies(to: "Somebody may need help.", saying: "Are you safe?")
        lead.sees("That went to nobody.", "send WRITE 1 and your words.")
        lead.presses("I have it")
        lead.replies(to: "Worry 1.", saying: "Are you safe?")
        lead.sees("That went to nobody.", "send WRITE 1 and your words.")
        lead.replies(to: "Worry 1.", saying: "WRITE 1 Are you safe?")
        child.sees("Are you safe?")
    }

    @Test func `who tells of harm again after a worry has ended gets the numbers again`() throws {
        let child = try forum.member("Ada")
        asked(child, "Are you OK now?")
        child.says("yes")
        _ = reads(1)
        lead.says("FINISH 1")
        child.sees("has finished for now")
        child.says("my stepdad hits me")
        child.sees("Thank you for telling me.", "999")
        #expect(try forum.rows("SELECT 1 FROM core_concern").count == 1)
    }
}
