import Storage
import YouSaidKit

/// What organisers can say to the engine itself.
enum OperatorCommand: String, CaseIterable {
    /// What could not be sent or handled.
    case problems = "PROBLEMS"
    /// Handles again what failed.
    case replay = "REPLAY"
    /// Lets messages go out again after a backup was brought back.
    case release = "RELEASE"

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased() }
}

extension Conversation {
    mutating func operatorCommand(_ command: OperatorCommand) throws {
        guard let member, member.isOrganiser else {
            if member != nil { return try say("not-allowed") }
            return try say("only-members", ["forum": .text(parts.forum.name)])
        }
        switch command {
        case .problems:
            let found = try Problems.find(in: database)
            if found.isEmpty { return try say("no-problems") }
            let lines = found.map { problem in
                PromptValue.prompt(
                    Prompt(
                        "problem-line", ["what": .text(problem.what), "count": .number(problem.count)],
                        plugin: "core"))
            }
            try say("problems", ["lines": .lines(lines)])
        case .replay:
            let count = try Problems.markForReplay(in: database)
            after.hasReplay = count > 0
            try say("replay", ["count": .number(count)])
        case .release:
            let wasHeld = try Facts.remove(.held, in: database)
            after.isReleased = wasHeld
            try say(wasHeld ? "released" : "not-held")
        }
        try runner.audit(command.rawValue, about: nil, by: member.id, plugin: "core")
    }
}

/// What could not be sent or handled, counted by reason; no names and no words of anybody.
struct Problems {
    struct Problem: Equatable {
        let what: String
        let count: Int
    }

    static func find(in database: any Database) throws -> [Problem] {
        try database.rows(
            """
            SELECT channel || ': ' || COALESCE(reason, ''), COUNT(*) FROM core_outgoing
            WHERE state IN (3, 4) GROUP BY channel, reason ORDER BY COUNT(*) DESC LIMIT 20
            """
        ).map(problem)
            + database.rows(
                """
                SELECT COALESCE(plugin, channel) || ': ' || COALESCE(reason, ''), COUNT(*) FROM core_event
                WHERE state IN (1, 2) GROUP BY plugin, channel, reason ORDER BY COUNT(*) DESC LIMIT 20
                """
            ).map(problem)
            + database.rows(
                """
                SELECT plugin || ': timer', COUNT(*) FROM core_timer WHERE aside = 1
                GROUP BY plugin ORDER BY plugin LIMIT 20
                """
            ).map(problem)
    }

    private static func problem(_ row: Row) throws -> Problem {
        try Problem(what: row[0], count: row[1])
    }

    /// Marks what failed, so that the inbox handles it again.
    /// - Returns: how many events and timers that are.
    static func markForReplay(in database: any Database) throws -> Int {
        try database.run("UPDATE core_event SET state = 3 WHERE state IN (1, 2) AND body IS NOT NULL")
            + database.run("UPDATE core_timer SET aside = 0, attempts = 0 WHERE aside = 1")
    }
}
