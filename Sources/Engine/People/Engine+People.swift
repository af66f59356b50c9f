import YouSaidKit

extension Engine {
    /// Whoever writes from an address, as the bot knows them; nil where it does not. For the pretend forum.
    /// - Throws: `DatabaseError`.
    public func member(channel: String, address: String) throws -> Member? {
        try store.read { try parts.contacts.sender(channel: channel, address: address, in: $0).member }
    }
}

extension Engine {
    /// Has somebody choose how they like to be written to. For the pretend forum.
    /// - Throws: `DatabaseError`; ``YouSaidKit/PeopleError/notAMember`` where nobody is known by the address.
    public func setWays(_ ways: Ways, ofChannel channel: String, address: String) throws {
        let parts = parts
        let now = parts.clock.now
        try store.writeNow { connection in
            let sender = try parts.contacts.sender(channel: channel, address: address, in: connection)
            guard let member = sender.member else { throw PeopleError.notAMember }
            try PeopleBook(
                database: connection, contacts: parts.contacts, now: now, sender: sender, makeID: parts.makeID
            ).setWays(ways, of: member.id)
        }
    }
}
