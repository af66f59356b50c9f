import YouSaidKit

/// Somebody in a ``Story``, as the story believes them to be.
public struct StoryPerson: Sendable {
    /// Their place among the story's people; it never changes.
    public let index: Int
    /// What the story calls them.
    public let name: String
    /// Where they write.
    public let platform: PretendPlatform
    /// The bot's number for them, while they belong to the forum.
    public internal(set) var id: Int64?
    /// True from STOP to START.
    public internal(set) var isStopped = false
    /// What they want no messages about.
    public internal(set) var stoppedSubjects: Set<Subject> = []
    /// When everything about them will be deleted, from DELETE ME until then or until KEEP ME.
    public internal(set) var leavesAt: Moment?
    /// They block the bot on their phone.
    public internal(set) var blocks = false
    /// The bot knows of a block.
    public internal(set) var isUnreachable = false
    /// They have a new address, and the bot has not heard of it yet.
    public internal(set) var isAway = false
    /// Which link makes a second phone theirs, by a number; nil where they have one phone.
    var link: Int?
    /// They had a second phone once.
    var hadSecond = false
    /// The address of their second phone is stopped, whoever it is known as.
    var isSecondStopped = false

    /// Where their second phone is, if they have one.
    var secondPlatform: PretendPlatform { platform == .app ? .sms : .app }

    /// True while the bot knows them.
    public var isMember: Bool { id != nil }
    /// True where the bot has reason to tell them what it tells everybody.
    public var isMeant: Bool { isMember && !isStopped && leavesAt == nil && !isUnreachable }
    /// The same for what is said about one subject.
    public func isMeant(by subject: Subject) -> Bool { isMeant && !stoppedSubjects.contains(subject) }
    /// True where what is said to everybody should come. After a restore the bot may not know of a block; what it
    /// says then comes only where they unblock it in time.
    public var isTold: Bool { isMeant && !blocks }
}

/// Everybody in the story, and who was erased.
struct StoryPeople: StoryState {
    var all: [StoryPerson] = []
    var erased: Set<Int64> = []
    /// What each member wants no messages about, and when they will be deleted. Noted by the bot's number for them: a
    /// backup may not know somebody whom a later one knows again.
    var silences: [Int64: Set<Subject>] = [:]
    var leavings: [Int64: Moment] = [:]
    /// Links that were taken back. A backup does not bring them back.
    var unlinked: Set<Int> = []

    /// STOPs and erasures outlive the backup, and so does what phones do; who joined after it is not known any more.
    /// Nobody counts as out of reach until they are tried again.
    mutating func comesBack(after latest: StoryPeople, in world: StoryWorld) {
        let known = all
        erased = latest.erased
        silences = latest.silences
        leavings = latest.leavings
        unlinked = latest.unlinked
        all = latest.all.map { person in
            var back = person
            let before = known.indices.contains(person.index) ? known[person.index] : nil
            back.id = before?.id.flatMap { erased.contains($0) ? nil : $0 }
            back.leavesAt = back.id.flatMap { leavings[$0] }
            back.stoppedSubjects = back.id.flatMap { silences[$0] } ?? []
            back.isUnreachable = false
            back.link = back.id == nil ? nil : before?.link.flatMap { unlinked.contains($0) ? nil : $0 }
            // What was said on one of two phones holds for both.
            if back.link != nil, back.isStopped || back.isSecondStopped {
                (back.isStopped, back.isSecondStopped) = (true, true)
            }
            return back
        }
    }
}
