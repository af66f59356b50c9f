import Storage
import YouSaidKit

extension Engine {
    /// What the live list holds about somebody, as they would read it. For the pretend forum.
    /// - Throws: `DatabaseError`.
    public func listed(_ member: Member.ID) throws -> [ExportedItem] {
        let parts = parts
        return try store.read { database in
            let people = PeopleBook(
                database: database, contacts: parts.contacts, now: parts.clock.now, sender: nil,
                makeID: parts.makeID)
            return try ListExport(people: people, member: member).items()
        }
    }
}
