import YouSaidKit

/// An idea box. Members hand ideas in; organisers read them, without names, and hear on Mondays how many wait.
///
/// This file says who the plugin is and what it answers to; each subject has a file of its own.
public struct Ideas: Plugin {
    public init() {}

    public let manifest = Manifest(
        id: "ideas", name: "Ideas", version: "1",
        settings: [
            Setting("atOnce", .integer(5, in: 1...20), meaning: "how many ideas IDEAS shows at once"),
            Setting(
                "mondays", .flag(true), meaning: "whether organisers hear on Mondays how many ideas wait"),
        ],
        keeps: [
            Kept(
                "ideas_idea", "the words of an idea, and who handed it in", isPersonal: true,
                why: "so that organisers can read it", until: "the member leaves",
                seenBy: "organisers, without the name; the member, in what is kept about them")
        ],
        plans: [Planned(MondayMorning.key, "organisers hear how many ideas wait")])

    public let migrations = IdeaStore.migrations

    public let commands = [
        Command("IDEA", .members, help: "help-idea"),
        Command("IDEAS", .roles([.organiser]), help: "help-ideas"),
    ]

    public func handle(_ call: CommandCall, in turn: Turn) throws {
        switch call.word {
        case "IDEA": try HandingIn(turn).begin(call)
        case "IDEAS": try ReadingIdeas(turn).read()
        default: break
        }
    }

    public func answer(_ answer: Answer, in turn: Turn) throws {
        if answer.question.name == HandingIn.question { try HandingIn(turn).words(answer) }
    }

    public func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        if wakeUp.key == MondayMorning.key { try MondayMorning(turn).tell() }
    }

    public func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try IdeaStore(database).ideas(of: member).map { idea in
            ExportedItem(
                title: Prompt("export-idea", plugin: "ideas"), text: idea.text, moment: idea.handedIn)
        }
    }

    public func forget(_ member: Member.ID, in turn: Turn) throws {
        try IdeaStore(turn.database).forget(member)
    }
}
