import Foundation
import Sealing
import Storage
import YouSaidKit

/// Something that somebody sent and that waits for a person to listen or look, as its row holds it.
struct SentAttachments {
    let id: Int64
    let member: Member.ID
    /// The channel it came by, and alone can be delivered on.
    let channel: String
    let attachments: [Attachment]
    /// The question that it answers; nil where it came by itself.
    let question: Question.ID?
    /// The question to those who are to listen.
    let asking: Question.ID?
    /// True until somebody has listened or looked.
    let isWaiting: Bool
}

/// Keeps what people sent that is no text, by reference and sealed, until somebody has listened or looked.
struct AttachmentBook {
    let sealer: Sealer
    let database: any Database

    static let purpose = "attachment"
    private static let columns = "id, member, channel, body, question, asking, due"

    func keep(
        _ attachments: [Attachment], id: Int64, from member: Member.ID, on channel: String,
        answering question: Question.ID?, asking: Question.ID?, concern: Int64? = nil, now: Moment,
        due: Moment?
    ) throws {
        let body = Array(try JSONEncoder().encode(attachments))
        try database.run(
            """
            INSERT INTO core_attachment (id, member, channel, body, question, asking, made, due, concern)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, id, member, channel, try sealer.seal(body, for: Self.purpose), question, asking, now, due,
            concern)
    }

    /// Nil where it is gone, with the person who sent it or because it is too old.
    func find(_ id: Int64) throws -> SentAttachments? {
        try database.first("SELECT \(Self.columns) FROM core_attachment WHERE id = $1", id).map(read)
    }

    /// What nobody has listened to or looked at, the oldest first.
    func waiting(limit: Int) throws -> [SentAttachments] {
        try database.rows(
            "SELECT \(Self.columns) FROM core_attachment WHERE due IS NOT NULL ORDER BY id LIMIT $1", limit
        ).map(read)
    }

    private func read(_ row: Row) throws -> SentAttachments {
        let bytes = try sealer.open(try row[3], for: Self.purpose)
        return SentAttachments(
            id: try row[0], member: try row[1], channel: try row[2],
            attachments: try JSONDecoder().decode([Attachment].self, from: Data(bytes)),
            question: try row[4], asking: try row[5], isWaiting: try (row[6] as Moment?) != nil)
    }

    /// Somebody has listened or looked.
    func done(_ id: Int64) throws {
        try database.run("UPDATE core_attachment SET due = NULL WHERE id = $1", id)
    }

    /// Counts what has waited too long, and has it come due again later. What somebody has answered in another way,
    /// and what belongs to a question that is closed, waits no longer.
    func overdue(now: Moment, again: Moment) throws -> Int {
        try database.run(
            """
            UPDATE core_attachment SET due = NULL WHERE due <= $1 AND question IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM core_asked a JOIN core_question q ON q.id = a.question
                 WHERE a.member = core_attachment.member AND a.question = core_attachment.question
                 AND a.state = 0 AND q.closed IS NULL)
            """, now)
        return try database.run("UPDATE core_attachment SET due = $1 WHERE due <= $2", again, now)
    }

    /// Removes what somebody sent. What is on its way to others is then not delivered. What belongs to a worry that no
    /// lead has finished stays until one has.
    static func forget(_ member: Member.ID, in database: any Database) throws {
        try database.run(
            """
            DELETE FROM core_attachment WHERE member = $1 AND NOT EXISTS
                (SELECT 1 FROM core_concern c WHERE c.id = core_attachment.concern AND c.state <> 2)
            """, member)
    }
}
