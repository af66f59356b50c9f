import Foundation
import Storage
import YouSaidKit

/// What organisers can say to the engine itself.
enum OperatorCommand: String, CaseIterable {
    /// What could not be sent or handled.
    case problems = "PROBLEMS"
    /// Voice notes and pictures that nobody has listened to or looked at.
    case listen = "LISTEN"
    /// Whether everybody got the latest messages at the same time.
    case sent = "SENT"
    /// Handles again what failed.
    case replay = "REPLAY"
    /// Sends again what nobody knows has arrived.
    case sendAgain = "SEND AGAIN"
    /// Gives up what nobody knows has arrived.
    case letGo = "LET GO"
    /// Lets messages go out again after a backup was brought back.
    case release = "RELEASE"
    /// What time took away, and who was deleted, in numbers.
    case records = "RECORDS"

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased().replacing(" ", with: "-") }
}

extension Conversation {
    mutating func operatorCommand(_ command: OperatorCommand) throws {
        guard let member else { return }
        switch command {
        case .problems:
            let found =
                parts.troubles.shown(now: runner.now).map {
                    Problems.Problem(what: "\($0.channel): \($0.reason)", count: 1)
                } + (try Problems.find(in: database))
            if found.isEmpty { return try say("no-problems") }
            let lines = found.map { problem in
                PromptValue.prompt(
                    Prompt(
                        "problem-line", ["what": .text(problem.what), "count": .number(problem.count)],
                        plugin: "core"))
            }
            try say("problems", ["lines": .lines(lines)])
        case .listen: try listen()
        case .sent: try sent()
        case .replay:
            let count = try Problems.markForReplay(in: database)
            after.hasReplay = count > 0
            try say("replay", ["count": .number(count)])
        case .sendAgain:
            // The journal has them as taken: the tables know that, and that they are to go all the same.
            try parts.journal.note(in: database)
            let channels = try Problems.sendUnknownAgain(now: runner.now, in: database)
            after.channels.formUnion(channels.keys)
            try say("sent-again", ["count": .number(channels.values.reduce(0, +))])
        case .letGo:
            try say("let-go", ["count": .number(try Problems.letUnknownGo(in: database))])
        case .records: try say("records", try records())
        case .release:
            if try Facts.remove(.unsure, in: database) { return try say("release-unsure") }
            let wasHeld = try Facts.remove(.held, in: database)
            after.isReleased = wasHeld
            try say(wasHeld ? "released" : "not-held")
        }
        try runner.audit(command.rawValue, about: nil, by: member.id, plugin: "core")
    }
}

extension Conversation {
    /// How far back RECORDS looks.
    private static let recordsSpan = Duration.hours(90 * 24)

    fileprivate func records() throws -> [String: PromptValue] {
        let since = runner.now - Self.recordsSpan
        let none = PromptValue.prompt(Prompt("records-none", plugin: "core"))
        let cleaned = try CleanedBook.since(since, in: database).map { cleaned in
            PromptValue.prompt(
                Prompt(
                    "records-line", ["place": .text(cleaned.place), "count": .number(cleaned.count)],
                    plugin: "core"))
        }
        let erased = try database.rows(
            "SELECT day, counts FROM core_erasure WHERE day >= $1 ORDER BY id DESC LIMIT 20", since
        ).map { row in
            let text: String = try row[1]
            let counts = try JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
            return PromptValue.prompt(
                Prompt(
                    "records-deleted",
                    [
                        "date": .date(try row[0]), "count": .number(counts.values.reduce(0, +)),
                        "places": .number(counts.count),
                    ], plugin: "core"))
        }
        return [
            "cleaned": .lines(cleaned.isEmpty ? [none] : cleaned),
            "deleted": .lines(erased.isEmpty ? [none] : erased),
        ]
    }
}

/// What could not be sent or handled, counted by reason; no names and no words of anybody.
struct Problems {
    struct Problem: Equatable {
        let what: String
        let count: Int
    }

    static func find(in database: any Database) throws -> [Problem] {
        try LossNote.all(in: database).map { Problem(what: $0.problem, count: 1) }
            + database.rows(
                """
                SELECT channel || ': ' || COALESCE(reason, ''), COUNT(*) FROM core_outgoing
                WHERE state IN (3, 4) GROUP BY channel, reason ORDER BY COUNT(*) DESC LIMIT 20
                """
            ).map(problem)
            + database.rows(
                """
                SELECT COALESCE(plugin, channel) || ': ' || COALESCE(reason, ''), COUNT(*) FROM core_event
                WHERE state <> 0 AND state IN (1, 2) GROUP BY plugin, channel, reason
                ORDER BY COUNT(*) DESC LIMIT 20
                """
            ).map(problem)
            + timers(in: database)
    }

    /// Timers, and news from another plugin, that a plugin could not take, from the first failure on.
    private static func timers(in database: any Database) throws -> [Problem] {
        var counts: [String: Int] = [:]
        try database.each(
            "SELECT plugin, kind, data FROM core_timer WHERE aside = 1 OR attempts > 0"
        ) { row in
            let plugin: String = try row[0]
            var what = "timer"
            if try row[1] as TimerBook.Kind == .news {
                let data: String = try row[2]
                let news = try? JSONDecoder().decode(News.self, from: Data(data.utf8))
                what = news.map { "news of \($0.source): \($0.name)" } ?? "news"
            }
            counts["\(plugin): \(what)", default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.prefix(20).map { Problem(what: $0.key, count: $0.value) }
    }

    private static func problem(_ row: Row) throws -> Problem {
        try Problem(what: row[0], count: row[1])
    }

    /// Marks what failed, so that the inbox handles it again.
    /// - Returns: how many events and timers that are.
    static func markForReplay(in database: any Database) throws -> Int {
        try database.run(
            "UPDATE core_event SET state = 3 WHERE state <> 0 AND state IN (1, 2) AND body IS NOT NULL")
            + database.run("UPDATE core_timer SET aside = 0, attempts = 0 WHERE aside = 1")
    }

    /// A person decided that what nobody knows has arrived goes out once more.
    /// - Returns: how many messages that are, by channel. Those whose words are gone stay.
    static func sendUnknownAgain(now: Moment, in database: any Database) throws -> [String: Int] {
        let rows = try database.rows(
            """
            SELECT channel, COUNT(*) FROM core_outgoing
            WHERE state = 4 AND (body IS NOT NULL OR broadcast IS NOT NULL) GROUP BY channel
            """)
        try database.run(
            """
            UPDATE core_outgoing SET state = 0, due = $1, marks = marks - (marks & \(Courtesy.Mark.stopped))
            WHERE state = 4 AND (body IS NOT NULL OR broadcast IS NOT NULL)
            """, now)
        return Dictionary(
            try rows.map { (try $0[0], try $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    /// A person decided that what nobody knows has arrived stays as it is; its words are removed.
    /// - Returns: how many messages that are.
    static func letUnknownGo(in database: any Database) throws -> Int {
        try database.run(
            """
            UPDATE core_outgoing SET state = 3, body = NULL, address = NULL, reason = 'let go by an organiser'
            WHERE state = 4
            """)
    }
}
