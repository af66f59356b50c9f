import Storage
import YouSaidKit

/// What was said in a worry, by either side.
extension ConcernBook {
    /// One message in a worry.
    struct Line {
        let id: Int64
        let kind: KeptWords.Kind
        let moment: Moment
        /// When it was read, or arrived where a lead wrote it.
        let read: Moment?
        let lead: Member.ID?
        let words: KeptWords
    }

    private static let lineColumns = "id, kind, moment, read, lead, body"

    /// Keeps what the person said. It is unread until a lead reads it.
    /// - Returns: the number of its row.
    @discardableResult
    func keep(_ words: KeptWords, in concern: Concern, at moment: Moment? = nil) throws -> Int64 {
        let id = try insert(words, .said, in: concern, moment: moment ?? now, read: nil, lead: nil)
        try database.run(
            "UPDATE core_concern SET heard = $1, fresh = fresh + 1 WHERE id = $2", now, concern.id)
        return id
    }

    /// Notes what the person did, in the core's words. It says nothing that a lead has to read at once.
    func note(_ prompt: String, _ values: [String: PromptValue] = [:], in concern: Concern) throws {
        let text = try parts.composer.core(prompt, values, for: Reader(nil))
        _ = try insert(KeptWords(text: text), .did, in: concern, moment: now, read: now, lead: nil)
    }

    /// Keeps what a lead wrote to the person.
    /// - Parameter message: the row that carries it.
    func wrote(_ text: String, by lead: Member.ID, as message: Int64, in concern: Concern) throws {
        let id = try insert(
            KeptWords(text: text), .wrote, in: concern, moment: now, read: nil, lead: lead)
        try database.run("UPDATE core_concern_words SET message = $1 WHERE id = $2", message, id)
        try database.run("UPDATE core_concern SET heard = $1 WHERE id = $2", now, concern.id)
    }

    private func insert(
        _ words: KeptWords, _ kind: KeptWords.Kind, in concern: Concern, moment: Moment, read: Moment?,
        lead: Member.ID?
    ) throws -> Int64 {
        let id = parts.makeID()
        try database.run(
            """
            INSERT INTO core_concern_words (id, concern, moment, body, kind, read, lead)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, id, concern.id, moment, try seal(try words.encoded()), kind, read, lead)
        return id
    }

    /// How many messages of the person no lead has read.
    func unread(in concern: Concern) throws -> Int {
        try database.first(
            "SELECT COUNT(*) FROM core_concern_words WHERE concern = $1 AND kind = 'said' AND read IS NULL",
            concern.id)?[0] ?? 0
    }

    /// All that has not been read, and what came last before it: as many lines as that are at least.
    func lines(of concern: Concern, atLeast count: Int = 10) throws -> [Line] {
        let unread: Int64? = try database.first(
            """
            SELECT MIN(id) FROM core_concern_words WHERE concern = $1 AND kind = 'said' AND read IS NULL
            """, concern.id)?[0]
        let last: Int64? = try database.rows(
            "SELECT id FROM core_concern_words WHERE concern = $1 ORDER BY id DESC LIMIT \(count)",
            concern.id
        ).last?[0]
        guard let last else { return [] }
        return try database.rows(
            """
            SELECT \(Self.lineColumns) FROM core_concern_words WHERE concern = $1 AND id >= $2 ORDER BY id
            """, concern.id, min(last, unread ?? last)
        ).map(line)
    }

    /// Everything that was said in it.
    func everything(in concern: Concern) throws -> [Line] {
        try database.rows(
            "SELECT \(Self.lineColumns) FROM core_concern_words WHERE concern = $1 ORDER BY id", concern.id
        ).map(line)
    }

    func line(_ id: Int64, of concern: Concern) throws -> Line? {
        try database.rows(
            "SELECT \(Self.lineColumns) FROM core_concern_words WHERE id = $1 AND concern = $2", id,
            concern.id
        ).map(line).first
    }

    private func line(_ row: Row) throws -> Line {
        Line(
            id: try row["id"], kind: try row["kind"], moment: try row["moment"], read: try row["read"],
            lead: try row["lead"], words: try KeptWords(try open(try row["body"])))
    }

    /// A lead has read all that is there. What the person says next belongs to it for another day: they may have waited
    /// long for this.
    func markRead(_ concern: Concern) throws {
        if try !concern.isDone && unread(in: concern) > 0 {
            try database.run("UPDATE core_concern SET heard = $1 WHERE id = $2", now, concern.id)
        }
        try database.run(
            """
            UPDATE core_concern_words SET read = $1 WHERE concern = $2 AND kind = 'said' AND read IS NULL
            """, now, concern.id)
        try database.run(
            "UPDATE core_concern SET fresh = 0, told = 0, reached = NULL WHERE id = $1", concern.id)
    }

    /// A message was none of it: it leaves the worry, and is used as what it was.
    func take(_ line: Line, outOf concern: Concern) throws {
        try database.run("DELETE FROM core_concern_words WHERE id = $1", line.id)
        if line.read == nil {
            try database.run(
                """
                UPDATE core_concern SET fresh = CASE WHEN fresh > 0 THEN fresh - 1 ELSE 0 END WHERE id = $1
                """, concern.id)
        }
        if let attachment = line.words.attachment {
            try database.run("DELETE FROM core_attachment WHERE id = $1", attachment)
        }
    }

    // MARK: What leads wrote

    /// The row of the first words in it.
    func began(_ concern: Concern) throws -> Int64? {
        try database.first("SELECT MIN(id) FROM core_concern_words WHERE concern = $1", concern.id)?[0]
    }

    /// How many messages of the person came before this line.
    func said(before line: Line?, in concern: Concern) throws -> Int {
        guard let line else { return 0 }
        return try database.first(
            "SELECT COUNT(*) FROM core_concern_words WHERE concern = $1 AND kind = 'said' AND id < $2",
            concern.id, line.id)?[0] ?? 0
    }

    /// Whether anything came before this line.
    func hasMore(before line: Line?, in concern: Concern) throws -> Bool {
        guard let line else { return false }
        return try database.first(
            "SELECT 1 FROM core_concern_words WHERE concern = $1 AND id < $2 LIMIT 1", concern.id, line.id)
            != nil
    }

    /// The newest message of a lead that may be on the person's phone, by the number of the row that carried it, and
    /// whether they have said anything since.
    func lastWrite(in concern: Concern) throws -> (message: Int64, isAnswered: Bool)? {
        let row = try database.first(
            """
            SELECT w.message, w.id FROM core_concern_words w
            LEFT JOIN core_outgoing o ON o.id = w.message
            WHERE w.concern = $1 AND w.kind = 'wrote' AND (w.read IS NOT NULL OR o.state IN (1, 4))
            ORDER BY w.id DESC LIMIT 1
            """, concern.id)
        guard let row else { return nil }
        let answer = try database.first(
            "SELECT 1 FROM core_concern_words WHERE concern = $1 AND kind = 'said' AND id > $2 LIMIT 1",
            concern.id, try row[1] as Int64)
        return (try row[0], answer != nil)
    }

    /// The worry of somebody in which a lead wrote the message that they replied to, with the platform's own "reply".
    /// One that is finished too: then they write back.
    func concern(repliedTo receipt: String, by sender: Sender) throws -> Concern? {
        for concern in try ever(of: sender) {
            let row = try database.first(
                """
                SELECT 1 FROM core_concern_words w JOIN core_outgoing o ON o.id = w.message
                WHERE w.concern = $1 AND o.receipt = $2 LIMIT 1
                """, concern.id, receipt)
            if row != nil { return concern }
        }
        return nil
    }

    /// The worry of whoever writes that a lead finished last, within so long. A false alarm is none.
    func finishedLately(of sender: Sender, within span: Duration) throws -> Concern? {
        try ever(of: sender).first { concern in
            guard concern.isDone else { return false }
            return try database.first(
                "SELECT 1 FROM core_concern WHERE id = $1 AND finished > $2 AND false_alarm = 0", concern.id,
                now - span) != nil
        }
    }
}
