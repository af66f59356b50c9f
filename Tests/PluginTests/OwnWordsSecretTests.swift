import Foundation
import Polls
import Sealing
import Storage
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// "Something else" in an anonymous poll: who chose it cannot be told, in no copy of the database and at no moment.
@Suite(.limited) struct `Something else is secret too` {
    private static let park = "Question: Where shall we meet?\n- Library\n- Park\n- Museum\nOther: yes"
    private static let survey =
        "Name: Our trip\n" + park + "\nQuestion: Do you come?\nKind: yes or no"

    /// What a step does.
    private typealias Step = (Person) -> Void

    /// Two people do two things each, and after each thing the whole database is looked at.
    /// - Parameter between: what happens before the last thing that each does.
    private func play(
        _ poll: String, first: [Step], second: [Step], thenClose: Bool = true,
        between: (PretendForum, Person) throws -> Void = { _, _ in }
    ) throws -> [[String]] {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        let people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
        forum.officer.says("POLL\n" + poll)
        forum.officer.says("yes")
        var seen: [[String]] = []
        for (place, (one, two)) in zip(first, second).enumerated() {
            for (person, step) in [(people[0], one), (people[1], two)] {
                if place == first.count - 1 { try between(forum, person) }
                // What is said back waits to be sent while the copy is made.
                forum.fails(.refusedForNow(after: .minutes(5)))
                step(person)
                seen.append(try SecretBallot.everything(in: try forum.backup().database))
                forum.advance(.minutes(6))
            }
        }
        for person in people.suffix(2) { person.presses("Park") }
        guard thenClose else { return seen }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("Something else", "Park")
        forum.advance(.hours(2))
        seen.append(try SecretBallot.everything(in: forum.database))
        return seen
    }

    /// What a copy tells, without what differs each time: the number that the platform gave an event, and the place that is
    /// drawn for words.
    private func told(_ rows: [String]) -> [String] {
        rows.map { row in
            let place = row.hasPrefix("core_event: ") ? 1 : row.hasPrefix("polls_words: ") ? 2 : -1
            return row.split(separator: ", ").enumerated().filter { $0.offset != place }.map(\.element)
                .joined(
                    separator: ", ")
        }
    }

    private func compare(_ one: [[String]], _ two: [[String]]) {
        for (place, (one, two)) in zip(one, two).enumerated() {
            let apart = Set(told(one)).symmetricDifference(told(two)).sorted()
            #expect(apart.isEmpty, "copy \(place + 1)")
        }
    }

    private let other: [Step] = [{ $0.presses("Something else") }, { $0.says("On a boat") }]
    private let changed: [Step] = [{ $0.presses("Library") }, { $0.presses("Park") }]

    @Test(.serves("H12")) func `whoever says it in their own words looks like whoever changes their mind`()
        throws
    {
        let one = try play(Self.park, first: other, second: changed)
        let two = try play(Self.park, first: changed, second: other)
        compare(one, two)
        #expect(one.count == 5)
    }

    @Test(.serves("H12")) func `so it is with more questions behind it`() throws {
        let one = try play(Self.survey, first: other, second: changed)
        let two = try play(Self.survey, first: changed, second: other)
        compare(one, two)
    }

    @Test(.serves("H12"), arguments: [false, true])
    func `so it is where the words fit the next question, and the bot has forgotten what came before`(
        crashes: Bool
    ) throws {
        let other: [Step] = [{ $0.presses("Something else") }, { $0.says("Yes") }]
        func between(_ forum: PretendForum, _ person: Person) throws {
            if crashes { return try forum.crashAndRestart() }
            person.says("HELP")
        }
        let one = try play(Self.survey, first: other, second: changed, between: between)
        let two = try play(Self.survey, first: changed, second: other, between: between)
        compare(one, two)
        #expect(one.count == 5)
        // Both have the next question open, and neither has answered it.
        for copy in [one[3], two[3]] {
            let rows = copy.filter { $0.hasPrefix("core_asked: ") }.map { $0.split(separator: ", ") }
            let next = try #require(rows.compactMap { Int64($0[1]) }.max())
            let both = rows.filter { $0[1] == "\(next)" }.map { Array($0.dropFirst(2)) }
            #expect(both == [["0", "0", "null"], ["0", "0", "null"]])
        }
    }

    @Test func `the comparison sees a question of its own`() throws {
        let one = try play(Self.park, first: [{ $0.presses("Park") }], second: [{ $0.says("POLLS") }])
        let two = try play(Self.park, first: [{ $0.says("POLLS") }], second: [{ $0.presses("Park") }])
        #expect(Set(told(one[0])) != Set(told(two[0])))
    }
}

/// What becomes of the words that somebody says in place of a choice.
@Suite(.limited) struct `Something else in one's own words` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
    }

    private func ask(_ lines: String) {
        forum.officer.says("POLL\n" + lines)
        forum.officer.says("yes")
        for person in [amira, ben] { person.ignoresTheRest() }
    }

    private func words() throws -> [String] {
        let poll: Int64 = try #require(try forum.rows("SELECT id FROM polls_poll").first)[0]
        let vault = try #require(try forum.vault("poll-\(poll)", of: "polls"))
        return try forum.rows("SELECT value FROM polls_vote ORDER BY question, voter").map { row in
            let sealed = try #require(Data(base64Encoded: try row[0] as String))
            return String(decoding: try vault.open(Array(sealed)), as: UTF8.self)
        }
    }

    private static let place = "Question: Where shall we meet?\n- Library\n- Park\nOther: yes"

    @Test(.serves("C15")) func `words that hold a choice are words all the same`() throws {
        ask(Self.place)
        ben.says("3")
        ben.sees("Please say it in your own words.")
        ben.says("The park behind the library")
        ben.sees("You said: The park behind the library")
        #expect(try words().contains { $0.contains("The park behind the library") })
        ben.says("park")
        ben.sees("You chose Park.")
        #expect(try words() == ["2"])
    }

    @Test func `what fits nothing is asked back where nobody chose something else`() throws {
        ask(Self.place)
        ben.says("on a boat")
        ben.sees("Library")
        #expect(try words().isEmpty)
        ben.says("park")
        ben.says("thank you for asking")
        #expect(try words() == ["2"])
    }

    @Test func `another poll that comes in between does not get the words`() throws {
        ask(Self.place)
        amira.presses("Something else")
        forum.officer.says("POLL What could be better?")
        forum.officer.says("in their own words")
        forum.officer.says("yes")
        amira.sees("What could be better?")
        amira.says("On a boat")
        amira.sees("You said: On a boat")
        amira.seesNothing()
        amira.says("More breaks")
        amira.sees("You said: More breaks")
    }

    @Test(arguments: [false, true])
    func `in a survey the next question comes after the words, also where the bot was started anew`(
        crashes: Bool
    ) throws {
        ask(Self.place + "\nQuestion: What is good there?\nKind: words")
        for person in [amira, ben] {
            person.says("something else")
            person.sees("Please say it in your own words.")
            person.seesNothing()
            if crashes { try forum.crashAndRestart() }
            person.says("On a boat")
            person.sees("You said: On a boat", "Question 2 of 2:\nWhat is good there?")
            person.says("Water")
            person.sees("You said: Water", "That was the last question.")
        }
        #expect(try words().count { $0.contains("On a boat") } == 2)
    }

    @Test func `words in reply to what asks for them are words, also where they fit the next question`()
        throws
    {
        ask(Self.place + "\nQuestion: Do you come?\nKind: yes or no")
        for words in ["Yes", "On a boat"] {
            amira.presses("Something else")
            amira.replies(to: "Please say it in your own words.", saying: words)
            amira.sees("You said: \(words)", "Question 2 of 2:\nDo you come?")
        }
        amira.presses("No")
        amira.sees("You chose No.", "That was the last question.")
    }

    @Test func `a voice note goes to something else, also where the bot was started anew`() throws {
        ask(Self.place + "\nQuestion: Do you come?\nKind: yes or no")
        amira.presses("Something else")
        amira.sees("Please say it in your own words.")
        forum.officer.ignoresTheRest()
        try forum.crashAndRestart()
        amira.sends(.voice)
        amira.sees("Question 2 of 2:\nDo you come?")
        forum.officer.seesNothing()
    }

    @Test func `who goes on without words has chosen something else, and later words are not taken for it`()
        throws
    {
        ask(Self.place + "\nQuestion: What is good there?\nKind: words")
        amira.presses("Something else")
        amira.says("skip")
        amira.sees("That is fine.", "Question 2 of 2:")
        amira.says("Trees")
        amira.sees("You said: Trees", "That was the last question.")
        ben.says("3")
        ben.says("pause")
        ben.sees("I keep your answers.")
        ben.says("POLLS")
        ben.sees("Question 2 of 2:")
        ben.says("Books")
        ben.sees("You said: Books")
        let kept = try words()
        #expect(kept.filter { $0 == "3" }.count == 2)
        #expect(kept.count { $0.contains("Trees") || $0.contains("Books") } == 2)
    }

    @Test func `several choices with something else beside them keep all of it`() throws {
        ask("Question: What shall we eat?\nKind: several\n- Pizza\n- Soup\nOther: yes")
        amira.presses("Pizza")
        amira.presses("Something else")
        amira.sees("Please say it in your own words.")
        amira.presses("Soup")
        amira.sees("You chose so far: Pizza, Soup, Something else")
        amira.says("Pancakes")
        amira.sees("You said: Pancakes")
        let kept = try #require(try words().first)
        #expect(kept.contains("Pancakes") && kept.contains("[1,2,3]"))
    }

    @Test func `words that are too long are asked for once more`() throws {
        ask(Self.place)
        amira.presses("Something else")
        amira.says(String(repeating: "so long ", count: 300))
        amira.sees("This is too long for me.")
        amira.says("On a boat")
        amira.sees("You said: On a boat")
    }
}
