import Storage
import Threads
import YouSaidKit

/// The vaults of all plugins: which there are, which are destroyed, and those that are open in memory.
///
/// A key is on the disk before the transaction that first uses it is committed, and is destroyed after the
/// transaction that says so: a turn that is undone destroys nothing, and what a crash left is destroyed at the next
/// start. The tables decide; the folder follows.
final class VaultBook: Sendable {
    let folder: VaultFolder
    /// Vaults whose row is committed. Only those are found here: a turn that made one may be undone, and has then to
    /// make its row again.
    private let known = Guarded(Known())

    private struct Known {
        var vaults: [VaultName: OpenVault] = [:]
        /// Whose keys are destroyed: what ends late, of a turn from before, must not bring them back.
        var destroyed: Set<VaultName> = []
    }

    init(path: String) throws { folder = try VaultFolder(path: path) }

    /// A vault, made where there is none.
    /// - Returns: the vault, and whether it is to be remembered once the transaction is committed.
    /// - Throws: ``VaultError``, ``DatabaseError``.
    func open(_ name: VaultName, in database: any Database) throws -> (vault: OpenVault, isNew: Bool) {
        if let vault = known.with({ $0.vaults[name] }) { return (vault, false) }
        guard name.isSound else { throw VaultError.badName }
        if let vault = try existing(name, in: database) { return (vault, true) }
        let vault = OpenVault(try folder.make(name))
        try database.run(
            "INSERT INTO core_vault (plugin, name, proof, destroyed) VALUES ($1, $2, $3, 0)", name.plugin,
            name.name, vault.proof)
        return (vault, true)
    }

    /// A vault that was made before; nil where it never was.
    /// - Throws: ``VaultError/gone``, ``DatabaseError``.
    func existing(_ name: VaultName, in database: any Database) throws -> OpenVault? {
        if let vault = known.with({ $0.vaults[name] }) { return vault }
        let row = try database.first(
            "SELECT proof, destroyed FROM core_vault WHERE plugin = $1 AND name = $2", name.plugin, name.name)
        guard let row else { return nil }
        guard try row[1] == false, let key = try folder.key(name) else { throw VaultError.gone }
        let vault = OpenVault(key)
        // Another key of the same name would know everybody by another pseudonym, and count them twice.
        guard try vault.proof == row[0] else { throw VaultError.gone }
        return vault
    }

    /// Notes that a vault is destroyed, and takes back what waits to be sent out of it or is still asked. Whoever waits
    /// for an answer out of it gets one without words of its own: see ``Outbox``.
    func destroy(_ name: VaultName, in database: any Database) throws {
        try database.run(
            "UPDATE core_vault SET destroyed = 1 WHERE plugin = $1 AND name = $2", name.plugin, name.name)
        try database.run(
            """
            DELETE FROM core_outgoing WHERE state = 0 AND vault = $1 AND id NOT IN
                (SELECT MAX(id) FROM core_outgoing WHERE state = 0 AND vault = $1 AND kind = $2 GROUP BY contact)
            """, name.text, Message.Kind.reply)
        try database.run(
            "UPDATE core_outgoing SET body = NULL, question = NULL, vault = '' WHERE state = 0 AND vault = $1",
            name.text)
        // Those that the plugin did not close were asked of one person on their way, and tell how far they came.
        try database.run(
            """
            DELETE FROM core_asked WHERE question IN
                (SELECT id FROM core_question WHERE vault = $1 AND closed IS NULL)
            """, name.text)
        try database.run("DELETE FROM core_question WHERE vault = $1 AND closed IS NULL", name.text)
    }

    // MARK: After the commit

    /// Keeps a vault open. Several threads say so, each after its own turn, and not in the order of the turns.
    func remember(_ name: VaultName, _ vault: OpenVault) {
        known.with { if !$0.destroyed.contains(name) { $0.vaults[name] = vault } }
    }

    /// Destroys the key of a vault whose destruction is committed.
    func destroyKey(_ name: VaultName) throws {
        known.with {
            $0.vaults[name] = nil
            $0.destroyed.insert(name)
        }
        try folder.destroy(name)
    }

    /// Destroys the keys that a crash has left: those of vaults that the tables say are destroyed.
    func finishDestroying(in database: any Database) throws {
        for name in try folder.names() where try isDestroyed(name, in: database) == true {
            try destroyKey(name)
        }
    }

    /// Destroys keys of which the tables know nothing: a turn that made one was undone, or a backup from before
    /// was brought back for good.
    func destroyStrays(in database: any Database) throws {
        // The name is free again: nothing of it is in the tables, so nobody has it open.
        for name in try folder.names() where try isDestroyed(name, in: database) == nil {
            try folder.destroy(name)
        }
    }

    private func isDestroyed(_ name: VaultName, in database: any Database) throws -> Bool? {
        try database.first(
            "SELECT destroyed FROM core_vault WHERE plugin = $1 AND name = $2", name.plugin, name.name
        ).map { try $0[0] }
    }
}

/// The vaults that one turn has opened, for ``AfterCommit``. A class, because the turn's own closure fills it.
final class OpenedVaults {
    private(set) var list: [(name: VaultName, vault: OpenVault)] = []

    func open(_ name: VaultName, _ book: VaultBook, in database: any Database) throws -> OpenVault {
        if let opened = list.first(where: { $0.name == name }) { return opened.vault }
        let (vault, isNew) = try book.open(name, in: database)
        if isNew { list.append((name, vault)) }
        return vault
    }
}
