/// Some of the people of the forum, to whom something is said or asked.
public enum Group: Sendable, Hashable, Codable {
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
}
