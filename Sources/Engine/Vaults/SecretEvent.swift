import ChannelContract
import Foundation
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
