/// What somebody may do in the forum. A person can have several roles.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// A young person who takes part.
    case member
    /// Helps a young person to take part, and may speak for them.
    case supporter
    /// A parent or carer.
    case parent
    /// Runs the forum: the co-production officers.
    case organiser
    /// Agrees to payments and to what is published; never their own.
    case approver
    /// Is told when somebody may need help.
    case safeguardingLead = "safeguarding-lead"
    /// Reads the figures for the board.
    case boardReader = "board-reader"
    /// Belongs to the network around the forum: gets news, and is asked only where the network is named.
    case network
}
