import YouSaidKit

/// Polls, and notes to everybody. Organisers ask and close; members answer in secret.
///
/// This file says which words it knows and who gets which answer; each subject has a file of its own.
public struct Polls: Plugin {
    public init() {}

    public let manifest = Manifest(
        id: "polls", name: "Polls", version: "1",
        settings: [
            Setting(
                "minimumAnswers", .integer(3, in: 2...100),
                meaning: "how many people must have answered before anybody sees a result")
        ], keeps: PollTables.keeps, subject: .polls)

    public let migrations = PollTables.migrations

    public let commands = [
        Command("POLL", .roles([.organiser]), help: "help-poll"),
        Command("TELL", .roles([.organiser]), help: "help-tell"),
        Command("RESULTS", .roles([.organiser]), help: "help-results", aliases: ["RESULT"]),
        Command("CLOSE", .roles([.organiser]), help: "help-close"),
        Command("POLLS", .roles(Set(Role.allCases)), help: "help-polls"),
    ]

    public func handle(_ call: CommandCall, in turn: Turn) throws {
        switch call.word {
        case "POLL": try MakingPolls(turn).begin(call)
        case "TELL": try SendingNotes(turn).begin(call)
        case "RESULTS": try ClosingPolls(turn).results()
        case "CLOSE": try ClosingPolls(turn).close()
        case "POLLS": try ListingPolls(turn).list()
        default: break
        }
    }

    public func answer(_ answer: Answer, in turn: Turn) throws {
        switch PollQuestion(rawValue: answer.question.name) {
        case .vote: try Voting(turn).vote(answer)
        case .words: try MakingPolls(turn).question(answer)
        case .choices: try MakingPolls(turn).choices(answer)
        case .note: try SendingNotes(turn).words(answer)
        case .preview: try Previewing(turn).decide(answer)
        case .whichResults: try ClosingPolls(turn).results(of: answer)
        case .whichToClose: try ClosingPolls(turn).close(answer)
        case .sureToClose: try ClosingPolls(turn).closeWhenSure(answer)
        case nil: break
        }
    }

    public func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        try Drafting(turn).throwAway(wakeUp)
    }

    public func takeBack(_ said: Said, in turn: Turn) throws -> Bool {
        guard case .answer(let question, _) = said, question.name == PollQuestion.vote.rawValue else {
            return false
        }
        return try Voting(turn).takeBack(question)
    }

    public func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try VoteStore(database).export(member) + DraftStore(database).export(member)
    }

    public func forget(_ member: Member.ID, in turn: Turn) throws {
        try VoteStore(turn.database).forget(member)
        try PollStore(turn.database).forget(member)
        try DraftStore(turn.database).forget(member)
    }
}

/// The questions that this plugin asks.
enum PollQuestion: String {
    /// The poll itself, to every member.
    case vote
    /// To the organiser who makes a poll: its question, its choices.
    case words, choices
    /// To the organiser who writes a note: its words.
    case note
    /// Is this what should be sent?
    case preview
    /// Which of several polls is meant, and whether it should really end.
    case whichResults = "which-results"
    case whichToClose = "which-to-close"
    case sureToClose = "sure-to-close"
}
