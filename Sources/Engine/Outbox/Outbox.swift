import ChannelContract
import Sealing
import Storage
import YouSaidKit

/// What the bot decided to say: rows that are written in the turn, taken, sent, and marked.
///
/// Everything here is a plain read or write inside somebody's transaction; ``MessageSender`` does the sending.
struct Outbox: Sendable {
    let sealer: Sealer
    let vaults: VaultBook
    let contacts: ContactBook
    let broadcasts: BroadcastBook
    let composer: Composer
    let questions: QuestionBook
    let makeID: @Sendable () -> Int64
    let channels: [String: ChannelTraits]
    let manners: Manners

    static let purpose = "outgoing"
    /// What a secret body is filled up to, so that its length does not tell which answer is said back.
    private static let secretSize = 2_048
    /// The due time of what waits until somebody is there, such as the operator at the console.
    static let untilSomeoneIsThere = Moment(milliseconds: Int64.max)

    // MARK: Writing

    /// Keeps a message for somebody known.
    /// - Parameter subject: the bit of what it is about; 0 where nothing holds it back but STOP.
    /// - Returns: its row; nil where the person stopped messages and this one is no answer to what they wrote.
    @discardableResult
    func add(
        _ body: OutgoingBody, kind: Message.Kind, subject: Int64 = 0, to contact: Contact,
        question: Question.ID?, vault: VaultName? = nil, now: Moment, in database: any Database
    ) throws -> Int64? {
        if contact.stopped != nil, kind != .reply, kind != .safeguarding { return nil }
        return try insert(
            body, kind: kind, subject: subject, channel: contact.channel, contact: contact.id,
            address: nil, question: question, vault: vault, now: now, in: database)
    }

    /// Keeps an answer to somebody who writes faster than anybody reads. It takes the place of the one that waits
    /// already; what asks something is not lost.
    func addLater(
        _ body: OutgoingBody, to contact: Contact, question: Question.ID?, vault: VaultName?, due: Moment,
        in database: any Database
    ) throws {
        let rank = OutgoingRank.of(.reply, isBroadcast: false)
        if question == nil {
            let (sealed, name) = try seal(body.encoded(), in: vault, database)
            let waiting = try database.first(
                """
                SELECT id FROM core_outgoing WHERE state = 0 AND channel = $1 AND rank = $2 AND due > $3
                AND contact = $4 AND question IS NULL AND COALESCE(vault, '-') = COALESCE($5, '-')
                """, contact.channel, rank, due - FloodGate.window, contact.id, name)
            if let waiting {
                try database.run(
                    "UPDATE core_outgoing SET body = $1 WHERE id = $2", sealed, try waiting[0] as Int64)
                return
            }
        }
        try insert(
            body, kind: .reply, subject: 0, channel: contact.channel, contact: contact.id, address: nil,
            question: question, vault: vault, now: due, in: database)
    }

    /// Keeps a message for an address that is nobody's yet.
    /// - Returns: its row.
    @discardableResult
    func add(
        _ body: OutgoingBody, kind: Message.Kind, channel: String, address: String, now: Moment,
        in database: any Database
    ) throws -> Int64 {
        try insert(
            body, kind: kind, subject: 0, channel: channel, contact: nil,
            address: try contacts.seal(address), question: nil, now: now, in: database)
    }

    @discardableResult
    private func insert(
        _ body: OutgoingBody, kind: Message.Kind, subject: Int64, channel: String, contact: Contact.ID?,
        address: [UInt8]?, question: Question.ID?, vault: VaultName? = nil, now: Moment,
        in database: any Database
    ) throws -> Int64 {
        let id = makeID()
        let bytes = body.encoded()
        let (sealed, vault) = try seal(bytes, in: vault, database)
        try database.run(
            """
            INSERT INTO core_outgoing
                (id, channel, contact, address, rank, kind, state, due, attempts, parts, body, question,
                vault, subject)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0, $8, $9, $10, $11)
            """, id, channel, contact, address, OutgoingRank.of(kind, isBroadcast: false), kind, now,
            sealed, question, vault, subject)
        return id
    }

    /// Seals a body in a vault. Where that is gone nothing secret can be in it, and it leaves no trace all the same.
    /// - Returns: the sealed body, and what stands in the column `vault`.
    private func seal(
        _ bytes: [UInt8], in name: VaultName?, _ database: any Database
    ) throws -> (sealed: [UInt8], vault: String?) {
        guard let name else { return (try sealer.seal(bytes, for: Self.purpose), nil) }
        do {
            let vault = try vaults.open(name, in: database).vault
            return (try vault.seal(bytes, filledTo: Self.secretSize), name.text)
        } catch VaultError.gone {
            return (try sealer.seal(bytes, for: Self.purpose), "")
        }
    }

    // MARK: Starting again

    /// What is being sent, in the words of the index of what is open, which SQLite would not see otherwise.
    static let underWay = "state NOT IN (0, 2) AND state = 1"

    /// After an unclean end: what was being sent is unknown. A notice goes again, and again after the second time: it may
    /// have arrived each time, so nobody gets it more than three times. Then, as a voucher at once, it waits for a
    /// person. A reply, for which somebody waits, goes until it is certain, and so does what a safeguarding lead has to
    /// read.
    func recover(in database: any Database) throws {
        try database.run(
            "UPDATE core_outgoing SET state = 4, reason = 'the bot stopped while it was sent' "
                + "WHERE \(Self.underWay) AND kind = $1", Message.Kind.voucher)
        let stopped = Courtesy.Mark.stopped
        try database.run(
            """
            UPDATE core_outgoing SET state = 4, reason = 'the bot stopped 3 times while it was sent'
            WHERE \(Self.underWay) AND kind NOT IN ($1, $2) AND (marks & \(stopped)) >= 2 * $3
            """, Message.Kind.safeguarding, Message.Kind.reply, Courtesy.Mark.stoppedOnce)
        try database.run(
            """
            UPDATE core_outgoing SET state = 0, marks = marks + $1
            WHERE \(Self.underWay) AND (marks & \(stopped)) < 2 * $1
            """, Courtesy.Mark.stoppedOnce)
        try database.run("UPDATE core_outgoing SET state = 0 WHERE \(Self.underWay)")
    }

    /// The clock was ahead and is right again: what was to go out by then goes out now, and does not wait until the
    /// clock gets there once more.
    /// - Parameter limit: what is due later than this cannot be meant.
    func bringForward(dueAfter limit: Moment, to now: Moment, in database: any Database) throws {
        try database.run(
            "UPDATE core_outgoing SET due = $1 WHERE state = 0 AND due > $2 AND due < $3", now, limit,
            Self.untilSomeoneIsThere)
    }

    /// Somebody is there again: what waited for them is due.
    func someoneIsThere(channel: String, now: Moment, in database: any Database) throws {
        try database.run(
            "UPDATE core_outgoing SET due = $1 WHERE state = 0 AND channel = $2 AND due = $3", now, channel,
            Self.untilSomeoneIsThere)
    }
}
