import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// WORD EHCP: what a hard word means, for whoever asks.
@Suite(.limited) struct `Hard words` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls()) }

    @Test(.serves("B5")) func `WORD explains a word to members and to strangers`() throws {
        for person in [try forum.member("Amira"), forum.person("Ben", on: .sms), forum.officer] {
            person.says("WORD EHCP")
            person.sees("EHCP means Education, Health and Care Plan.", "An EHCP is a plan")
        }
    }

    @Test(
        .serves("B5"),
        arguments: [
            "word ehcp", "Word: EHCPs?", "WORD EHPC", "word an EHCP", "what is an EHCP?",
            "What does EHCP mean?",
            "whats EHCP", "EHCP", "ehcp?", "WORD Education, Health and Care Plan", "/word ehcp",
        ]) func `it is understood in other words, and misspelt`(text: String) throws
    {
        let amira = try forum.member("Amira")
        amira.says(text)
        amira.sees("EHCP means Education, Health and Care Plan.")
    }

    @Test(.serves("B1", "B5")) func `it is explained in the reader's form`() throws {
        let amira = try forum.member("Amira")
        amira.says("EASY READ")
        amira.ignoresTheRest()
        amira.says("WORD EHCP")
        amira.sees("EHCP means:", "An EHCP is a plan.\nIt says what help you get.")
        amira.says("WORD Local Offer")
        amira.sees("This is what Local Offer means.", "This is a website.\n")
    }

    @Test func `who says hi is greeted, and not told about hearing`() throws {
        let stranger = forum.person("Zed")
        stranger.says("Hi")
        stranger.sees("Hello.")
        stranger.says("WORD HI")
        stranger.sees("HI means hearing impairment.")
    }

    @Test func `WORD alone lists the words, and HELP names it`() throws {
        let amira = try forum.member("Amira")
        amira.says("WORD")
        amira.sees("I can explain these words:", "CAMHS", "EHCP", "SEND")
        amira.says("HELP")
        amira.sees("WORD: See what a hard word means.")
    }

    @Test func `a word that nobody explained yet is answered kindly`() throws {
        let amira = try forum.member("Amira")
        amira.says("WORD blorb")
        amira.sees("Sorry, I do not know that word. You can ask an organiser.")
        amira.says("WORD XCOP")
        amira.sees("Sorry, I do not know that word.")
    }

    @Test(.serves("B5")) func `asking in the middle of a question is no answer, and the question stays open`()
        throws
    {
        let amira = try forum.member("Amira")
        forum.officer.says("POLL What next? | EHCP forms | Short breaks")
        forum.officer.says("yes")
        amira.sees("What next?")
        for text in ["WORD EHCP", "What does EHCP mean?"] {
            amira.says(text)
            amira.sees("EHCP means Education, Health and Care Plan.")
        }
        forum.officer.says("RESULTS")
        forum.officer.ignoresTheRest()
        #expect(try forum.rows("SELECT value FROM polls_vote").isEmpty)
        amira.says("EHCP forms")
        amira.sees("You chose EHCP forms.")
    }

    @Test func `in a question for words only WORD is no answer`() throws {
        let amira = try forum.member("Amira")
        amira.says("NAME")
        amira.sees("What do you like to be called?")
        amira.says("WORD EHCP")
        amira.sees("EHCP means")
        amira.says("Mel")
        amira.sees("Your name here is now Mel.")
    }

    @Test(.serves("B1", "B5")) func `a message with a hard word offers its meaning, in each reader's form`()
        throws
    {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        amira.says("EASY READ")
        amira.ignoresTheRest()
        forum.officer.says(
            "POLL Is your EHCP good? Does your EHCP help? | Yes, with CAMHS | No, and no SENCOs | Not sure")
        forum.officer.says("yes")
        for person in [amira, ben] {
            let text = person.sees(
                "Is your EHCP good?", "Send WORD EHCP to see what EHCP means.", "WORD CAMHS")
            #expect(text.components(separatedBy: "Send WORD").count == 3)
        }
        forum.officer.says("TELL The LA met a young person. We met them too.")
        forum.officer.says("yes")
        let note = ben.sees("Send WORD LA to see what LA means.")
        #expect(!note.contains("MET"))
        forum.officer.says("TELL See you on Saturday.")
        forum.officer.says("yes")
        #expect(!ben.sees("See you on Saturday.").contains("WORD"))
    }

    @Test func `a poll that is asked again still offers`() throws {
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Is your EHCP good? | Good | Bad")
        forum.officer.says("yes")
        amira.sees("Send WORD EHCP")
        amira.says("POLLS")
        amira.sees("Is your EHCP good?", "Send WORD EHCP to see what EHCP means.")
    }
}
