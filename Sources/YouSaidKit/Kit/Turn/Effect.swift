/// What a turn says should happen. The engine carries it out in the turn's transaction.
@_spi(Host) public enum Effect: Sendable {
    /// Says something to one member, or to whoever began the turn where `to` is nil.
    case say(Message, to: Member.ID?)
    /// Says something to whoever asked to join, who is no member.
    case sayToRequest(Message, JoinRequest.ID)
    /// Asks one member, or whoever began the turn.
    case ask(Question, id: Question.ID, to: Member.ID?)
    /// Says something to each member of a group.
    case tell(Message, Group, id: Int64)
    /// Asks each member of a group the same question.
    case askGroup(Question, Group, id: Question.ID)
    /// Asks whoever began the turn a question that was asked before.
    case askAgain(Question.ID)
    /// Keeps a one-time link to a page.
    case keepLink(PrivatePage, token: String, for: Member.ID, until: Moment)
    /// Says in messages what stands on a page, to whoever began the turn: there is nowhere to put a page.
    case sayPage(PrivatePage)
    case closeQuestion(Question.ID)
    case setTimer(key: String, due: Moment, local: LocalTime?, data: [String: String])
    case cancelTimer(key: String)
    case publish(News)
    case audit(action: String, about: Member.ID?)
    /// Erases a person from every table of every plugin and of the core.
    case erase(Member.ID)
}
