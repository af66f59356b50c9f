import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// What organisers write is checked in the preview: as advice, never as a wall.
@Suite(.limited) struct `Advice on what organisers write` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls()) }

    @Test(.serves("B2", "B8"))
    func `a poll's preview says what could be easier, and it goes out all the same`()
        throws
    {
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Shall we utilise the hall at 17:30? | Yes | No")
        forum.officer.sees(
            "Shall we utilise the hall at 17:30?", "\"5:30pm\" is easier to read than \"17:30\".",
            "\"use\" is easier to read than \"utilise\".", "You can send it as it is.", "Send this")
        forum.officer.says("yes")
        amira.sees("Shall we utilise the hall at 17:30?")
    }

    @Test(.serves("B8")) func `a note's preview has at most 3 pieces of advice, the most useful first`()
        throws
    {
        forum.officer.says(
            "TELL Ben suffers from pain. Bring two EHCP forms at 17:30 :) We are on track, and the form was sent."
        )
        let preview = forum.officer.sees(
            "\"has\" is kinder than \"suffers from\".",
            "Please write: Education, Health and Care Plan (EHCP)",
            "\"5:30pm\" is easier")
        #expect(!preview.contains("on track\"."))
        #expect(!preview.contains("\"2\""))
    }

    @Test func `words that are easy get no advice`() throws {
        for text in [
            "TELL We meet in the library on Saturday.", "POLL Which day suits you? | Saturday | Sunday",
        ] {
            forum.officer.says(text)
            #expect(!forum.officer.sees("Send this").contains("easier"))
            forum.officer.says("no")
            forum.officer.sees("I sent nothing.")
        }
    }

    @Test(.serves("B2")) func `choices are read too, and more than 5 are a lot`() throws {
        forum.officer.says("POLL When? | 5pm | 18:30 | 7pm | 8pm | 9pm | Not sure")
        forum.officer.sees("\"6:30pm\" is easier to read", "6 choices are a lot.")
    }

    @Test(.serves("B9", "B10")) func `unkind words get a kinder one`() throws {
        forum.officer.says("TELL We want to hear from hard to reach people. Don't forget your drink.")
        forum.officer.sees("\"people we have not heard from yet\" is kinder than \"hard to reach\".")
        forum.officer.says("no")
        forum.officer.sees("I sent nothing.")
        forum.officer.says("TELL She is a high-functioning swimmer.")
        forum.officer.sees("\"high-functioning\" can hurt people. Please leave it out.")
    }

    @Test(.serves("B1")) func `advice comes in Easy Read to an organiser who reads it`() throws {
        let priya = try forum.organiser("Priya")
        priya.says("EASY READ")
        priya.ignoresTheRest()
        priya.says("TELL Come at 17:30.")
        priya.sees("Write: 5:30pm\nYou wrote: 17:30", "You can send it as it is.")
    }

    @Test func `advice that was taken is gone in the next preview`() throws {
        forum.officer.says("TELL Come at 17:30.")
        forum.officer.sees("\"5:30pm\" is easier")
        forum.officer.says("change")
        forum.officer.sees("It says now:\nCome at 17:30.", "Please send all the words.")
        forum.officer.says("Come at 5:30pm.")
        #expect(!forum.officer.sees("Send this").contains("easier"))
    }
}
