import Storage
import YouSaidKit

/// Somebody on a list from another place.
public struct ImportedPerson: Sendable, Hashable {
    public let channel: String
    public let address: String
    public let name: String?
    public let form: WordingForm
    public let age: AgeBand?
    public let roles: Set<Role>
    /// The labels of topics.
    public let interests: [String]

    public init(
        channel: String, address: String, name: String?, form: WordingForm, age: AgeBand?, roles: Set<Role>,
        interests: [String]
    ) {
        self.channel = channel
        self.address = address
        self.name = name
        self.form = form
        self.age = age
        self.roles = roles
        self.interests = interests
    }
}

/// What became of somebody on a list.
public enum TakenIn: Sendable, Hashable {
    case added
    /// The forum knew them already, or knows them from an earlier import. Nothing was changed.
    case known
    /// They are interested in a topic that the forum does not have.
    case unknownTopic
    /// They asked to be deleted.
    case erased
}

/// People from a list of another place. Nobody has asked them yet whether they want to take part, and a list can give no
/// consent: they are known, with what the list says about them, and have no role. So nothing is sent to them. When they
/// write to the bot for the first time they are asked like everybody else, and get the roles of the list with their yes.
struct TakingIn {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    private var people: PeopleBook {
        PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
    }

    /// - Parameter isErased: whether somebody asked to be deleted, by the hash of their address.
    func take(
        _ person: ImportedPerson, isTrial: Bool, isErased: (String, [UInt8]) -> Bool
    ) throws -> TakenIn {
        let sender = try parts.contacts.sender(
            channel: person.channel, address: person.address, in: database)
        guard sender.member == nil else { return .known }
        let hashes = parts.contacts.hashes(channel: person.channel, address: person.address)
        if hashes.contains(where: { isErased(person.channel, $0) }) { return .erased }
        let topics = try topics(person.interests)
        guard let topics else { return .unknownTopic }
        if isTrial { return .added }
        let id = Member.ID(rawValue: parts.makeID())
        try database.run(
            """
            INSERT INTO core_member (id, name, roles, form, language, known) VALUES ($1, $2, 0, $3, $4, $5)
            """, id, person.name, person.form, PeopleBook.defaultLanguage, now)
        if let contact = sender.contact {
            try database.run("UPDATE core_contact SET member = $1 WHERE id = $2", id, contact.id)
        } else {
            _ = try parts.contacts.keep(sender, member: id, in: database)
        }
        if let age = person.age { try people.setAge(age, of: id) }
        for topic in topics { try people.setInterest(true, in: topic, of: id) }
        try database.run(
            "INSERT INTO core_imported (member, roles) VALUES ($1, $2)", id, person.roles.bits)
        try TurnRunner(parts: parts, database: database, now: now).audit(
            "imported", about: id, by: nil, plugin: "core")
        return .added
    }

    /// - Returns: nil where one of them is not on the forum's list.
    private func topics(_ labels: [String]) throws -> [Topic.ID]? {
        guard !labels.isEmpty else { return [] }
        let known = try people.topics()
        var found: [Topic.ID] = []
        for label in labels {
            guard let topic = known.first(where: { $0.label.lowercased() == label.lowercased() }) else {
                return nil
            }
            found.append(topic.id)
        }
        return found
    }

    /// The roles that a list has for somebody who has said yes now; they wait no longer.
    static func roles(of member: Member.ID, in database: any Database) throws -> Set<Role> {
        let row = try database.first("SELECT roles FROM core_imported WHERE member = $1", member)
        guard let bits: Int64 = try row?[0] else { return [] }
        try database.run("DELETE FROM core_imported WHERE member = $1", member)
        return Set(bits: bits)
    }
}

extension Engine {
    /// Takes people of a list in, in one transaction.
    /// - Parameters:
    ///   - people: some of them, in the order of the list.
    ///   - isTrial: whether it only looks.
    /// - Returns: what became of each.
    /// - Throws: `DatabaseError`.
    public func takeIn(_ people: [ImportedPerson], isTrial: Bool) throws -> [TakenIn] {
        let parts = parts
        let now = parts.clock.now
        let erased = try erasedHashes()
        return try store.writeNow { connection in
            let taking = TakingIn(parts: parts, database: connection, now: now)
            return try people.map { person in
                try taking.take(person, isTrial: isTrial) { erased.contains($0 + "\u{0}" + "\($1)") }
            }
        }
    }

    /// Who asked to be deleted, as the journal knows them.
    private func erasedHashes() throws -> Set<String> {
        let entries = try parts.journal.entries()
        let rehashes = Rehashes(entries)
        var erased: Set<String> = []
        for case .eraseContact(let channel, let hash) in entries {
            erased.insert(channel + "\u{0}" + "\(hash)")
            erased.insert(channel + "\u{0}" + "\(rehashes.latest(channel, hash))")
        }
        return erased
    }

    /// A number that tells the address of one person from those of all others on a list.
    public func mark(of person: ImportedPerson) -> UInt64 {
        parts.contacts.hash(channel: person.channel, address: person.address).prefix(8).reduce(0) {
            $0 << 8 | UInt64($1)
        }
    }
}
