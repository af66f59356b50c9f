import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// Several questions in a row, one at a time.
@Suite(.limited) struct `A survey` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
        forum.officer.says(
            """
            POLL
            Name: After the meeting
            Question: Did you feel listened to?
            Kind: yes or no
            Question: What was good?
            Kind: several
            - Food
            - Games
            - Talk
            Question: What could be better?
            Kind: words
            """)
        forum.officer.sees("After the meeting", "1 Did you feel listened to?", "3 What could be better?")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private func close() -> String {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        return forum.officer.sees("The poll has closed.")
    }

    @Test(.serves("F14", "C15", "B6")) func `one question at a time, on buttons and by text message`() throws
    {
        amira.sees(
            "After the meeting", "The organisers see numbers, not who chose what.",
            "Question 1 of 3:\nDid you feel listened to?")
        amira.canPress("Yes", "No", "Not sure", "SKIP", "PAUSE")
        amira.presses("Yes")
        amira.sees("You chose Yes.\n\nQuestion 2 of 3:\nWhat was good?")
        amira.canPress("Food", "Games", "Talk", "DONE", "SKIP", "BACK", "PAUSE")
        amira.presses("Food")
        amira.sees("You chose so far: Food")
        amira.presses("DONE")
        amira.sees("You chose Food.\n\nQuestion 3 of 3:\nWhat could be better?")
        amira.says("Longer games")
        amira.sees("You said: Longer games", "That was the last question.")
        amira.seesNothing()
        ben.sees("Question 1 of 3:", "1 Yes\n2 No\n3 Not sure", "You can also send SKIP or PAUSE.")
        ben.says("3")
        ben.sees("You chose Not sure.", "1 Food\n2 Games\n3 Talk", "DONE, SKIP, BACK or PAUSE.")
        ben.says("2, 3")
        ben.sees("You chose Games, Talk.", "Question 3 of 3:")
        ben.says("skip")
        ben.sees("That is fine.", "That was the last question.")
        ben.seesNothing()
    }

    @Test(.serves("C15", "B1")) func `back shows the answer, and it can be changed`() throws {
        amira.presses("Yes")
        amira.presses("BACK")
        amira.sees("You said before: Yes", "Question 1 of 3:")
        amira.presses("No")
        amira.sees("You chose No.", "Question 2 of 3:")
        ben.says("yes")
        ben.sees("Question 2 of 3:")
        ben.says("back")
        ben.sees("You said before: Yes", "Question 1 of 3:")
        // What is written now is for the question that was asked again.
        ben.says("2")
        ben.sees("You chose No.", "Question 2 of 3:")
        ben.says("2")
        ben.sees("You chose so far: Games")
        let cai = try forum.member("Cai")
        cai.says("POLLS")
        cai.presses("No")
        #expect(close().contains("3 of 3 people chose No."))
    }

    @Test(.serves("C15")) func `the place is kept over a pause, a crash, a day and LEAVE`() throws {
        amira.presses("Yes")
        amira.presses("PAUSE")
        amira.sees("I keep your answers. Send POLLS when you want to go on.")
        try forum.crashAndRestart()
        forum.advance(.hours(26))
        amira.says("POLLS")
        amira.sees("You can go on here: After the meeting", "Question 2 of 3:")
        amira.says("LEAVE")
        amira.says("POLLS")
        amira.sees("Question 2 of 3:")
        amira.presses("Talk")
        amira.presses("DONE")
        amira.sees("Question 3 of 3:")
        amira.presses("SKIP")
        amira.sees("That was the last question.")
        amira.says("POLLS")
        amira.sees("You have answered:\n1 After the meeting")
        amira.says("POLLS 1")
        amira.sees("Question 1 of 3:")
        amira.says("not sure")
        amira.sees("You chose Not sure.", "That was the last question.")
        ben.says("pause")
        ben.sees("I keep your answers.")
        ben.says("yes")
        ben.sees("You chose Yes.", "Question 2 of 3:")
    }

    @Test func `each question is counted by itself, and a few answers to one are not shown`() throws {
        let people = try (0..<3).map { try forum.member("Person \($0)") }
        for person in people {
            person.says("POLLS")
            person.presses("Yes")
        }
        people[0].presses("Food")
        people[0].presses("DONE")
        let result = close()
        #expect(result.contains("Did you feel listened to?\n3 of 3 people chose Yes."))
        #expect(result.contains("What was good?\nToo few people answered this question to show the result."))
        #expect(!result.contains("Food."))
        let news = try #require(forum.news.first { $0.name == "poll-closed" })
        #expect(news.data["1.votes"] == "3\n0\n0" && news.data["2.votes"] == nil)
    }

    @Test(.serves("A1", "C15"), arguments: ["confidential", "anonymous"])
    func `who left the first question out hears what came of the others, once`(secrecy: String) throws {
        let people = try ["Cai", "Dee", "Eve"].map { try forum.member($0) }
        forum.officer.says(
            """
            POLL
            Name: Two things
            Question: Do you like it here?
            Kind: yes or no
            Question: Do you come back?
            Kind: yes or no
            Secrecy: \(secrecy)
            """)
        forum.officer.says("yes")
        for person in people.prefix(2) {
            person.presses("Yes")
            person.presses("No")
        }
        amira.presses("SKIP")
        amira.presses("No")
        for person in people + [amira, ben] { person.ignoresTheRest() }
        forum.officer.says("CLOSE")
        forum.officer.says("two things")
        forum.officer.says("yes")
        for person in people.prefix(2) + [amira] {
            person.sees("Two things", "3 of 3 people chose No.")
            person.seesNothing()
        }
        people[2].seesNothing()
        ben.seesNothing()
    }

    @Test func `goes on for the others where the first who came to a question is deleted`() throws {
        amira.presses("Yes")
        amira.sees("Question 2 of 3:")
        amira.says("DELETE ME")
        amira.presses("Yes")
        amira.sees("I will delete")
        forum.advance(.hours(25))
        amira.sees("Done. I have deleted")
        ben.says("1")
        ben.sees("You chose Yes.", "Question 2 of 3:", "1 Food")
    }

    @Test func `what somebody said is in what is kept about them, and goes with them`() throws {
        forum.officer.says(
            """
            POLL
            Name: With names
            Question: Do you like it here?
            Kind: yes or no
            Question: What do you bring?
            Kind: words
            Secrecy: confidential
            """)
        forum.officer.says("yes")
        amira.presses("Yes")
        amira.says("A cake")
        #expect(
            try forum.exported(amira).filter { $0.title.name == "export-vote" }.map(\.text) == [
                "Yes", "A cake",
            ])
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(25))
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
    }

    @Test(arguments: [CrashPoint.duringTurn, .beforeStoring, .afterStoring])
    func `a crash loses no step and makes none twice`(point: CrashPoint) throws {
        forum.crashes(point)
        amira.presses("Yes")
        #expect(!forum.isCrashPlanned)
        amira.sees("Question 2 of 3:")
        forum.crashes(point)
        amira.presses("SKIP")
        amira.sees(exactly: "Question 3 of 3:")
        let poll: Int64 = try #require(try forum.rows("SELECT id FROM polls_poll").first)[0]
        let vault = try #require(try forum.vault("poll-\(poll)", of: "polls"))
        let votes = try forum.rows("SELECT value FROM polls_vote ORDER BY question").map { row in
            let sealed = try #require(Data(base64Encoded: try row[0] as String))
            return String(decoding: try vault.open(Array(sealed)), as: UTF8.self)
        }
        #expect(votes == ["1", ""])
    }
}
