import Sealing
import Storage
import YouSaidKit

/// Keeps worries. Everything that tells who or what is sealed.
struct ConcernBook {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    static let purpose = "concern"
    private static let columns = """
        id, number, state, kinds, raised, maybe, heard, lead, held, channel, member, question, reading, told, alerted,
        fresh, next, reached, owed
        """

    // MARK: Finding

    /// The unfinished worry of whoever writes: it came from their address, or from another one of theirs. Where there
    /// are two, because two addresses became one person's, they become one.
    func unfinished(of sender: Sender) throws -> Concern? {
        var found: [Concern] = []
        for hash in hashes(of: sender) {
            found += try all("state <> 2 AND channel = $1 AND hash = $2 ORDER BY id", sender.channel, hash)
        }
        if let member = sender.member {
            found += try all("member = $1 AND state <> 2 ORDER BY id", member.id)
        }
        found.sort { $0.id < $1.id }
        guard var first = found.first else { return nil }
        if let other = found.first(where: { $0.id != first.id }) {
            // Whoever has it goes on having it.
            let (kept, gone) = first.state == .held || other.state != .held ? (first, other) : (other, first)
            try merge(gone, into: kept)
            return try unfinished(of: sender)
        }
        if first.member == nil, let member = sender.member {
            try database.run("UPDATE core_concern SET member = $1 WHERE id = $2", member.id, first.id)
            first = try concern(first.id) ?? first
        }
        return first
    }

    /// The sender's hash, and under an older key too, while keys change.
    private func hashes(of sender: Sender) -> [[UInt8]] {
        [sender.hash]
            + parts.sealer.previousHashes(sender.address, for: ContactBook.hashPurpose(sender.channel))
    }

    private func merge(_ gone: Concern, into kept: Concern) throws {
        try database.run(
            "UPDATE core_concern_words SET concern = $1 WHERE concern = $2", kept.id, gone.id)
        try database.run("UPDATE core_attachment SET concern = $1 WHERE concern = $2", kept.id, gone.id)
        try database.run(
            """
            INSERT INTO core_concern_about (concern, lead, cleared)
            SELECT $1, lead, cleared FROM core_concern_about WHERE concern = $2
            ON CONFLICT (concern, lead) DO NOTHING
            """, kept.id, gone.id)
        try database.run("DELETE FROM core_concern_about WHERE concern = $1", gone.id)
        let kinds = kept.kinds.union(gone.kinds).sorted().joined(separator: ",")
        try database.run(
            """
            UPDATE core_concern SET kinds = $1, maybe = $2, fresh = fresh + $3, heard = $4,
                member = COALESCE(member, $5) WHERE id = $6
            """, kinds, kept.isMaybe && gone.isMaybe, gone.fresh, max(kept.heard, gone.heard), gone.member,
            kept.id)
        for question in [gone.question, gone.reading].compactMap(\.self) {
            try parts.questions.close(question, at: now, in: database)
        }
        try database.run("DELETE FROM core_concern WHERE id = $1", gone.id)
        try note("concern-joined-line", ["number": .number(gone.number)], in: kept)
        // What nobody has read in either has the sooner of both clocks, and whoever has it hears of it now.
        guard try unread(in: kept) > 0 else { return }
        let soonest = [kept.next, gone.next, now + parts.safety.readWithin].compactMap(\.self).min() ?? now
        try database.run(
            """
            UPDATE core_concern SET next = $1, due = $2, told = 0, reached = NULL,
                fresh = CASE WHEN fresh > 0 THEN fresh ELSE 1 END WHERE id = $3
            """, max(soonest, now), now, kept.id)
    }

    /// Every worry of whoever writes, finished ones too, the newest first.
    func ever(of sender: Sender) throws -> [Concern] {
        var found: [Concern] = []
        for hash in hashes(of: sender) {
            found += try all("channel = $1 AND hash = $2", sender.channel, hash)
        }
        if let member = sender.member { found += try all("member = $1", member.id) }
        return found.sorted { $0.id > $1.id }
    }

    func concern(_ id: Int64) throws -> Concern? { try all("id = $1", id).first }

    func concern(number: Int) throws -> Concern? { try all("number = $1", number).first }

    /// The one that leads were asked about with this question.
    func concern(asking question: Question.ID) throws -> Concern? {
        try all("question = $1", question).first ?? all("reading = $1", question).first
    }

    /// Those that nobody has dealt with, the oldest first.
    func unfinished(limit: Int) throws -> [Concern] { try all("state <> 2 ORDER BY id LIMIT \(limit)") }

    /// Those of a member that nobody has dealt with.
    func unfinished(of member: Member.ID) throws -> [Concern] {
        try all("member = $1 AND state <> 2 ORDER BY id", member)
    }

    /// Those that a lead has.
    func held(by lead: Member.ID) throws -> [Concern] { try all("lead = $1 AND state = 1 ORDER BY id", lead) }

    /// One that is held by somebody who is no safeguarding lead any more.
    func orphan() throws -> Concern? {
        try all(
            """
            state <> 2 AND state = 1 AND NOT EXISTS
                (SELECT 1 FROM core_member m WHERE m.id = core_concern.lead AND (m.roles & $1) <> 0)
            ORDER BY id LIMIT 1
            """, Role.safeguardingLead.bit
        ).first
    }

    /// The one whose clock has run out longest.
    func overdue() throws -> Concern? { try all("state <> 2 AND due <= $1 ORDER BY due LIMIT 1", now).first }

    private func all(_ rule: String, _ values: any SQLConvertible...) throws -> [Concern] {
        var found: [Row] = []
        try database.forEachRow(
            "SELECT \(Self.columns) FROM core_concern WHERE \(rule)", values: values.map(\.sqlValue)
        ) { found.append($0) }
        return try found.map(read)
    }

    private func read(_ row: Row) throws -> Concern {
        let kinds: String = try row["kinds"]
        return Concern(
            id: try row["id"], number: try row["number"], state: try row["state"],
            kinds: Set(kinds.split(separator: ",").map(String.init)), raised: try row["raised"],
            isMaybe: try row["maybe"], heard: try row["heard"], lead: try row["lead"], held: try row["held"],
            channel: try row["channel"], member: try row["member"], question: try row["question"],
            reading: try row["reading"], told: try row["told"], alerted: try row["alerted"],
            fresh: try row["fresh"], next: try row["next"], reached: try row["reached"],
            isOwed: try row["owed"])
    }

    // MARK: Beginning

    /// Opens a worry of a sender, or finds the one that is open.
    /// - Parameter certainty: where something sure was found, or they asked for a person, it is a conversation from now on,
    ///   and answers go to where that was said.
    /// - Returns: the worry, and whether it is new.
    func open(
        of sender: Sender, kinds: Set<String>, isMaybe: Bool
    ) throws -> (concern: Concern, isNew: Bool) {
        guard let known = try unfinished(of: sender) else {
            return (try begin(sender, kinds: kinds, isMaybe: isMaybe), true)
        }
        try database.run(
            "UPDATE core_concern SET kinds = $1, maybe = $2 WHERE id = $3",
            known.kinds.union(kinds).sorted().joined(separator: ","), known.isMaybe && isMaybe, known.id)
        if !isMaybe { try answer(known, at: sender) }
        return (try concern(known.id) ?? known, false)
    }

    private func begin(_ sender: Sender, kinds: Set<String>, isMaybe: Bool) throws -> Concern {
        let id = parts.makeID()
        let last: Int = try database.first("SELECT COALESCE(MAX(number), 0) FROM core_concern")?[0] ?? 0
        try database.run(
            """
            INSERT INTO core_concern
                (id, number, member, channel, hash, address, name, kinds, raised, state, told, maybe, heard)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $11)
            """, id, last + 1, sender.member?.id, sender.channel, sender.hash,
            try parts.contacts.seal(sender.address), try sender.member?.name.map { try seal(Array($0.utf8)) },
            kinds.sorted().joined(separator: ","), now, isMaybe, now)
        guard let concern = try concern(id) else {
            throw DatabaseError(.other, "a concern that was just written is not there")
        }
        return concern
    }

    /// It may tell of these kinds of harm too.
    func sounds(like kinds: Set<String>, _ concern: Concern) throws {
        try database.run(
            "UPDATE core_concern SET kinds = $1 WHERE id = $2",
            concern.kinds.union(kinds).sorted().joined(separator: ","), concern.id)
    }

    /// From now on answers go to this address.
    private func answer(_ concern: Concern, at sender: Sender) throws {
        try database.run(
            "UPDATE core_concern SET channel = $1, hash = $2, address = $3 WHERE id = $4", sender.channel,
            sender.hash, try parts.contacts.seal(sender.address), concern.id)
    }

    /// The worries of a member that came from one address are at another of theirs from now on.
    /// - Returns: them, as they are now.
    func move(
        _ member: Member.ID, from channel: String, _ hash: [UInt8], to contact: Contact
    ) throws -> [Concern] {
        let found = try all(
            "member = $1 AND channel = $2 AND hash = $3 ORDER BY id", member, channel, hash)
        try database.run(
            """
            UPDATE core_concern SET (channel, hash, address) =
                (SELECT c.channel, c.hash, c.address FROM core_contact c WHERE c.id = $1)
            WHERE member = $2 AND channel = $3 AND hash = $4
            """, contact.id, member, channel, hash)
        return try found.compactMap { try concern($0.id) }
    }

    /// The person wrote back after a lead had dealt with it: the same lead has it again, if they are one still.
    func reopen(_ concern: Concern) throws -> Concern {
        let lead = try concern.lead.flatMap { lead in
            try database.first(
                "SELECT 1 FROM core_member WHERE id = $1 AND (roles & $2) <> 0", lead,
                Role.safeguardingLead.bit) == nil ? nil : lead
        }
        try database.run(
            """
            UPDATE core_concern SET state = $1, lead = $2, held = $3, finished = NULL, false_alarm = 0, told = 0,
                reached = NULL WHERE id = $4
            """, lead == nil ? Concern.State.open : .held, lead, lead == nil ? nil : now, concern.id)
        return try self.concern(concern.id) ?? concern
    }

    /// It is a conversation from now on: a lead writes, or the person asks for one.
    func isMeant(_ concern: Concern) throws {
        try database.run("UPDATE core_concern SET maybe = 0, heard = $1 WHERE id = $2", now, concern.id)
    }

    /// The name that the person likes to be called, as it was when they wrote.
    func name(of concern: Concern) throws -> String? {
        let sealed: [UInt8]? = try database.first(
            "SELECT name FROM core_concern WHERE id = $1", concern.id)?[0]
        return try sealed.map { String(decoding: try open($0), as: UTF8.self) }
    }

    /// Where the person wrote from.
    func address(of concern: Concern) throws -> String? {
        let sealed: [UInt8]? = try database.first(
            "SELECT address FROM core_concern WHERE id = $1", concern.id)?[0]
        return try sealed.map(parts.contacts.open)
    }

    func seal(_ bytes: [UInt8]) throws -> [UInt8] { try parts.sealer.seal(bytes, for: Self.purpose) }

    func open(_ sealed: [UInt8]) throws -> [UInt8] { try parts.sealer.open(sealed, for: Self.purpose) }

    // MARK: Who has it

    /// A lead takes it.
    /// - Returns: false where somebody has it already.
    @discardableResult
    func take(_ concern: Concern, by lead: Member.ID) throws -> Bool {
        try database.run(
            "UPDATE core_concern SET state = 1, lead = $1, held = $2 WHERE id = $3 AND state = 0", lead, now,
            concern.id) > 0
    }

    /// Nobody has it any more.
    func letGo(_ concern: Concern) throws -> Concern {
        try database.run(
            """
            UPDATE core_concern SET state = 0, lead = NULL, held = NULL, told = 0, reached = NULL WHERE id = $1
            """, concern.id)
        return try self.concern(concern.id) ?? concern
    }

    /// A lead has dealt with it.
    /// - Parameter isNothing: it was a false alarm, whose words go sooner.
    func finish(_ concern: Concern, isNothing: Bool) throws {
        try database.run(
            """
            UPDATE core_concern SET state = 2, due = NULL, next = NULL, fresh = 0, owed = 0, finished = $1, false_alarm = $2
            WHERE id = $3
            """, now, isNothing, concern.id)
        for question in [concern.question, concern.reading].compactMap(\.self) {
            try parts.questions.close(question, at: now, in: database)
        }
        // Whoever left meanwhile is forgotten now.
        if let member = concern.member,
            try database.first("SELECT 1 FROM core_member WHERE id = $1", member) == nil
        {
            try Self.forgetFinished("id = $1", concern.id, in: database)
            try database.run("DELETE FROM core_attachment WHERE concern = $1", concern.id)
        }
    }

    /// A worry that is finished was a false alarm.
    func isNothing(_ concern: Concern) throws {
        try database.run("UPDATE core_concern SET false_alarm = 1 WHERE id = $1 AND state = 2", concern.id)
    }

    /// Lets the person see it in MY DATA, or no longer.
    func release(_ concern: Concern, _ isReleased: Bool) throws {
        try database.run(
            "UPDATE core_concern SET released = $1 WHERE id = $2", isReleased ? now : nil, concern.id)
    }

    // MARK: Leads whom it may be about

    /// Keeps a lead out of it until another says that it is not about them.
    /// - Returns: false where they were kept out before, or another lead said so.
    func mayBeAbout(_ lead: Member.ID, _ concern: Concern) throws -> Bool {
        try database.run(
            """
            INSERT INTO core_concern_about (concern, lead) VALUES ($1, $2) ON CONFLICT (concern, lead) DO NOTHING
            """, concern.id, lead) > 0
    }

    func isNotAbout(_ lead: Member.ID, _ concern: Concern) throws {
        try database.run(
            "UPDATE core_concern_about SET cleared = $1 WHERE concern = $2 AND lead = $3", now, concern.id,
            lead)
    }

    /// The leads who are kept out of it: those whom it may be about, and whoever it is about.
    func keptOut(of concern: Concern) throws -> Set<Member.ID> {
        var found = Set(
            try database.rows(
                "SELECT lead FROM core_concern_about WHERE concern = $1 AND cleared IS NULL", concern.id
            ).map { try $0[0] as Member.ID })
        if let member = concern.member { found.insert(member) }
        return found
    }

    // MARK: Forgetting

    /// A person leaves. What no lead has dealt with keeps who it is about until one has; the rest keeps nothing that
    /// tells.
    static func forget(_ member: Member.ID, in database: any Database) throws {
        try forgetFinished("member = $1 AND state = 2", member.rawValue, in: database)
        try database.run("DELETE FROM core_off_duty WHERE member = $1", member)
        try database.run("DELETE FROM core_concern_about WHERE lead = $1", member)
    }

    /// Takes away the words of false alarms, and finished worries where the forum has said how long they are kept.
    /// - Parameter others: before when they were finished; nil where the forum has not said.
    static func clean(falseAlarms: Moment, others: Moment?, in database: any Database) throws {
        let old = "SELECT id FROM core_concern WHERE state = 2 AND false_alarm = 1 AND finished < $1"
        try database.run("DELETE FROM core_concern_words WHERE concern IN (\(old))", falseAlarms)
        try database.run("DELETE FROM core_attachment WHERE concern IN (\(old))", falseAlarms)
        try database.run("DELETE FROM core_concern_about WHERE concern IN (\(old))", falseAlarms)
        try database.run(
            """
            UPDATE core_concern SET address = NULL, name = NULL, hash = $2
            WHERE state = 2 AND false_alarm = 1 AND finished < $1 AND address IS NOT NULL
            """, falseAlarms, [UInt8]())
        guard let others else { return }
        let finished = "SELECT id FROM core_concern WHERE state = 2 AND finished < $1"
        for table in ["core_concern_words", "core_attachment", "core_concern_about"] {
            try database.run("DELETE FROM \(table) WHERE concern IN (\(finished))", others)
        }
        try database.run("DELETE FROM core_concern WHERE state = 2 AND finished < $1", others)
    }

    private static func forgetFinished(_ rule: String, _ value: Int64, in database: any Database) throws {
        try database.run(
            "UPDATE core_concern SET address = NULL, name = NULL, member = NULL, hash = $2 WHERE \(rule)",
            value,
            [UInt8]())
    }
}
