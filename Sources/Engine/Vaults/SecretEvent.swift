import ChannelContract
import Foundation
import Sealing
import Storage
import YouSaidKit

/// An event with a secret answer that could not be handled, as it is kept for REPLAY: sealed in the vault in which the
/// answer belongs, so that it cannot be read once that is destroyed.
struct SecretEvent: Codable {
    /// Its length tells nothing either.
    private static let size = 1_024

    let vault: String
    let body: Data

    /// What is kept of an event.
    /// - Returns: nil where its vault is gone, and it must not be kept at all.
    static func bytes(
        of event: Event, in vault: VaultName?, _ vaults: VaultBook, _ database: any Database
    ) throws -> [UInt8]? {
        let encoder = JSONEncoder()
        let plain = Array(try encoder.encode(event))
        guard let vault else { return plain }
        do {
            let open = try vaults.open(vault, in: database).vault
            let sealed = SecretEvent(vault: vault.text, body: Data(try open.seal(plain, filledTo: size)))
            return Array(try encoder.encode(sealed))
        } catch is VaultError {
            return nil
        }
    }

    /// Forgets the answers that could not be handled and can be read no more: who gave them stood beside them.
    static func forgetAll(of vault: VaultName, _ sealer: Sealer, _ database: any Database) throws {
        let rows = try database.rows(
            "SELECT channel, key, body FROM core_event WHERE state <> 0 AND body IS NOT NULL")
        for row in rows {
            guard let bytes = try? sealer.open(row[2], for: InboxTransaction.purpose),
                let kept = try? JSONDecoder().decode(SecretEvent.self, from: Data(bytes)),
                kept.vault == vault.text
            else { continue }
            try database.run(
                """
                UPDATE core_event SET state = 0, plugin = NULL, reason = NULL, sender = NULL, body = NULL
                WHERE channel = $1 AND key = $2
                """, try row[0] as String, try row[1] as String)
        }
    }

    /// The event back; nil where it cannot be read any more.
    static func event(in bytes: [UInt8], _ vaults: VaultBook, _ database: any Database) -> Event? {
        let decoder = JSONDecoder()
        guard let kept = try? decoder.decode(SecretEvent.self, from: Data(bytes)) else {
            return try? decoder.decode(Event.self, from: Data(bytes))
        }
        guard let name = VaultName(text: kept.vault), let vault = try? vaults.existing(name, in: database),
            let plain = try? vault.open(Array(kept.body))
        else { return nil }
        return try? decoder.decode(Event.self, from: Data(plain))
    }
}
