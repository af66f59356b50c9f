/// Somebody who belongs to the forum, in the state in which a turn finds them.
public struct Member: Sendable, Hashable, Identifiable {
    /// Tells a member from every other; made by the core, never reused.
    public struct ID: Sendable, Hashable, Codable, RawRepresentable, SQLConvertible {
        public let rawValue: Int64
        @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    public let id: ID
    /// The name they like to be called, or nil where they have not said.
    public let name: String?
    /// What they may do.
    public let roles: Set<Role>
    /// The wording that they find easiest.
    public let form: WordingForm
    /// The language of the wording, "en-GB".
    public let language: String
    /// What they want no messages about, though they get others.
    public let stoppedSubjects: Set<Subject>
    /// How they like to be written to.
    public let ways: Ways

    /// Made by the host; plugins are given members.
    public init(
        id: ID, name: String?, roles: Set<Role>, form: WordingForm, language: String,
        stoppedSubjects: Set<Subject> = [], ways: Ways = Ways()
    ) {
        self.stoppedSubjects = stoppedSubjects
        self.id = id
        self.name = name
        self.roles = roles
        self.form = form
        self.language = language
        self.ways = ways
    }

    /// True for the two co-production officers and whoever helps them run the forum.
    public var isOrganiser: Bool { roles.contains(.organiser) }
}

/// The two forms in which every message is written.
public enum WordingForm: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// Plain words, for everybody who has chosen nothing else.
    case standard
    /// Shorter sentences, one idea each, for people who find reading hard.
    case easyRead = "easy-read"
}
