import ChannelContract
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

/// Of one person each question is asked once, when several messages with it go together.
private struct AskedOnce: Hashable {
    let member: Member.ID
    let question: Question.ID
}

extension Outbox {
    /// Takes up to `limit` due messages of a channel for sending, those that go first before the others.
    ///
    /// What may not go (the person stopped, cannot be reached) is marked on the way and not returned; `failed` are those
    /// of them about what may tell of harm, because somebody has to know.
    func claim(
        channel: String, limit: Int, now: Moment, in database: any Database
    ) throws -> (messages: [ClaimedMessage], mayBeMore: Bool, failed: [Int64]) {
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
        var asked: Set<AskedOnce> = []
        var failed: [Int64] = []
        for row in rows {
            let id: Int64 = try row[0]
            let kind: Message.Kind = try row[3]
            if let (state, reason) = try obstacle(row, kind) {
                try finish(id, state, reason: reason, now: now, in: database)
                if kind == .safeguarding { failed.append(id) }
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
                    try wait(id, found, hold, marks, now: now, in: database)
                    continue
                }
                if let found, asking.counts(found) { marks |= Courtesy.Mark.counted }
            }
            if let found, let question = found.question {
                // What waited for the same hour, such as a poll and its reminder, comes once.
                guard asked.insert(AskedOnce(member: found.member, question: question)).inserted else {
                    try finish(id, .withheld, reason: "asked at the same moment", now: now, in: database)
                    continue
                }
                if found.asked == .waiting { try questions.ask(question, found.member, in: database) }
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
                if kind == .safeguarding { failed.append(id) }
                continue
            }
            try database.run(
                "UPDATE core_outgoing SET state = 1, marks = $1 | (marks & \(Courtesy.Mark.stopped)) WHERE id = $2",
                marks | Courtesy.Mark.shown, id)
            let delivery = Delivery(
                id: id, address: address, kind: kind, text: body.text, buttons: body.buttons,
                isQuestion: try (row[7] as Int64?) != nil, picture: body.picture, link: body.link,
                attachments: attachments, answering: body.answering, cause: body.cause,
                partsDelivered: try row[4])
            claimed.append(
                ClaimedMessage(
                    delivery: delivery, channel: channel, contact: try row[1], member: try row[16],
                    subject: try row[14], broadcast: try row[6], wasHeld: marks & Courtesy.Mark.own != 0,
                    chart: showsPictures ? body.chart : nil))
        }
        try courtesy?.write(in: database)
        return (claimed, rows.count == limit, failed)
    }

    /// Why a message may not go any more, and what it is then; nil where it may.
    private func obstacle(_ row: Row, _ kind: Message.Kind) throws -> (OutgoingState, reason: String)? {
        if let stopped: Int64 = try row[9], StopList.holdsBack(id: try row[0], kind: kind, stopped: stopped) {
            return (.withheld, "stopped")
        }
        let subject: Int64 = try row[14]
        if subject != 0, try subject & ((row[15] as Int64?) ?? 0) != 0 {
            return (.withheld, "subject stopped")
        }
        if try (row[23] as Int64) & Courtesy.Mark.closed != 0 { return (.withheld, "closed before it went") }
        if try (row[10] as Int64?) != nil { return (.refused, "cannot be reached") }
        return nil
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

    /// Has a message wait, and the question in it with it; but what somebody has been shown can be answered while a
    /// reminder of it waits.
    private func wait(
        _ id: Int64, _ found: Courtesy.Case?, _ hold: Courtesy.Hold, _ marks: Int64, now: Moment,
        in database: any Database
    ) throws {
        var marks = hold.isOwn ? marks | Courtesy.Mark.own : marks
        let isShown =
            try found.map { try hold.hidesQuestion && wasShown($0, now: now, in: database) } ?? false
        if found?.question != nil, hold.hidesQuestion {
            marks |= isShown ? Courtesy.Mark.reminds : Courtesy.Mark.hidden
        }
        try database.run(
            "UPDATE core_outgoing SET due = $1, waiting = NULL, marks = $2 WHERE id = $3", hold.until, marks,
            id)
        if let found, let question = found.question, hold.hidesQuestion, !isShown {
            try database.run(
                "UPDATE core_asked SET state = 4 WHERE member = $1 AND question = $2 AND state = 0",
                found.member, question)
        }
    }

    /// Whether the question in a message was shown to its person before, with another one.
    private func wasShown(_ found: Courtesy.Case, now: Moment, in database: any Database) throws -> Bool {
        guard let question = found.question, found.asked == .open else { return false }
        // What went out so long ago is no longer kept.
        let asked = Moment(milliseconds: question.rawValue >> IDMaker.countBits)
        if asked < now - Cleaning.messagesKept { return true }
        return try database.first(
            """
            SELECT o.id FROM core_contact c
            JOIN core_outgoing o ON o.contact = c.id AND o.question IS NOT NULL
            WHERE c.member = $1 AND o.question = $2 AND o.id <> $3
                AND (o.state IN (1, 2, 4) OR o.marks & $4 <> 0) LIMIT 1
            """, found.member, question, found.message, Courtesy.Mark.shown) != nil
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
}
