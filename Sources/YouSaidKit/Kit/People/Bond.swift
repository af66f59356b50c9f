/// That one person may speak for another: a supporter or a parent for a young person. Made by a code from the young
/// person's phone, and ended by the young person at any time.
///
/// ```swift
/// // Whoever was ever linked to the payee does not approve the payment.
/// let carers = try turn.people.carers(of: member.id).map(\.carer)
/// guard let approver = turn.member?.id, !carers.contains(approver) else { return turn.reply("not-you") }
/// ```
public struct Bond: Sendable, Hashable {
    /// Who is spoken for.
    public let young: Member.ID
    /// Who speaks for them.
    public let carer: Member.ID
    /// What they are to each other: ``Role/supporter`` or ``Role/parent``.
    public let role: Role
    /// When it ended; nil while the carer may speak. It stays on record, because whoever was a payee's parent last
    /// week approves nothing of theirs this week.
    public let ended: Moment?

    /// Made by the host; plugins are given bonds.
    public init(young: Member.ID, carer: Member.ID, role: Role, ended: Moment?) {
        self.young = young
        self.carer = carer
        self.role = role
        self.ended = ended
    }
}
