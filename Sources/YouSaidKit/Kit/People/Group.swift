/// Some of the people of the forum, to whom something is said or asked. It is looked up when it is used: who joins
/// a group while something goes out to it may get it too.
///
/// ```swift
/// // Members from 16 on who may be invited, but for those who were asked since Monday.
/// let group = Group.but(
///     .all([.members, .age([.from16to17, .from18to25, .over25]), .okToInvite]),
///     .askedSince(turn.now - .hours(24)))
/// turn.broadcast(Message(Prompt("invitation")), to: group)
/// ```
/// ``GroupWords`` reads one from what an officer writes, and says it.
public indirect enum Group: Sendable, Hashable, Codable {
    /// Everybody who has joined.
    case members
    /// Everybody with a role.
    case role(Role)
    /// These people.
    case these([Member.ID])
    /// Everybody who was asked a question.
    case asked(Question.ID)
    /// Everybody who answered a question.
    case answered(Question.ID)
    /// Everybody who was asked a question, has not answered it and has not left it.
    case unanswered(Question.ID)
    /// Everybody who chose a topic.
    case interested(Topic.ID)
    /// Everybody who said that they are in one of these bands. Who has not said is in none.
    case age([AgeBand])
    /// Everybody who said how old they are before then, and not since.
    case ageSaid(before: Moment)
    /// Everybody who said yes to something, and has not taken it back.
    case consenting(Consent.Kind)
    /// Everybody who was asked something together with others since then: a poll, an invitation. Known for 90 days
    /// after a question was closed.
    case askedSince(Moment)
    /// Whoever is in all of these groups.
    case all([Group])
    /// Whoever is in the first group and not in the second.
    case but(Group, Group)

    /// Those who want to be invited to things.
    public static let okToInvite = Group.consenting(.invitations)
    /// Those who want to hear news of the forum.
    public static let okForUpdates = Group.consenting(.updates)
    /// The lighter kind of membership: people who get news, and are asked only where they are named.
    public static let network = Group.role(.network)

    /// Members whom the forum has not asked anything since then: who have we missed?
    public static func notAsked(since moment: Moment) -> Group { .but(.members, .askedSince(moment)) }
}
