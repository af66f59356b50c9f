import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// How each age answered.
@Suite(.limited) struct `A result by age` {
    /// Says how old people are: OLD name band.
    private struct Ages: Plugin {
        let manifest = Manifest(id: "ages", name: "Ages", version: "1")
        let commands = [Command("OLD", .members, help: "help-polls")]

        func handle(_ call: CommandCall, in turn: Turn) throws {
            try turn.people.setAge(AgeBand(rawValue: call.text), of: turn.requireMember().id)
            turn.reply("done")
        }

        func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
        func forget(_ member: Member.ID, in turn: Turn) throws {}
    }

    private func play(_ groups: [(age: String, yes: Int, no: Int)]) throws -> PretendForum {
        let forum = try PretendForum(
            Welcome(), Polls(), Ages(),
            words: ["ages": ["help-polls": "Say how old you are.", "done": "Done."]])
        let people = try forum.members(groups.reduce(0) { $0 + $1.yes + $1.no })
        var next = people[...]
        var votes: [(Person, String)] = []
        for group in groups {
            for number in 0..<(group.yes + group.no) {
                guard let person = next.popFirst() else { break }
                votes.append((person, number < group.yes ? "yes" : "no"))
                person.says("OLD \(group.age)")
            }
        }
        forum.officer.says("POLL\nQuestion: Shall we go on?\nKind: yes or no")
        forum.officer.says("yes")
        forum.together(votes.map { (person: $0.0, text: $0.1) })
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        return forum
    }

    @Test(.serves("H12")) func `organisers see ages where no number is small, and others do not`() throws {
        let forum = try play([("under-13", 5, 6), ("16-to-17", 7, 5)])
        forum.officer.sees(
            "12 of 23 people chose Yes.", "Younger than 13: 5 of 11 people chose Yes.",
            "16 or 17: 5 of 12 people chose No.")
        let amira = forum.person("Person 1")
        amira.says("POLLS")
        #expect(!amira.sees("12 of 23 people chose Yes.").contains("Younger"))
        #expect(forum.news.allSatisfy { $0.data.values.allSatisfy { !$0.contains("under-13") } })
    }

    @Test(.serves("H12")) func `so are interests, and only those of enough people`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        forum.officer.says("TOPICS Health, Sport, School")
        forum.officer.ignoresTheRest()
        let people = try forum.members(24)
        for (place, person) in people.enumerated() {
            guard place < 12 else { continue }
            person.says("INTERESTS")
            person.presses("Health")
            if place < 3 { person.presses("Sport") }
            person.presses("That is all")
        }
        forum.officer.says("POLL\nQuestion: Shall we go on?\nKind: yes or no")
        forum.officer.says("yes")
        forum.together(people.enumerated().map { ($0.element, $0.offset % 2 == 0 ? "yes" : "no") })
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let result = forum.officer.sees(
            "12 of 24 people chose Yes.", "Interested in Health: 6 of 12 people chose Yes.")
        #expect(!result.contains("Sport") && !result.contains("School"))
    }

    @Test func `an age that is left out cannot be worked out from the others`() throws {
        let forum = try play([("under-13", 5, 6), ("16-to-17", 2, 1)])
        #expect(!forum.officer.sees("7 of 14 people chose Yes.").contains("Younger than 13"))
        #expect(try forum.rows("SELECT people FROM polls_breakdown").isEmpty)
    }
}
