import Foundation
import YouSaidKit
import YouSaidTesting

/// Every vote is counted once, as it was meant, and closed polls keep the right numbers and nobody's choice.
enum PollChecks {
    static var all: [any StoryCheck] { [Rule(polls), Rule(votes), Rule(tallies), Rule(drafts)] }

    private static func polls(_ world: StoryWorld) throws {
        let kept = try world.forum.rows("SELECT name, closed FROM polls_poll ORDER BY id").map { row in
            "\(try row[0] as String) \(try (row[1] as Moment?) == nil ? "open" : "closed")"
        }
        let wanted = world[PollBook.self].polls.map { "\($0.name) \($0.isOpen ? "open" : "closed")" }
        if kept != wanted { world.fail("the polls are \(kept), and should be \(wanted)") }
    }

    private static func votes(_ world: StoryWorld) throws {
        let book = world[PollBook.self]
        var kept: [String] = []
        for poll in try world.forum.rows("SELECT id, name, round FROM polls_poll WHERE closed IS NULL") {
            let question: String = try poll[1]
            let round: Int64 = try poll[2]
            let name = "poll-\(try poll[0] as Int64)" + (round == 0 ? "" : "-\(round)")
            guard let known = book.polls.first(where: { $0.name == question }), !known.isKeyGone else {
                continue
            }
            guard let vault = try world.forum.vault(name, of: "polls") else {
                world.fail("“\(question)” has no key")
                continue
            }
            kept += try votes(in: try poll[0], known, vault, world)
        }
        let wanted = book.polls.filter { $0.isOpen && !$0.isKeyGone }.flatMap { poll in
            poll.votes.flatMap { person, votes in
                votes.map { question, choice in
                    "\(poll.name), \(question + 1): \(world.people[person].id ?? 0) "
                        + (choice == PollBook.leftOut ? "left out" : poll.questions[question][choice])
                }
            }
        }
        guard kept.sorted() != wanted.sorted() else { return }
        let extra = Set(kept).subtracting(wanted).sorted()
        let missing = Set(wanted).subtracting(kept).sorted()
        world.fail("votes that should not be there: \(extra); that are not there: \(missing)")
    }

    /// The votes of one poll, opened with its key, with whoever they are of.
    private static func votes(
        in id: Int64, _ poll: PollBook.Poll, _ vault: any Vault, _ world: StoryWorld
    ) throws -> [String] {
        var people: [String: Int64] = [:]
        for person in world.people.compactMap(\.id) {
            people["v" + Data(vault.pseudonym(of: Member.ID(rawValue: person))).base64EncodedString()] =
                person
        }
        return try world.forum.rows(
            "SELECT voter, value, question FROM polls_vote WHERE poll = \(id)"
        ).map { row in
            let voter: String = try row[0]
            let sealed = Data(base64Encoded: try row[1] as String) ?? Data()
            let value = String(decoding: try vault.open(Array(sealed)), as: UTF8.self)
            let question: Int = try row[2]
            let labels = poll.questions.indices.contains(question - 1) ? poll.questions[question - 1] : []
            let choice = Int(value) ?? 0
            let label =
                value.isEmpty
                ? "left out" : labels.indices.contains(choice - 1) ? labels[choice - 1] : "nothing"
            return "\(poll.name), \(question): \(people[voter].map(String.init) ?? voter) \(label)"
        }
    }

    private static func tallies(_ world: StoryWorld) throws {
        for poll in world[PollBook.self].polls where !poll.isOpen {
            let kept = try world.forum.rows(
                """
                SELECT c.votes FROM polls_choice c JOIN polls_poll p ON p.id = c.poll
                WHERE p.name = '\(poll.name)' ORDER BY c.question, c.place
                """
            ).compactMap { try $0[0] as Int? }
            if kept != poll.tallies ?? [] {
                world.fail("“\(poll.name)” counted \(kept), and should count \(poll.tallies ?? [])")
            }
        }
    }

    /// A draft that its author forgets is thrown away: its timer is there. One that a restore brought back may
    /// have had its timer before.
    private static func drafts(_ world: StoryWorld) throws {
        let lost = try world.number(
            """
            SELECT COUNT(*) FROM polls_draft d WHERE NOT EXISTS
                (SELECT 1 FROM core_timer t WHERE t.plugin = 'polls' AND t.key = 'draft:' || d.id)
            """)
        if lost > 0, !world.wasRestored { world.fail("the timer of a draft is lost") }
    }
}
