import YouSaidKit

/// Something that can happen in a ``Story``. A plugin adds its own, most simply as an ``Act``.
public protocol StoryMove {
    /// What the failing story calls it.
    var name: String { get }
    /// How often it happens, beside the others.
    var weight: Int { get }
    /// Lets it happen, and brings the story's own states up to what should be true now.
    /// - Returns: false where it cannot happen now; then something else does.
    /// - Throws: where the forum cannot go on, which ends the story as a failure.
    func make(in world: StoryWorld) throws -> Bool
}

/// Something that must be true after every act and every crash of a ``Story``.
public protocol StoryCheck {
    /// Looks, and says with ``StoryWorld/fail(_:)`` what is not as it should be.
    /// - Throws: where it cannot look.
    func check(_ world: StoryWorld) throws
}

/// What a story believes beside the bot: a plain value, by which backups of it are copies.
public protocol StoryState {
    /// The beginning of the story.
    init()
    /// A backup was brought back. `self` is what was believed when it was made.
    /// - Parameters:
    ///   - latest: what was believed until now; only what the journal keeps, and what phones show, lives on.
    ///   - world: the story, whose people are up to date already.
    mutating func comesBack(after latest: Self, in world: StoryWorld)
    /// A backup is being made. Time for a state that follows what happens by itself to look once more.
    mutating func isBackedUp(in world: StoryWorld)
    /// Everything about somebody was deleted.
    mutating func forget(_ person: StoryPerson)
}

extension StoryState {
    public mutating func isBackedUp(in world: StoryWorld) {}
    public mutating func forget(_ person: StoryPerson) {}
}

/// A plugin that asks questions in a ``Story`` to which whatever is said is an answer.
public struct StoryEar {
    /// Something that somebody says to nobody in particular.
    public enum Heard {
        /// Written words.
        case words(String)
        /// A voice note, a picture or the like without words.
        case attachment(Attachment.Kind)
    }

    let waits: (StoryPerson, Heard, StoryWorld) throws -> Bool
    let hears: (StoryPerson, Heard, StoryWorld) throws -> Void
    /// True where it also takes what answers a question of the bot's own that has not reached the phone.
    let takesEarlyAnswers: Bool

    /// - Parameters:
    ///   - takesEarlyAnswers: whether it takes "yes" to a question of the bot's own that has not reached the phone.
    ///   - waits: whether what this person says, which is no word of the bot's own standing alone, is for the plugin.
    ///   - hears: has the person say it, and notes what the plugin makes of it.
    public init(
        takesEarlyAnswers: Bool = false,
        waits: @escaping (StoryPerson, Heard, StoryWorld) throws -> Bool,
        hears: @escaping (StoryPerson, Heard, StoryWorld) throws -> Void
    ) {
        self.takesEarlyAnswers = takesEarlyAnswers
        self.waits = waits
        self.hears = hears
    }
}

/// A move in a few lines.
///
/// ```swift
/// Act("somebody asks for help", weight: 5) { world in
///     guard let person = world.someone({ $0.isMember }) else { return false }
///     world.acts(person) { $0.says("HELP") }
///     return true
/// }
/// ```
public struct Act: StoryMove {
    public let name: String
    public let weight: Int
    private let body: (StoryWorld) throws -> Bool

    /// - Parameters:
    ///   - name: what the failing story calls it.
    ///   - weight: how often it happens, beside the others.
    ///   - body: does it; false where it cannot be done now.
    public init(_ name: String, weight: Int, _ body: @escaping (StoryWorld) throws -> Bool) {
        self.name = name
        self.weight = weight
        self.body = body
    }

    public func make(in world: StoryWorld) throws -> Bool { try body(world) }
}

/// A check in a few lines.
public struct Rule: StoryCheck {
    private let body: (StoryWorld) throws -> Void

    /// - Parameter body: looks, and tells the world what is wrong.
    public init(_ body: @escaping (StoryWorld) throws -> Void) { self.body = body }

    public func check(_ world: StoryWorld) throws { try body(world) }
}
