import Sealing
import YouSaidKit

extension Engine {
    /// Whether a key is the one that a database was sealed with: nil where nothing is sealed in it yet. Asked before
    /// a backup is put in place, and by `yousaid doctor`.
    public static func opens(_ database: any Database, with sealer: Sealer) throws -> Bool? {
        let row = try database.first("SELECT address FROM core_contact ORDER BY id DESC LIMIT 1")
        guard let sealed: [UInt8] = try row?[0] else { return nil }
        return (try? sealer.open(sealed, for: ContactBook.purpose)) != nil
    }
}
