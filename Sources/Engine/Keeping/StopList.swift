import Storage
import Threads
import YouSaidKit

/// Who said STOP, or STOP with a subject, in memory, so that a send can be held back in the moment before it starts.
///
/// The tables are the truth; this list is loaded from them and changed before the webhook that brought the STOP
/// is answered.
final class StopList: Sendable {
    private let stopped = Guarded<[Contact.ID: Int64]>([:])
    private let silenced = Guarded<[Member.ID: Int64]>([:])

    func load(from database: any Database) throws {
        var all: [Contact.ID: Int64] = [:]
        try database.each("SELECT id, stopped FROM core_contact WHERE stopped IS NOT NULL") { row in
            all[try row[0]] = try row[1]
        }
        stopped.with { $0 = all }
        var silences: [Member.ID: Int64] = [:]
        try database.each("SELECT id, silenced FROM core_member WHERE silenced <> 0") { row in
            silences[try row[0]] = try row[1]
        }
        silenced.with { $0 = silences }
    }

    func set(_ contact: Contact.ID, stopped number: Int64?) {
        stopped.with { $0[contact] = number }
    }

    func silence(_ member: Member.ID, _ bits: Int64) {
        silenced.with { $0[member] = bits == 0 ? nil : bits }
    }

    /// True where a message must not start now.
    func holdsBack(_ message: ClaimedMessage) -> Bool {
        if message.subject != 0, let member = message.member,
            silenced.with({ $0[member] ?? 0 }) & message.subject != 0
        {
            return true
        }
        guard let contact = message.contact, let number = stopped.with({ $0[contact] }) else { return false }
        return Self.holdsBack(id: message.delivery.id, kind: message.delivery.kind, stopped: number)
    }

    /// After STOP only two things go out: the direct answer to what the person writes from then on, and what is
    /// said because somebody may need help.
    static func holdsBack(id: Int64, kind: Message.Kind, stopped: Int64) -> Bool {
        switch kind {
        case .safeguarding: false
        case .reply: id < stopped
        case .notice, .voucher: true
        }
    }
}
