import YouSaidKit

/// Joining the forum, and what a person can change about themself: their name, their wording, that they are
/// here at all.
///
/// STOP, HELP and LEAVE are the core's own. So is START for those who have joined; for all others it joins.
public struct Welcome: Plugin {
    public init() {}

    public let manifest = Manifest(
        id: "welcome", name: "Welcome", version: "1",
        settings: [
            Setting(
                "joining", .text(Joining.Way.open.rawValue),
                meaning: "who may join: \"open\" for everybody, \"approval\" of an organiser, or by \"code\"")
        ], keeps: RequestStore.keeps)

    public let migrations = RequestStore.migrations

    /// Everybody whom the forum knows, whatever their role is.
    private static let everybodyKnown = Command.Audience.roles(Set(Role.allCases))

    public let commands = [
        Command("JOIN", .anyone, help: "help-join"),
        Command("START", .anyone, help: "help-start"),
        Command("CODE", .anyone, help: "help-code"),
        Command("NAME", everybodyKnown, help: "help-name"),
        Command("EASY READ", everybodyKnown, help: "help-easy-read", aliases: ["EASYREAD"]),
        Command("STANDARD", everybodyKnown, help: "help-standard", isListed: false),
        Command("SETTINGS", everybodyKnown, help: "help-settings", aliases: ["MY SETTINGS", "ABOUT ME"]),
        Command("NUMBERS", everybodyKnown, help: "help-numbers", isListed: false),
        Command("BUTTONS", everybodyKnown, help: "help-buttons", isListed: false),
        Command("INTERESTS", everybodyKnown, help: "help-interests", aliases: ["INTEREST"]),
        Command("DELETE ME", everybodyKnown, help: "help-delete-me"),
        Command("INVITE", .roles([.organiser]), help: "help-invite"),
        Command("MEMBERS", .roles([.organiser]), help: "help-members"),
        Command("TOPICS", .roles([.organiser]), help: "help-topics"),
        Command("MISSED", .roles([.organiser]), help: "help-missed"),
    ]

    public func handle(_ call: CommandCall, in turn: Turn) throws {
        switch call.word {
        case "JOIN", "START", "CODE": try Joining(turn).begin(call)
        case "NAME": try AboutMe(turn).name(call)
        case "EASY READ": try AboutMe(turn).read(.easyRead)
        case "STANDARD": try AboutMe(turn).read(.standard)
        case "SETTINGS": try ChoosingWays(turn).begin()
        case "NUMBERS", "BUTTONS": try ChoosingWays(turn).answers(withNumbers: call.word == "NUMBERS")
        case "DELETE ME": try Leaving(turn).askWhetherSure()
        case "INVITE": try Inviting(turn).invite(call)
        case "MEMBERS": try CountingMembers(turn).count()
        case "INTERESTS": try Interests(turn).ask()
        case "TOPICS": try TopicList(turn).handle(call)
        case "MISSED": try Missed(turn).count()
        default: break
        }
    }

    public func answer(_ answer: Answer, in turn: Turn) throws {
        if try ChoosingWays(turn).took(answer) { return }
        switch WelcomeQuestion(rawValue: answer.question.name) {
        case .letIn: try LettingIn(turn).decide(answer)
        case .name: try AboutMe(turn).name(answer)
        case .sureToDelete: try Leaving(turn).deleteWhenSure(answer)
        case .interests: try Interests(turn).choose(answer)
        case .sureToRemoveTopic: try TopicList(turn).removeWhenSure(answer)
        case nil: break
        }
    }

    /// Nothing: names, roles and wording are the core's to export, and a request to join ends with its answer.
    public func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }

    /// Nothing is kept about a member.
    public func forget(_ member: Member.ID, in turn: Turn) throws {}
}

/// The questions that this plugin asks.
enum WelcomeQuestion: String {
    /// To organisers: may somebody join?
    case letIn = "let-in"
    /// What somebody likes to be called.
    case name
    /// Whether somebody really wants everything deleted.
    case sureToDelete = "sure-to-delete"
    /// Which topics somebody cares about.
    case interests
    /// To organisers: whether a topic really goes.
    case sureToRemoveTopic = "sure-to-remove-topic"
}
