import Foundation
import YouSaidKit
import YouSaidTesting

/// Every vote is counted once, as it was meant, and closed polls keep the right numbers and nobody's choice.
enum PollChecks {
    static var all: [any StoryCheck] {
        [
            Rule(polls), Rule(votes), Rule(tallies), Rule(words), Rule(drafts), Confidences.check,
            NameBook.check,
        ]
    }

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
        for row in try world.forum.rows(
            "SELECT id, name, round, secrecy FROM polls_poll WHERE closed IS NULL OR secrecy <> 'anonymous'")
        {
            let id: Int64 = try row[0]
            let name: String = try row[1]
            guard let place = book.polls.firstIndex(where: { $0.name == name }), !book.polls[place].isKeyGone
            else { continue }
            let known = book.polls[place]
            let secrecy: String = try row[3]
            if (secrecy == "confidential") != known.isConfidential { world.fail("“\(name)” is \(secrecy)") }
            if known.isConfidential {
                kept += try answers(in: id, known, nil, world)
                continue
            }
            let round: Int64 = try row[2]
            guard
                let vault = try world.forum.vault(
                    "poll-\(id)" + (round == 0 ? "" : "-\(round)"), of: "polls")
            else {
                if known.mayHaveLostKey {
                    world[PollBook.self].polls[place].isKeyGone = true
                    continue
                }
                world.fail("“\(name)” has no key")
                continue
            }
            kept += try answers(in: id, known, vault, world)
        }
        let wanted = world[PollBook.self].polls.filter { !$0.isKeyGone }.flatMap { poll in
            poll.answers.flatMap { person, answers in
                answers.map { question, said in
                    "\(poll.name), \(question + 1): \(world.people[person].id ?? 0) "
                        + said.described(poll.questions[question].labels)
                }
            }
        }
        guard kept.sorted() != wanted.sorted() else { return }
        let extra = Set(kept).subtracting(wanted).sorted()
        let missing = Set(wanted).subtracting(kept).sorted()
        world.fail("votes that should not be there: \(extra); that are not there: \(missing)")
    }

    /// The answers to one poll, with whoever they are of; those to an anonymous one are opened with its key.
    private static func answers(
        in id: Int64, _ poll: StoryPoll, _ vault: (any Vault)?, _ world: StoryWorld
    ) throws -> [String] {
        var people: [String: Int64] = [:]
        for person in world.people.compactMap(\.id) {
            guard let vault else {
                people["\(person)"] = person
                continue
            }
            people["v" + Data(vault.pseudonym(of: Member.ID(rawValue: person))).base64EncodedString()] =
                person
        }
        return try world.forum.rows("SELECT voter, value, question FROM polls_vote WHERE poll = \(id)").map {
            row in
            let voter: String = try row[0]
            var value: String = try row[1]
            if let vault {
                value = String(
                    decoding: try vault.open(Array(Data(base64Encoded: value) ?? Data())), as: UTF8.self)
            }
            let question: Int = try row[2]
            let labels =
                poll.questions.indices.contains(question - 1) ? poll.questions[question - 1].labels : []
            let said = try StoryPoll.Said(kept: value).described(labels)
            return "\(poll.name), \(question): \(people[voter].map(String.init) ?? voter) \(said)"
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

    /// What people said in their own words is kept where enough people did, without whose it is.
    private static func words(_ world: StoryWorld) throws {
        for poll in world[PollBook.self].polls {
            let kept: [String] = try world.forum.rows(
                """
                SELECT w.text FROM polls_words w JOIN polls_poll p ON p.id = w.poll
                WHERE p.name = '\(poll.name)'
                """
            ).map { try $0[0] }
            if kept.sorted() != poll.words {
                world.fail("“\(poll.name)” has the words \(kept.sorted()), and should have \(poll.words)")
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

extension StoryPoll.Said {
    private struct Written: Decodable {
        let choices: [Int]
        let words: String?
        let attachments: [Attachment]
    }

    /// Reads what the bot wrote down.
    fileprivate init(kept text: String) throws {
        guard text.first == "{" else {
            self.init(choices: Set(text.split(separator: ",").compactMap { Int($0) }.map { $0 - 1 }))
            return
        }
        let written = try JSONDecoder().decode(Written.self, from: Data(text.utf8))
        self.init(
            choices: Set(written.choices.map { $0 - 1 }), words: written.words,
            hasSent: !written.attachments.isEmpty)
    }
}
