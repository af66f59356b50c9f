import YouSaidKit
import YouSaidTesting

/// Every vote is counted once, as it was meant, and closed polls keep the right numbers and nobody's choice.
enum PollChecks {
    static var all: [any StoryCheck] { [Rule(polls), Rule(votes), Rule(tallies), Rule(drafts)] }

    private static func polls(_ world: StoryWorld) throws {
        let kept = try world.forum.rows("SELECT name, closed FROM polls_poll ORDER BY id").map { row in
            "\(try row[0] as String) \(try (row[1] as Moment?) == nil ? "open" : "closed")"
        }
        let wanted = world[PollBook.self].polls.map { "\($0.question) \($0.isOpen ? "open" : "closed")" }
        if kept != wanted { world.fail("the polls are \(kept), and should be \(wanted)") }
    }

    private static func votes(_ world: StoryWorld) throws {
        let kept = try world.forum.rows(
            """
            SELECT p.name, v.voter, c.label FROM polls_vote v JOIN polls_poll p ON p.id = v.poll
            JOIN polls_choice c ON c.poll = v.poll AND c.question = v.question AND c.place = CAST(v.value AS BIGINT)
            """
        ).map { row in "\(try row[0] as String): \(try row[1] as String) \(try row[2] as String)" }.sorted()
        let people = world.people
        let wanted = world[PollBook.self].polls.filter(\.isOpen).flatMap { poll in
            poll.votes.map { "\(poll.question): \(people[$0.key].id ?? 0) \(poll.labels[$0.value])" }
        }.sorted()
        guard kept != wanted else { return }
        let extra = Set(kept).subtracting(wanted).sorted()
        let missing = Set(wanted).subtracting(kept).sorted()
        world.fail("votes that should not be there: \(extra); that are not there: \(missing)")
    }

    private static func tallies(_ world: StoryWorld) throws {
        for poll in world[PollBook.self].polls where !poll.isOpen {
            let kept = try world.forum.rows(
                """
                SELECT c.votes FROM polls_choice c JOIN polls_poll p ON p.id = c.poll
                WHERE p.name = '\(poll.question)' ORDER BY c.place
                """
            ).compactMap { try $0[0] as Int? }
            if kept != poll.tallies ?? [] {
                world.fail("“\(poll.question)” counted \(kept), and should count \(poll.tallies ?? [])")
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
