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
        ] + JoiningRules.declared + Schools.declared,
        keeps: RequestStore.keeps + JoiningStore.keeps + SchoolStore.keeps,
        plans: [AgeQuestion.plan, Tidying.plan])

    public let migrations = RequestStore.migrations

    /// Everybody whom the forum knows, whatever their role is.
    private static let everybodyKnown = Command.Audience.roles(Set(Role.allCases))

    public let commands = [
        Command("JOIN", .anyone, help: "help-join"),
        Command("START", .anyone, help: "help-start"),
        Command("CODE", .anyone, help: "help-code"),
        Command("NETWORK", .anyone, help: "help-network"),
        Command("NAME", everybodyKnown, help: "help-name"),
        Command(
            "EASY READ", everybodyKnown, help: "help-easy-read", aliases: ["EASYREAD"], isForJoining: true),
        Command("STANDARD", everybodyKnown, help: "help-standard", isForJoining: true, isListed: false),
        Command(
            "INTERESTS", everybodyKnown, help: "help-interests", aliases: ["INTEREST"], isForOthers: true),
        Command(
            "MY CHOICES", everybodyKnown, help: "help-my-choices", aliases: ["CHOICES", "CONSENT"],
            isForOthers: true),
        Command("SUPPORT", everybodyKnown, help: "help-support", aliases: ["SUPPORTER"]),
        Command("AGE", everybodyKnown, help: "help-age", isForJoining: true),
        Command("SETTINGS", everybodyKnown, help: "help-settings", aliases: ["MY SETTINGS", "ABOUT ME"]),
        Command("NUMBERS", everybodyKnown, help: "help-numbers", isListed: false),
        Command("BUTTONS", everybodyKnown, help: "help-buttons", isListed: false),
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
        case "AGE": try CorrectingAge(turn).begin()
        case "SETTINGS": try ChoosingWays(turn).begin()
        case "NUMBERS", "BUTTONS": try ChoosingWays(turn).answers(withNumbers: call.word == "NUMBERS")
        case "INVITE": try Inviting(turn).invite(call)
        case "MEMBERS": try CountingMembers(turn).count()
        case "NETWORK": try NetworkJoining(turn).begin()
        case "MY CHOICES": try MyChoices(turn).show()
        case "SUPPORT": try Supporters(turn).show()
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
        case .joiningAge: try JoiningSteps(turn).age(answer)
        case .joiningConsent: try JoiningSteps(turn).consent(answer)
        case .joiningNetwork: try NetworkJoining(turn).decide(answer)
        case .parentAgrees: try ParentsSay(turn).decide(answer)
        case .ageNow: try AgeQuestion(turn).keep(answer)
        case .myChoices: try MyChoices(turn).choose(answer)
        case .choiceConsent: try MyChoices(turn).record(answer)
        case .school: try Schools(turn).keep(answer)
        case .support: try Supporters(turn).choose(answer)
        case .interests: try Interests(turn).choose(answer)
        case .sureToRemoveTopic: try TopicList(turn).removeWhenSure(answer)
        case nil: break
        }
    }

    public func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        if wakeUp.key == Tidying.timer { return try Tidying(turn).tidy() }
        if wakeUp.key.hasPrefix(AgeQuestion.timer) { try AgeQuestion(turn).askOld(wakeUp) }
    }

    /// Their school and where they have got to in joining. Names, roles and choices are the core's to export.
    public func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try SchoolStore(database).export(member) + JoiningStore(database).export(member)
    }

    /// Where they have got to in joining. The rest is the core's.
    public func forget(_ member: Member.ID, in turn: Turn) throws {
        try JoiningStore(turn.database).delete(member)
        try SchoolStore(turn.database).save(nil, of: member)
    }
}

/// The questions that this plugin asks.
enum WelcomeQuestion: String, CaseIterable {
    /// To organisers: may somebody join?
    case letIn = "let-in"
    /// What somebody likes to be called.
    case name
    /// Those who join: how old they are, each yes or no, whether they want the network.
    case joiningAge = "joining-age"
    case joiningConsent = "joining-consent"
    case joiningNetwork = "joining-network"
    /// To a parent or carer: do they agree?
    case parentAgrees = "parent-agrees"
    /// How old somebody is now.
    case ageNow = "age-now"
    /// Which of their choices somebody wants to change, and how.
    case myChoices = "my-choices"
    case choiceConsent = "choice-consent"
    /// Which school or setting somebody goes to.
    case school
    /// Who may speak for somebody.
    case support
    /// Which topics somebody cares about.
    case interests
    /// To organisers: whether a topic really goes.
    case sureToRemoveTopic = "sure-to-remove-topic"
}
