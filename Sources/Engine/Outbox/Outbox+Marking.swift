import ChannelContract
import YouSaidKit

extension Outbox {
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
        case .slowDown(let after, let reason), .shutOut(let after, let reason):
            try database.run(
                """
                UPDATE core_outgoing SET state = 0, \(Self.stillDue), due = $1, parts = $2, reason = $3
                WHERE id = $4
                """, now + after, report.partsDelivered, reason, id)
        case .refused(let refusal, let reason):
            // Before the row is finished, which may make it forget whom it was for.
            if refusal == .unreachable || refusal == .noSuchAddress {
                try database.run(
                    """
                    UPDATE core_contact SET unreachable = $1
                    WHERE id = (SELECT contact FROM core_outgoing WHERE id = $2)
                    """, now, id)
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
            UPDATE core_outgoing SET state = 0, \(Self.stillDue), due = $1, attempts = attempts + 1, parts = $2,
                reason = $3
            WHERE id = $4
            """, now + wait, parts, reason, id)
    }

    /// Keeps since when a message should have gone out, however often it is tried in vain.
    private static let stillDue = "waiting = COALESCE(waiting, due)"

    /// Once it is done with, a message that must leave no trace tells nothing of whom it was for.
    static let withoutTrace = "contact = CASE WHEN vault IS NULL THEN contact END"

    /// Marks that a message is done with and has not gone.
    func finish(
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
                        UPDATE core_outgoing SET contact = $1, state = 0, \(Self.stillDue), due = $2, attempts = attempts + 1
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
            try journal.add([.moved(channel: channel, from: old, to: new)], in: database)
            try database.run(
                "UPDATE core_contact SET hash = $1, address = $2 WHERE id = $3", new, sealed, contact)
            // A worry goes on at the new address, whatever becomes of the contact.
            try database.run(
                "UPDATE core_concern SET hash = $1, address = $2 WHERE channel = $3 AND hash = $4", new,
                sealed, channel, old)
        } else {
            try database.run("UPDATE core_outgoing SET address = $1 WHERE id = $2", sealed, id)
        }
        try database.run(
            "UPDATE core_outgoing SET state = 0, \(Self.stillDue), due = $1, attempts = attempts + 1 WHERE id = $2",
            now, id)
    }
}
