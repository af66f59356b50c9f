/// A key of its own for one secret thing, such as the votes of one poll, which can be destroyed.
///
/// Its key lies in a file beside the database and never in a backup. What is sealed with it can be read by the bot
/// while the vault is there, and by nobody at all once it is destroyed, whatever copies of the tables exist.
///
/// ```swift
/// let vault = try turn.vault("round-7")
/// let guess = try vault.seal(Array("green".utf8))
/// try turn.database.run(
///     """
///     INSERT INTO tea_guess (guesser, guess) VALUES ($1, $2)
///     ON CONFLICT (guesser) DO UPDATE SET guess = excluded.guess
///     """, vault.pseudonym(of: try turn.requireMember().id), guess)
/// ```
public protocol Vault: Sendable {
    /// What the vault knows somebody by: 16 bytes, the same for one person each time, and not to be traced back
    /// to them without the vault's key. Another vault knows them by other bytes.
    /// - Parameter member: whom it is about.
    func pseudonym(of member: Member.ID) -> [UInt8]

    /// Seals bytes so that only this vault opens them. Sealed twice, the same bytes look different.
    /// - Parameters:
    ///   - bytes: what to seal.
    ///   - size: the length is filled up to this, so that it tells nothing of an answer that is shorter, and where
    ///     that does not do to 4 times this, to 16 times, and so on. Where people may write what they like, take a
    ///     large one.
    /// - Returns: what may be kept in a table.
    /// - Throws: ``VaultError/unreadable`` where it is too long to be sealed (2 GB).
    func seal(_ bytes: [UInt8], filledTo size: Int) throws -> [UInt8]

    /// Opens what this vault sealed.
    /// - Parameter sealed: what ``seal(_:filledTo:)`` returned.
    /// - Throws: ``VaultError/unreadable`` where another vault sealed it, or it is damaged.
    func open(_ sealed: [UInt8]) throws -> [UInt8]
}

extension Vault {
    /// Seals a short answer: the length is filled up to 32 bytes, 128, 512 and so on.
    /// - Parameter bytes: what to seal.
    /// - Returns: what may be kept in a table.
    /// - Throws: ``VaultError/unreadable`` where it is too long to be sealed (2 GB).
    public func seal(_ bytes: [UInt8]) throws -> [UInt8] { try seal(bytes, filledTo: 32) }
}

/// Why a vault does not open.
public enum VaultError: Error, Sendable, Hashable {
    /// Its key is not here: it was destroyed, or the database came to another machine in a backup, which never holds
    /// keys. What was sealed with it cannot be read any more, by anybody.
    case gone
    /// A piece was not sealed by this vault, or is damaged.
    case unreadable
    /// A vault's name has 1 to 60 letters in lower case, figures and hyphens.
    case badName
}
