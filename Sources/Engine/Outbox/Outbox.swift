import ChannelContract
import Sealing
import Storage
import YouSaidKit

/// One message taken for sending.
struct ClaimedMessage: Sendable {
    let delivery: Delivery
    let channel: String
    let contact: Contact.ID?
    /// Whom it is for, where that is a member.
    let member: Member.ID?
    /// The bit of its subject; 0 where nothing holds it back but STOP.
    let subject: Int64
    /// The message to a group that it belongs to, and whether it came later than the others for its person's sake.
    let broadcast: Int64?
    let wasHeld: Bool
    /// What is to be drawn with it.
    var chart: OutgoingChart?
}

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
    private static let secretSize = 512
    /// The due time of what waits until somebody is there, such as the operator at the console.
    static let untilSomeoneIsThere = Moment(milliseconds: Int64.max)

    // MARK: Writing

    /// Keeps a message for somebody known.
    /// - Parameter subject: the bit of what it is about; 0 where nothing holds it back but STOP.
    /// - Returns: false where the person stopped messages and this one is no answer to what they wrote.
    @discardableResult
    func add(
        _ body: OutgoingBody, kind: Message.Kind, subject: Int64 = 0, to contact: Contact,
        question: Question.ID?, vault: VaultName? = nil, now: Moment, in database: any Database
    ) throws -> Bool {
        if contact.stopped != nil, kind != .reply, kind != .safeguarding { return false }
        try insert(
            body, kind: kind, subject: subject, channel: contact.channel, contact: contact.id,
            address: nil, question: question, vault: vault, now: now, in: database)
        return true
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
    func add(
        _ body: OutgoingBody, kind: Message.Kind, channel: String, address: String, now: Moment,
        in database: any Database
    ) throws {
        try insert(
            body, kind: kind, subject: 0, channel: channel, contact: nil,
            address: try contacts.seal(address), question: nil, now: now, in: database)
    }

    private func insert(
        _ body: OutgoingBody, kind: Message.Kind, subject: Int64, channel: String, contact: Contact.ID?,
        address: [UInt8]?, question: Question.ID?, vault: VaultName? = nil, now: Moment,
        in database: any Database
    ) throws {
        let bytes = body.encoded()
        let (sealed, vault) = try seal(bytes, in: vault, database)
        try database.run(
            """
            INSERT INTO core_outgoing
                (id, channel, contact, address, rank, kind, state, due, attempts, parts, body, question,
                vault, subject)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0, $8, $9, $10, $11)
            """, makeID(), channel, contact, address, OutgoingRank.of(kind, isBroadcast: false), kind, now,
            sealed, question, vault, subject)
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

    // MARK: Taking

    /// Takes up to `limit` due messages of a channel for sending, those that go first before the others.
    ///
    /// What may not go (the person stopped, cannot be reached) is marked on the way and not returned.
    func claim(
        channel: String, limit: Int, now: Moment, in database: any Database
    ) throws -> (messages: [ClaimedMessage], mayBeMore: Bool) {
        let rows = try database.rows(
            """
            SELECT o.id, o.contact, o.address, o.kind, o.parts, o.body, o.broadcast, o.question,
                c.address, c.stopped, c.unreachable, m.form, m.language, o.vault, o.subject, m.silenced, m.id,
                m.roles, m.ways, m.week, m.notices, m.told, a.state, o.marks
            FROM core_outgoing o
            LEFT JOIN core_contact c ON c.id = o.contact
            LEFT JOIN core_member m ON m.id = c.member
            LEFT JOIN core_asked a ON a.member = m.id AND a.question = o.question
            WHERE o.state = 0 AND o.channel = $1 AND o.due <= $2
            ORDER BY o.rank, o.due, o.id LIMIT $3
            """, channel, now, limit)
        let hasButtons = channels[channel]?.hasButtons ?? false
        let showsPictures = channels[channel]?.showsPictures ?? false
        var claimed: [ClaimedMessage] = []
        claimed.reserveCapacity(rows.count)
        var rendered: [BroadcastBook.Form: OutgoingBody] = [:]
        var courtesy: Courtesy?
        for row in rows {
            let id: Int64 = try row[0]
            let kind: Message.Kind = try row[3]
            if let stopped: Int64 = try row[9], StopList.holdsBack(id: id, kind: kind, stopped: stopped) {
                try finish(id, .withheld, reason: "stopped", now: now, in: database)
                continue
            }
            let subject: Int64 = try row[14]
            if subject != 0, try subject & ((row[15] as Int64?) ?? 0) != 0 {
                try finish(id, .withheld, reason: "subject stopped", now: now, in: database)
                continue
            }
            if try (row[10] as Int64?) != nil {
                try finish(id, .refused, reason: "cannot be reached", now: now, in: database)
                continue
            }
            // An answer is on its way to somebody who waits for it: nothing more is read for it.
            let isOwnAccord = kind == .notice || kind == .voucher
            let found = isOwnAccord ? try courtesyCase(row) : nil
            var marks: Int64 = isOwnAccord ? try row[23] : 0
            if let found, Courtesy.isStale(found) {
                try finish(id, .withheld, reason: "asked in another way", now: now, in: database)
                continue
            }
            if isOwnAccord, channel != Engine.consoleChannel, marks & Courtesy.Mark.urgent == 0 {
                var asking = try courtesy ?? Courtesy(manners, zone: composer.forum.timeZone, now: now)
                let hold = try found.map { try asking.hold($0, in: database) } ?? asking.hold()
                courtesy = asking
                if let hold {
                    try wait(id, found, hold, marks, in: database)
                    continue
                }
                if let found, asking.counts(found) { marks |= Courtesy.Mark.counted }
            }
            if let found, found.asked == .waiting, let question = found.question {
                try questions.ask(question, found.member, in: database)
            }
            var body: OutgoingBody
            let address: String
            var attachments: [Attachment] = []
            do {
                body = try self.body(of: row, rendered: &rendered, in: database)
                if try !hasButtons || prefersNumbers(row) {
                    body = try composer.numbered(body, for: try reader(of: row))
                }
                address = try contacts.open(try (row[2] as [UInt8]?) ?? row[8])
                if let handing = body.handing {
                    let book = AttachmentBook(sealer: sealer, database: database)
                    guard let sent = try book.find(handing) else {
                        try finish(
                            id, .withheld, reason: "whoever sent it took it back", now: now, in: database)
                        continue
                    }
                    if sent.channel == channel { attachments = sent.attachments }
                }
            } catch let error as DatabaseError where error.kind != .type {
                throw error
            } catch {
                // Sealed with a key that is gone, damaged, or without words: it can never be sent, and must not
                // stop the rest.
                let reason = (error as? WordingError)?.description ?? "cannot be read: \(type(of: error))"
                try finish(id, .refused, reason: reason, now: now, in: database)
                continue
            }
            try database.run(
                "UPDATE core_outgoing SET state = 1, marks = $1 WHERE id = $2",
                marks | Courtesy.Mark.shown, id)
            let delivery = Delivery(
                id: id, address: address, kind: kind, text: body.text, buttons: body.buttons,
                isQuestion: try (row[7] as Int64?) != nil, picture: body.picture, link: body.link,
                attachments: attachments, answering: body.answering, cause: body.cause,
                partsDelivered: try row[4])
            claimed.append(
                ClaimedMessage(
                    delivery: delivery, channel: channel, contact: try row[1], member: try row[16],
                    subject: subject, broadcast: try row[6], wasHeld: marks & Courtesy.Mark.own != 0,
                    chart: showsPictures ? body.chart : nil))
        }
        try courtesy?.write(in: database)
        return (claimed, rows.count == limit)
    }

    private func prefersNumbers(_ row: Row) throws -> Bool {
        guard let bits: Int64 = try row[18], bits != 0 else { return false }
        return Ways(bits: bits).usesNumbers
    }

    /// What decides whether a message has to wait; nil where it is for nobody whom the forum knows.
    private func courtesyCase(_ row: Row) throws -> Courtesy.Case? {
        guard let member: Member.ID = try row[16] else { return nil }
        return Courtesy.Case(
            message: try row[0], kind: try row[3], question: try row[7], member: member, roles: try row[17],
            ways: try row[18], week: try row[19], notices: try row[20], told: try row[21], asked: try row[22],
            marks: try row[23])
    }

    /// Has a message wait, and the question in it with it.
    private func wait(
        _ id: Int64, _ found: Courtesy.Case?, _ hold: Courtesy.Hold, _ marks: Int64, in database: any Database
    ) throws {
        var marks = hold.isOwn ? marks | Courtesy.Mark.own : marks
        if found?.question != nil, hold.hidesQuestion { marks |= Courtesy.Mark.hidden }
        try database.run(
            "UPDATE core_outgoing SET due = $1, marks = $2 WHERE id = $3", hold.until, marks, id)
        if let found, let question = found.question, hold.hidesQuestion {
            try database.run(
                "UPDATE core_asked SET state = 4 WHERE member = $1 AND question = $2 AND state = 0",
                found.member, question)
        }
    }

    private func body(
        of row: Row, rendered: inout [BroadcastBook.Form: OutgoingBody], in database: any Database
    ) throws -> OutgoingBody {
        guard let broadcast: Int64 = try row[6] else {
            do { return try ownBody(of: row, in: database) } catch VaultError.gone {
                guard try row[3] == Message.Kind.reply else { throw VaultError.gone }
                return OutgoingBody(text: try composer.core("answer-too-late", for: try reader(of: row)))
            }
        }
        let form = BroadcastBook.Form(broadcast: broadcast, reader: try reader(of: row))
        if let known = rendered[form] { return known }
        let body = try broadcasts.body(form, in: database)
        rendered[form] = body
        return body
    }

    /// What one person alone is told.
    /// - Throws: ``VaultError/gone`` where it was a secret, and its vault was destroyed while it waited.
    private func ownBody(of row: Row, in database: any Database) throws -> OutgoingBody {
        guard let sealed: [UInt8] = try row[5] else { throw VaultError.gone }
        guard let vault = try (row[13] as String?).flatMap(VaultName.init(text:)) else {
            return try OutgoingBody(try sealer.open(sealed, for: Self.purpose))
        }
        guard let open = try vaults.existing(vault, in: database) else { throw VaultError.gone }
        return try OutgoingBody(try open.open(sealed))
    }

    private func reader(of row: Row) throws -> Reader {
        Reader(
            form: try (row[11] as WordingForm?) ?? .standard,
            language: try (row[12] as String?) ?? PeopleBook.defaultLanguage,
            emoji: Ways(bits: try (row[18] as Int64?) ?? 0).emoji)
    }

    // MARK: Marking

    /// Marks what became of a message.
    func record(
        _ id: Int64, _ report: SendReport, now: Moment, journal: Journal, in database: any Database
    ) throws {
        switch report.outcome {
        case .sent(let receipt):
            try database.run(
                """
                UPDATE core_outgoing SET state = 2, body = NULL, address = NULL, parts = $2,
                    receipt = CASE WHEN vault IS NULL THEN $1 END,
                    \(Self.withoutTrace)
                WHERE id = $3
                """, receipt, report.partsDelivered, id)
        case .retry(let after, let reason):
            try again(id, after: after, parts: report.partsDelivered, reason: reason, now, in: database)
        case .slowDown(let after, let reason):
            try database.run(
                "UPDATE core_outgoing SET state = 0, due = $1, parts = $2, reason = $3 WHERE id = $4",
                now + after, report.partsDelivered, reason, id)
        case .refused(let refusal, let reason):
            // Before the row is finished, which may make it forget whom it was for.
            if refusal == .unreachable || refusal == .noSuchAddress {
                try database.run(
                    """
                    UPDATE core_contact SET unreachable = $1
                    WHERE id = (SELECT contact FROM core_outgoing WHERE id = $2)
                    """, now, id)
                try ConcernBook.didNotArrive(id, now: now, in: database)
            }
            try finish(id, .refused, reason: "\(refusal.rawValue): \(reason)", now: now, in: database)
        case .moved(let address):
            try move(id, to: address, now, journal, in: database)
        case .unknown(let reason):
            let kind: Message.Kind? = try database.first(
                "SELECT kind FROM core_outgoing WHERE id = $1", id
            ).map { try $0[0] }
            if kind == .voucher {
                try database.run(
                    "UPDATE core_outgoing SET state = 4, reason = $1, parts = $2 WHERE id = $3",
                    reason, report.partsDelivered, id)
            } else {
                try again(id, after: nil, parts: report.partsDelivered, reason: reason, now, in: database)
            }
        case .nobodyThere:
            try database.run(
                "UPDATE core_outgoing SET state = 0, due = $1 WHERE id = $2", Self.untilSomeoneIsThere, id)
        }
    }

    /// Puts back what was taken and not sent, because the bot stops.
    func putBack(_ id: Int64, in database: any Database) throws {
        try database.run("UPDATE core_outgoing SET state = 0 WHERE id = $1 AND state = 1", id)
    }

    private func again(
        _ id: Int64, after: Duration?, parts: Int, reason: String, _ now: Moment, in database: any Database
    ) throws {
        let row = try database.first("SELECT attempts FROM core_outgoing WHERE id = $1", id)
        guard let attempts: Int = try row?[0] else { return }
        guard attempts < RetryDelay.attempts else {
            return try finish(
                id, .refused, reason: "gave up after \(attempts + 1) tries: \(reason)", now: now,
                in: database)
        }
        let wait = max(after ?? .zero, RetryDelay.after(attempts: attempts, seed: id))
        try database.run(
            """
            UPDATE core_outgoing SET state = 0, due = $1, attempts = attempts + 1, parts = $2, reason = $3
            WHERE id = $4
            """, now + wait, parts, reason, id)
    }

    /// Once it is done with, a message that must leave no trace tells nothing of whom it was for.
    private static let withoutTrace = "contact = CASE WHEN vault IS NULL THEN contact END"

    private func finish(
        _ id: Int64, _ state: OutgoingState, reason: String, now: Moment, in database: any Database
    ) throws {
        // Before the row may forget whom it was for.
        try Unreached.note(message: id, now: now, in: database)
        try database.run(
            """
            UPDATE core_outgoing SET state = $1, reason = $2, body = NULL, address = NULL, \(Self.withoutTrace)
            WHERE id = $3
            """, state, reason, id)
    }

    private func move(
        _ id: Int64, to address: String, _ now: Moment, _ journal: Journal, in database: any Database
    ) throws {
        let row = try database.first(
            """
            SELECT o.contact, o.channel, c.hash, c.member FROM core_outgoing o
            LEFT JOIN core_contact c ON c.id = o.contact WHERE o.id = $1
            """, id)
        guard let row else { return }
        let channel: String = try row["channel"]
        let sealed = try contacts.seal(address)
        if let contact: Contact.ID = try row["contact"], let old: [UInt8] = try row["hash"] {
            let new = contacts.hash(channel: channel, address: address)
            let known = try contacts.sender(channel: channel, address: address, in: database)
            if let there = known.contact, there.id != contact {
                try database.run("UPDATE core_contact SET unreachable = $1 WHERE id = $2", now, contact)
                let member: Member.ID? = try row["member"]
                if let member, known.member?.id == member {
                    // It is linked to the same person: the message goes there.
                    try database.run(
                        """
                        UPDATE core_outgoing SET contact = $1, state = 0, due = $2, attempts = attempts + 1
                        WHERE id = $3
                        """, there.id, now, id)
                } else {
                    // They wrote from there before we heard of it: that contact counts, and whether it was stopped.
                    // Two members do not become one without a code.
                    try finish(
                        id, .refused, reason: "moved to an address that is known", now: now, in: database)
                }
                return
            }
            // The journal first, so that a STOP from the new address is found in a backup too.
            try journal.add([.moved(channel: channel, from: old, to: new)])
            try database.run(
                "UPDATE core_contact SET hash = $1, address = $2 WHERE id = $3", new, sealed, contact)
        } else {
            try database.run("UPDATE core_outgoing SET address = $1 WHERE id = $2", sealed, id)
        }
        try database.run(
            "UPDATE core_outgoing SET state = 0, due = $1, attempts = attempts + 1 WHERE id = $2", now, id)
    }

    // MARK: Starting again

    /// After an unclean end: what was being sent is unknown. A reply or notice goes again; a voucher waits for a
    /// person.
    func recover(in database: any Database) throws {
        // In the words of the index of what is open, which SQLite would not see otherwise.
        let open = "state NOT IN (0, 2) AND state = 1"
        try database.run(
            "UPDATE core_outgoing SET state = 4, reason = 'the bot stopped while it was sent' "
                + "WHERE \(open) AND kind = $1", Message.Kind.voucher)
        try database.run("UPDATE core_outgoing SET state = 0 WHERE \(open)")
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

/// How long to wait before a message is tried again: longer each time, and not all at the same moment.
enum RetryDelay {
    /// How often a message is tried again. With the growing delays that is about three days.
    static let attempts = 24
    /// Nothing waits longer than this for its next try.
    static let longestOfAll = Duration.hours(6)
    private static let first: Int64 = 2_000
    private static let longest: Int64 = 4 * 3_600_000

    /// - Parameter seed: the message's number, from which its own small share of waiting comes.
    static func after(attempts: Int, seed: Int64) -> Duration {
        let base = min(first << Int64(min(attempts, 20)), longest)
        // Up to a quarter more, different for each message and each try.
        var mixed = UInt64(bitPattern: seed) &+ UInt64(attempts) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 27
        return .milliseconds(base + Int64(mixed % UInt64(base / 4)))
    }
}
