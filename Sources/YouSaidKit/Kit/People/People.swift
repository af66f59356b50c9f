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

    /// Throws away a request to join. The person's address is kept no longer once the turn is over.
    /// - Returns: whether it was there. The person may have taken it back, or it was too old to be kept: then nobody
    ///   hears what is said to it.
    @discardableResult func decline(_ request: JoinRequest.ID) throws -> Bool

    /// A member as they are now, or nil where there is none.
    func member(_ id: Member.ID) throws -> Member?

    /// Whether somebody is in a group now.
    func contains(_ member: Member.ID, in group: Group) throws -> Bool

    /// How many people are in a group.
    func count(_ group: Group) throws -> Int

    /// Some of the people of a group, in the order of their numbers: for going through a large group in pages.
    /// - Parameters:
    ///   - group: whose people.
    ///   - last: the last one of the page before; nil for the first page.
    ///   - limit: how many a page has.
    func members(of group: Group, after last: Member.ID?, limit: Int) throws -> [Member.ID]

    /// Which of some words are what somebody in the forum likes to be called, or a part of it: for taking names out of
    /// what nobody must be known by.
    /// - Parameter words: in small letters.
    func names(among words: Set<String>) throws -> Set<String>

    /// Changes what somebody is called. Nil takes the name away.
    func rename(_ member: Member.ID, to name: String?) throws

    /// Changes the wording that somebody gets.
    func setForm(_ form: WordingForm, of member: Member.ID) throws

    /// Changes how somebody likes to be written to.
    func setWays(_ ways: Ways, of member: Member.ID) throws

    /// Changes the language that somebody reads: the id of one of
    /// ``Turn/languages``.
    func setLanguage(_ language: String, of member: Member.ID) throws

    /// Gives a role that people get by joining: member, supporter, parent. Nothing happens where they have it.
    /// - Throws: ``PeopleError/notAllowed`` for a role that only organisers give, with a code.
    func give(_ role: Role, to member: Member.ID) throws

    /// Makes a code that gives whoever says it first a role.
    /// - Parameters:
    ///   - role: what the code gives.
    ///   - span: how long it can be used.
    /// - Returns: the code, in letters and figures that nobody can mix up. It is kept only as a hash.
    /// - Throws: ``PeopleError/notAllowed`` where it is for a role that only organisers give, and somebody else is
    ///   writing.
    func makeInvitation(for role: Role, validFor span: Duration) throws -> String

    /// Uses up a code and gives its role to the person who is writing, who becomes known where they were not.
    ///
    /// Somebody becomes an organiser or approver when a second organiser agrees, who is asked by the core; the
    /// operator's own codes need nobody else.
    /// - Returns: the role, or nil where it is wrong, used or too old, or where too many wrong ones came from the same
    ///   address in the last hour.
    func redeemInvitation(_ code: String) throws -> Redemption?

    // MARK: Joining in steps

    /// Makes the person who is writing known, without a role: they can be asked questions, and belong to no group.
    /// Give them ``Role/member`` once they have joined; erase them where they do not.
    /// - Throws: ``PeopleError/nobodyIsWriting``; ``DatabaseError``.
    func beginJoining() throws -> Member

    /// The same for the person behind a request to join, after an organiser agreed.
    /// - Returns: the person, or nil where the request is gone.
    func beginJoining(_ request: JoinRequest.ID) throws -> Member?

    /// Takes a role away. Nothing happens where they do not have it.
    /// - Throws: ``PeopleError/notAllowed`` for a role that only organisers give and take.
    func take(_ role: Role, from member: Member.ID) throws

    // MARK: Supporters and parents

    /// Makes a code by which somebody becomes a young person's supporter or parent, on their own phone.
    /// - Parameters:
    ///   - young: whose supporter or parent it makes.
    ///   - role: ``Role/supporter`` or ``Role/parent``.
    ///   - span: how long it can be used.
    /// - Returns: the code; it takes the place of an older one. It is kept only as a hash.
    func makeBondCode(for young: Member.ID, as role: Role, validFor span: Duration) throws -> String

    /// What a code would make whoever uses it; nil where it is wrong, used or too old. The code stays.
    func bond(by code: String) throws -> (young: Member.ID, role: Role)?

    /// Links a supporter or parent to a young person, and uses up the codes that were made for it.
    func bind(_ carer: Member.ID, to young: Member.ID, as role: Role) throws

    /// Ends a link. It stays on record as ended.
    func unbind(_ carer: Member.ID, from young: Member.ID) throws

    /// Everybody who may speak for somebody, and everybody who once might: ``Bond/ended``.
    func carers(of young: Member.ID) throws -> [Bond]

    /// For whom somebody may speak now.
    func youngPeople(of carer: Member.ID) throws -> [Bond]

    // MARK: The live list

    /// What people can be interested in, in the order in which organisers wrote it.
    func topics() throws -> [Topic]

    /// Adds a topic to the end of the list. Nothing happens where it is there, in capitals or not.
    func addTopic(_ label: String) throws

    /// Takes a topic off the list, and off the interests of all who chose it.
    func removeTopic(_ topic: Topic.ID) throws

    /// What somebody chose, in the order of the list.
    func interests(of member: Member.ID) throws -> [Topic]

    /// Notes that somebody is interested in a topic, or is no longer.
    func setInterest(_ isInterested: Bool, in topic: Topic.ID, of member: Member.ID) throws

    /// How old somebody is, and when they said so; nil where they have not.
    func age(of member: Member.ID) throws -> (band: AgeBand, said: Moment)?

    /// Keeps how old somebody is, as they say now. Nil takes it away.
    func setAge(_ band: AgeBand?, of member: Member.ID) throws

    // MARK: Consents

    /// Everything that somebody said yes or no to, the oldest first.
    func consents(of member: Member.ID) throws -> [Consent]

    /// Whether somebody's last word on something was yes. Look again in the moment in which it counts: before an
    /// offer, and once more before a payment.
    func hasConsent(_ kind: Consent.Kind, of member: Member.ID) throws -> Bool

    /// Records a yes or a no, now. What was said before stays in the record.
    /// - Parameters:
    ///   - isGiven: true for yes; false for no, or to take a yes back.
    ///   - kind: what was asked.
    ///   - member: who it is about.
    ///   - giver: who said it.
    ///   - speaker: the member who said it for them; nil where they said it themself.
    ///   - wording: which words were shown: ``ConsentWording/version(of:_:)``.
    func recordConsent(
        _ isGiven: Bool, to kind: Consent.Kind, of member: Member.ID, by giver: Consent.Giver,
        speaker: Member.ID?, wording: String) throws
}

/// A wish to join that waits for an organiser.
public enum JoinRequest {
    /// Tells one request from every other.
    public struct ID: Sendable, Hashable, Codable, RawRepresentable, SQLConvertible {
        public let rawValue: Int64
        @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
    }
}

/// What a code has brought to the person who said it.
public struct Redemption: Sendable, Hashable {
    /// The role that the code is for.
    public let role: Role
    /// False where a second organiser has to agree first. The core tells the person then.
    public let isGiven: Bool

    /// Made by the host; plugins are given redemptions.
    public init(role: Role, isGiven: Bool) {
        self.role = role
        self.isGiven = isGiven
    }
}

/// Why something could not be done to the list of people.
public enum PeopleError: Error, Sendable, Hashable {
    /// The turn began with a timer, so there is nobody to make a member.
    case nobodyIsWriting
    /// The turn needs a member, and the person who is writing has not joined.
    case notAMember
    /// Only organisers may do it, with a code.
    case notAllowed
}
