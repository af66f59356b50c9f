import Foundation
import YouSaidKit

/// Who cast a vote, as the table of votes knows them.
struct Voter: Sendable, Hashable, RawRepresentable, SQLConvertible {
    let rawValue: String
}

/// How the votes of one poll are written down: under which name, and in which form.
///
/// Everything that reads or writes a vote goes through it, so that what a poll promises about secrecy is kept in
/// one place. In an anonymous poll a voter stands there by the pseudonym that the poll's vault knows them by, and the
/// answer is sealed in it: whoever has the tables, or any copy of them, learns nothing once the vault is destroyed.
struct Ballot: Sendable {
    let poll: Poll.ID
    let secrecy: Secrecy
    /// Who gives answers for the person; nil where they do themself.
    var voice: VoteValue.Voice?
    /// Where the votes of an anonymous poll are sealed.
    private let vault: (any Vault)?
    /// The length that every answer is filled up to, so that it tells nothing of what was answered.
    private let size: Int

    private static let sealedMark: Character = "v"
    private static let shortAnswer = 32
    private static let ownWords = 1_024
    private static let sums = 4_096

    /// - Throws: ``VaultError/gone`` where the votes of an anonymous poll can be read no more.
    init(_ terms: BallotTerms, in turn: Turn) throws {
        poll = terms.poll
        secrecy = terms.secrecy
        vault = try terms.vault.map { try turn.vault($0) }
        size = terms.takesWords ? Self.ownWords : Self.shortAnswer
    }

    /// The name under which a member's votes stand in this poll, the same each time.
    func voter(_ member: Member.ID) -> Voter {
        guard let vault else { return Voter(rawValue: "\(member.rawValue)") }
        let bytes = Data(vault.pseudonym(of: member))
        return Voter(rawValue: "\(Self.sealedMark)" + bytes.base64EncodedString())
    }

    /// The member behind a vote; nil where nobody can tell.
    func member(_ voter: Voter) -> Member.ID? {
        vault == nil ? Int64(voter.rawValue).map(Member.ID.init(rawValue:)) : nil
    }

    /// What stands in the table for an answer.
    /// - Throws: ``VaultError``.
    func write(_ value: VoteValue) throws -> String {
        guard let vault else { return value.said(by: voice).text }
        return Data(try vault.seal(Array(value.text.utf8), filledTo: size)).base64EncodedString()
    }

    /// The answer that stands in the table; nil where it is none.
    /// - Throws: ``VaultError/unreadable`` where it was not sealed for this poll.
    func read(_ text: String) throws -> VoteValue? {
        guard let vault else { return VoteValue(text: text) }
        guard let sealed = Data(base64Encoded: text) else { throw VaultError.unreadable }
        return VoteValue(text: String(decoding: try vault.open(Array(sealed)), as: UTF8.self))
    }

    /// Hides something that is kept while an anonymous poll is counted, such as sums of a few people.
    func hide(_ text: String) throws -> String {
        guard let vault else { return text }
        return Data(try vault.seal(Array(text.utf8), filledTo: Self.sums)).base64EncodedString()
    }

    /// What ``hide(_:)`` hid.
    func shown(_ text: String) throws -> String {
        guard let vault else { return text }
        return String(decoding: try vault.open(Array(Data(base64Encoded: text) ?? Data())), as: UTF8.self)
    }

    /// True for a vote from before votes were sealed, which stands in an anonymous poll under the member's number.
    func isPlain(_ voter: Voter) -> Bool { vault != nil && voter.rawValue.first != Self.sealedMark }
}

/// What has to be known of a poll to write down a vote in it.
struct BallotTerms: Sendable, Hashable {
    let poll: Poll.ID
    let secrecy: Secrecy
    /// How often its votes were lost and asked for again. Each time there is another vault.
    var round = 0
    /// Whether anything in it can be answered in people's own words.
    var takesWords = false

    /// What voters are told before the first question. Where they can write what they like, also that words which
    /// sound like danger reach somebody who can help, even in an anonymous poll.
    var promise: Prompt {
        takesWords && secrecy == .anonymous ? Prompt("secrecy-anonymous-words") : secrecy.promise
    }

    /// The vault of an anonymous poll; nil where votes are no secret to the organisers.
    var vault: String? {
        guard secrecy == .anonymous else { return nil }
        return round == 0 ? "poll-\(poll.rawValue)" : "poll-\(poll.rawValue)-\(round)"
    }
}
