/// The forum's list of people, inside a turn. What it changes belongs to the turn: it all happens or none.
public protocol People: AnyObject {
    /// Makes the person who is writing a member, or brings back one who had left.
    /// - Parameter name: the name they like to be called, where they said one.
    /// - Returns: the member, also where they were one already.
    /// - Throws: ``PeopleError/nobodyIsWriting`` in a turn that no message began; ``DatabaseError``.
    func join(name: String?) throws -> Member

    /// Makes the person behind a request to join a member, after an organiser agreed.
    /// - Returns: the member, or nil where the request is gone.
    func admit(_ request: JoinRequest.ID, name: String?) throws -> Member?

    /// Keeps the wish of the person who is writing to join, until an organiser answers it.
    /// - Returns: the request, the same one where they asked before.
    func requestToJoin() throws -> JoinRequest.ID

    /// Throws away a request to join. The person's address is kept no longer.
    func decline(_ request: JoinRequest.ID) throws

    /// A member as they are now, or nil where there is none.
    func member(_ id: Member.ID) throws -> Member?

    /// Whether somebody is in a group now.
    func contains(_ member: Member.ID, in group: Group) throws -> Bool

    /// How many people are in a group.
    func count(_ group: Group) throws -> Int

    /// Which of some words are what somebody in the forum likes to be called, or a part of it: for taking names out of
    /// what nobody must be known by.
    /// - Parameter words: in small letters.
    func names(among words: Set<String>) throws -> Set<String>

    /// Changes what somebody is called. Nil takes the name away.
    func rename(_ member: Member.ID, to name: String?) throws

    /// Changes the wording that somebody gets.
    func setForm(_ form: WordingForm, of member: Member.ID) throws

    /// Gives a role. Nothing happens where they have it.
    func give(_ role: Role, to member: Member.ID) throws

    /// Makes a code that gives whoever says it first a role.
    /// - Parameters:
    ///   - role: what the code gives.
    ///   - span: how long it can be used.
    /// - Returns: the code, in letters and figures that nobody can mix up. It is kept only as a hash.
    func makeInvitation(for role: Role, validFor span: Duration) throws -> String

    /// Uses up a code and gives its role to the person who is writing, who becomes known where they were not.
    /// - Returns: the role, or nil where it is wrong, used or too old.
    func redeemInvitation(_ code: String) throws -> Role?
}

/// A wish to join that waits for an organiser.
public enum JoinRequest {
    /// Tells one request from every other.
    public struct ID: Sendable, Hashable, Codable, RawRepresentable, SQLConvertible {
        public let rawValue: Int64
        @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
    }
}

/// Why something could not be done to the list of people.
public enum PeopleError: Error, Sendable, Hashable {
    /// The turn began with a timer, so there is nobody to make a member.
    case nobodyIsWriting
    /// The turn needs a member, and the person who is writing has not joined.
    case notAMember
}
