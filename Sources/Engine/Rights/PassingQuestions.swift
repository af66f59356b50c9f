import Storage
import YouSaidKit

/// "Which question is that for?" and "Which answer shall I delete?": that somebody was asked tells that they have answered
/// one of some questions, or are about to, which may be secret. So nothing is left of them once they are answered, when
/// a secret question closes, and after an hour.
enum PassingQuestions {
    private static let span = Duration.hours(1)
    private static let names: [RightsQuestion] = [.forget, .which]

    static func forget(_ id: Question.ID, in database: any Database) throws {
        try database.run("DELETE FROM core_asked WHERE question = $1", id)
        try database.run("UPDATE core_outgoing SET question = NULL WHERE question = $1", id)
        try database.run("DELETE FROM core_question WHERE id = $1", id)
    }

    /// Forgets all of them that were asked before a moment.
    static func forgetAll(before moment: Moment, in database: any Database) throws {
        for name in names {
            let rows = try database.rows(
                "SELECT id FROM core_question WHERE plugin = $1 AND id < $2 AND body LIKE $3",
                SafetyDesk.owner,
                IDMaker.lowest(at: moment), "%\"\(name.rawValue)\"%")
            for row in rows { try forget(try row[0], in: database) }
        }
    }

    static func clean(now: Moment, in database: any Database) throws {
        try forgetAll(before: now - span, in: database)
    }
}
