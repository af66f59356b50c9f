import Storage
@_spi(Host) import YouSaidKit

/// Removes one person: every plugin forgets them, then the core does. The journal notes it first, so that a
/// backup that is brought back later does not bring the person back.
struct Erasure {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    func erase(_ member: Member.ID) throws {
        var entries: [Journal.Entry] = [.erase(member: member.rawValue)]
        let contacts = try database.rows("SELECT channel, hash FROM core_contact WHERE member = $1", member)
        for contact in contacts {
            entries.append(.eraseContact(channel: try contact["channel"], hash: try contact["hash"]))
        }
        try parts.journal.add(entries)
        try remove(member)
    }

    /// The same without a new entry in the journal: for a restore, which reads the entry from there.
    func remove(_ member: Member.ID) throws {
        let runner = TurnRunner(parts: parts, database: database, now: now)
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        for plugin in parts.plugins.plugins {
            try PluginFailure.blaming(plugin.id) {
                try plugin.plugin.forget(member, in: runner.makeTurn(plugin, people: people, member: nil))
            }
        }
        try database.run(
            """
            DELETE FROM core_outgoing WHERE contact IN (SELECT id FROM core_contact WHERE member = $1)
            """, member)
        try database.run(
            """
            DELETE FROM core_event WHERE state <> 0 AND sender IN
                (SELECT hash FROM core_contact WHERE member = $1)
            """, member)
        try database.run(
            """
            DELETE FROM core_request WHERE EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = $1
                 AND c.channel = core_request.channel AND c.hash = core_request.hash)
            """, member)
        try database.run(
            """
            DELETE FROM core_wrong_code WHERE EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = $1
                 AND c.channel = core_wrong_code.channel AND c.hash = core_wrong_code.hash)
            """, member)
        try database.run("DELETE FROM core_link WHERE member = $1", member)
        try database.run("DELETE FROM core_imported WHERE member = $1", member)
        try RoleChangeBook.forget(member, in: database)
        try ConcernBook.forget(member, in: database)
        try database.run("DELETE FROM core_asked WHERE member = $1", member)
        try LiveList.forget(member, in: database)
        try database.run("DELETE FROM core_contact WHERE member = $1", member)
        try database.run("DELETE FROM core_member WHERE id = $1", member)
    }
}
