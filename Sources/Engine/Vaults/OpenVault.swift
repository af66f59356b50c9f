import Sealing
import YouSaidKit

/// Which vault of which plugin.
struct VaultName: Hashable, Sendable {
    let plugin: String
    let name: String

    /// As it stands in `core_outgoing.vault`.
    var text: String { plugin + "/" + name }

    init(plugin: String, name: String) {
        self.plugin = plugin
        self.name = name
    }

    /// Reads ``text``; nil for what names none.
    init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        self.init(plugin: parts[0], name: parts[1])
    }

    /// True for what can be a file's name as well.
    var isSound: Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}

/// A vault with its key in memory.
final class OpenVault: Vault {
    private let sealer: Sealer

    private static let purpose = "vault"
    private static let endMark: UInt8 = 0x80
    /// How many times longer the next larger size is.
    private static let growth = 4
    /// How many bytes of the hash stand for a person: enough that no two of a million people share them.
    private static let pseudonymSize = 16

    init(_ key: SealingKey) { sealer = Sealer(current: key) }

    /// Tells this key from every other, and nothing of the key.
    var proof: [UInt8] { sealer.hash("proof", for: "vault proof") }

    func pseudonym(of member: Member.ID) -> [UInt8] {
        Array(sealer.hash("\(member.rawValue)", for: "vault member").prefix(Self.pseudonymSize))
    }

    func seal(_ bytes: [UInt8], filledTo size: Int) throws -> [UInt8] {
        var filled = bytes
        filled.append(Self.endMark)
        // Few lengths that are far apart, and not every multiple: of a long answer only the rough size shows.
        var whole = max(size, 1)
        while whole < filled.count { whole *= Self.growth }
        filled.append(contentsOf: repeatElement(0, count: whole - filled.count))
        return try seal(filled, for: Self.purpose)
    }

    func open(_ sealed: [UInt8]) throws -> [UInt8] {
        let filled = try open(sealed, for: Self.purpose)
        guard let end = filled.lastIndex(of: Self.endMark), filled[(end + 1)...].allSatisfy({ $0 == 0 })
        else {
            throw VaultError.unreadable
        }
        return Array(filled[..<end])
    }

    private func seal(_ bytes: [UInt8], for purpose: String) throws -> [UInt8] {
        do { return try sealer.seal(bytes, for: purpose) } catch { throw VaultError.unreadable }
    }

    private func open(_ sealed: [UInt8], for purpose: String) throws -> [UInt8] {
        do { return try sealer.open(sealed, for: purpose) } catch { throw VaultError.unreadable }
    }
}
