import YouSaidKit

/// Who cast a vote, as the table of votes knows them.
struct Voter: Sendable, Hashable, RawRepresentable, SQLConvertible {
    let rawValue: String
}

/// How the votes of one poll are written down: under which name, and in which form.
///
/// Everything that reads or writes a vote goes through it, so that what a poll promises about secrecy is kept in
/// one place.
struct Ballot: Sendable, Hashable {
    let poll: Poll.ID
    let secrecy: Secrecy

    /// The name under which a member's votes stand in this poll, the same each time.
    func voter(_ member: Member.ID) throws -> Voter { Voter(rawValue: "\(member.rawValue)") }

    /// What stands in the table for an answer.
    func write(_ value: VoteValue) throws -> String { value.text }

    /// The answer that stands in the table; nil where it cannot be read.
    func read(_ text: String) throws -> VoteValue? { VoteValue(text: text) }
}
