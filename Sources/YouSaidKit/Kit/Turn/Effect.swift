/// What a turn says should happen. The engine carries it out in the turn's transaction.
@_spi(Host) public enum Effect: Sendable {
    /// Says something to one member, or to whoever began the turn where `to` is nil.
    case say(Message, to: Member.ID?)
    /// Says something to whoever asked to join, who is no member.
    case sayToRequest(Message, JoinRequest.ID)
    /// Hands what came with a message to everybody with a role.
    case pass([Attachment], to: Role, Message)
    /// Asks one member, or whoever began the turn.
    case ask(Question, id: Question.ID, to: Member.ID?)
    /// Says something to each member of a group.
    case tell(Message, Group, id: Int64)
    /// Asks each member of a group the same question.
    case askGroup(Question, Group, id: Question.ID)
    /// Keeps a question that nobody is asked yet.
    case prepare(Question, id: Question.ID)
    /// Asks whoever began the turn a question that was asked before.
    case askAgain(Question.ID, saying: Prompt?, chosen: Set<String>)
    /// Says words to whoever began the turn, which leave the same traces as asking a question that was asked before.
    case sayAsIfAsking(Question.ID, Prompt)
    /// What was said is no answer, and was not taken.
    case unclear
    /// Asks each member of a group a question that is there.
    case askGroupAgain(Question.ID, Group, saying: Prompt?)
    /// Puts other words to a question that is there.
    case correct(Question.ID, Question)
    /// Ends a question for whoever began the turn.
    case leave(Question.ID)
    /// Opens a question again for whoever began the turn, as if they had not answered it.
    case reopen(Question.ID)
    /// Shows these choices as chosen on the buttons that were pressed.
    case mark(Set<String>)
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
    /// Destroys the key of one of the plugin's vaults, once the turn is stored.
    case destroyVault(String)
}
