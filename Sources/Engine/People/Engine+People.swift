import YouSaidKit

extension Engine {
    /// Whoever writes from an address, as the bot knows them; nil where it does not. For the pretend forum.
    /// - Throws: `DatabaseError`.
    public func member(channel: String, address: String) throws -> Member? {
        try store.read { try parts.contacts.sender(channel: channel, address: address, in: $0).member }
    }
}
