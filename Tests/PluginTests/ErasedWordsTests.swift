import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// DELETE ME, and what somebody said in a poll that is closed and not anonymous.
@Suite(.limited) struct `Words of somebody who was deleted` {
    private static let names = ["Amira", "Ben", "Cai", "Dee"]

    /// A poll in which Amira says something, and Ben something about her; closed, with what happens next.
    private func forum(_ secrecy: String) throws -> (PretendForum, [Person]) {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        let people = try Self.names.map { try forum.member($0) }
        for person in people { person.says("NAME \(person.name)") }
        forum.officer.says(
            "POLL\nName: Our trip\nSecrecy: \(secrecy)\nQuestion: Shall we go?\nKind: yes or no\n"
                + "Question: What is good?\nKind: words")
        forum.officer.says("yes")
        let said = ["I am Amira and I fly kites", "I agree with Amira's idea", "Trees", "Trees"]
        for (person, words) in zip(people, said) {
            person.presses("Yes")
            person.says(words)
            person.ignoresTheRest()
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.officer.says("NEXT")
        forum.officer.says("Amira, we buy what you need.")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.advance(.hours(2))
        return (forum, people)
    }

    private func results(_ forum: PretendForum) -> String {
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS")
        return forum.officer.sees("4 of 4 people chose Yes.")
    }

    private func traces(in forum: PretendForum) throws -> [String] {
        try SecretBallot.everything(in: forum.database).filter {
            // What other parts of the bot heard stands in a table of the pretend forum's own.
            !$0.hasPrefix("pretend_") && ($0.lowercased().contains("amira") || $0.contains("kites"))
        }
    }

    @Test(.serves("B1"), arguments: ["confidential", "named"])
    func `words and name go from everywhere, and the numbers stay`(secrecy: String) throws {
        let (forum, people) = try forum(secrecy)
        let before = results(forum)
        #expect(before.contains("fly kites") && before.contains("agree with Amira"))
        #expect(try traces(in: forum).contains { $0.hasPrefix("polls_words") })
        people[0].says("DELETE ME")
        people[0].says("yes")
        people[0].ignoresTheRest()
        forum.advance(.hours(26))
        people[0].ignoresTheRest()
        let left = try traces(in: forum)
        #expect(left.isEmpty, "\(left)")
        let after = results(forum)
        #expect(!after.contains("kites") && !after.contains("Amira"))
        #expect(after.contains("I agree with [name]'s idea") && after.contains("Trees"))
        #expect(try forum.rows("SELECT text FROM polls_words WHERE text = 'Trees'").count == 2)
        #expect(try forum.rows("SELECT next FROM polls_poll WHERE next LIKE '[name], we buy%'").count == 1)
    }

    @Test func `of two who said the same, one stays`() throws {
        let (forum, people) = try forum("confidential")
        people[2].says("DELETE ME")
        people[2].says("yes")
        forum.advance(.hours(26))
        #expect(try forum.rows("SELECT text FROM polls_words WHERE text = 'Trees'").count == 1)
        #expect(try forum.rows("SELECT text FROM polls_words").count == 3)
    }
}
