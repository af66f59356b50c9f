import Storage
import YouSaidKit

extension Engine {
    /// Destroys the keys of vaults whose destruction is committed. What the disk refuses is tried again.
    func destroyKeys(of vaults: [VaultName]) {
        for name in vaults {
            do {
                try parts.vaults.destroyKey(name)
                vaultsLeft.with { _ = $0.remove(name) }
            } catch {
                vaultsLeft.with { _ = $0.insert(name) }
                log("a vault's key cannot be destroyed yet: \(InboxTransaction.reason(error))")
            }
        }
    }

    /// Tries once more to destroy what the disk refused. Called often, by the cleaning.
    func destroyKeysLeft() {
        let left = vaultsLeft.with { $0 }
        if !left.isEmpty { destroyKeys(of: Array(left)) }
    }

    /// Destroys keys that no table knows. Not while a restored database is held: nobody has said yet that it is the
    /// right one, and another may need them.
    func destroyStrayKeys(in database: any Database) throws {
        if try !Facts.has(.held, in: database) { try parts.vaults.destroyStrays(in: database) }
    }

    /// A vault whose key lies in a folder, for whoever audits what was sealed in it; nil where there is no key.
    /// - Throws: `DatabaseError` where it cannot be read.
    public static func vault(_ name: String, of plugin: String, in folder: String) throws -> (any Vault)? {
        try VaultFolder(path: folder).key(VaultName(plugin: plugin, name: name)).map { OpenVault($0) }
    }
}
