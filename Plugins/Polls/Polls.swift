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
                meaning: "how many people must have answered before anybody sees a result"),
            Setting(
                "ages", .flag(true),
                meaning: "whether organisers see how each age answered, where no number is small"),
            Setting(
                "groups", .flag(true),
                meaning:
                    "whether organisers see how the network, supporters, parents and those with an interest "
                    + "answered, where no number is small"),
            Setting(
                "pulse", .flag(true),
                meaning: "whether those who came to a meeting are asked afterwards how it was"),
        ], keeps: PollTables.keeps, subject: .polls,
        plans: PollTimer.plans + [Drafting.plan, Counting.plan])

    public let migrations = PollTables.migrations

    public let commands = [
        Command("POLL", .roles([.organiser]), help: "help-poll"),
        Command("TELL", .roles([.organiser]), help: "help-tell"),
        Command("RESULTS", .roles([.organiser]), help: "help-results", aliases: ["RESULT"]),
        Command("CLOSE", .roles([.organiser]), help: "help-close"),
        Command("CORRECT", .roles([.organiser]), help: "help-correct"),
        Command("NEXT", .roles([.organiser]), help: "help-next"),
        Command("HIDE NAMES", .roles([.organiser]), help: "help-hide-names"),
        Command("POLLS", .roles(Set(Role.allCases)), help: "help-polls", isForOthers: true),
    ]

    public func handle(_ call: CommandCall, in turn: Turn) throws {
        switch call.word {
        case "POLL": try MakingPolls(turn).begin(call)
        case "TELL": try SendingNotes(turn).begin(call)
        case "RESULTS": try ClosingPolls(turn).results(call)
        case "CLOSE": try ClosingPolls(turn).close()
        case "CORRECT": try Correcting(turn).begin(call)
        case "NEXT": try NextSteps(turn).begin(call)
        case "HIDE NAMES": try HidingNames(turn).begin()
        case "POLLS": try ListingPolls(turn).list(call)
        default: break
        }
    }

    public func answer(_ answer: Answer, in turn: Turn) throws {
        switch PollQuestion(rawValue: answer.question.name) {
        case .vote: try Voting(turn).vote(answer)
        case .words: try MakingPolls(turn).question(answer)
        case .kind: try MakingPolls(turn).kind(answer)
        case .choices: try MakingPolls(turn).choices(answer)
        case .whichTime: try MakingPolls(turn).time(answer)
        case .template: try Templates(turn).take(answer)
        case .more: try PlanChanges(turn).more(answer)
        case .field: try PlanChanges(turn).field(answer)
        case .note: try SendingNotes(turn).words(answer)
        case .line: try MendingLines(turn).line(answer)
        case .change: try ChangingDrafts(turn).chosen(answer)
        case .changed: try ChangingDrafts(turn).changed(answer)
        case .preview: try Previewing(turn).decide(answer)
        case .whichResults: try ClosingPolls(turn).results(of: answer)
        case .whichToClose: try ClosingPolls(turn).close(answer)
        case .sureToClose: try ClosingPolls(turn).closeWhenSure(answer)
        case .hideNames: try HidingNames(turn).decide(answer)
        case .next: try NextSteps(turn).decide(answer)
        case .nextWords: try NextSteps(turn).words(answer)
        case .sureToCorrect: try Correcting(turn).correctWhenSure(answer)
        case nil: break
        }
    }

    public func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        switch PollTimer(key: wakeUp.key) {
        case .open(let poll): try SendingPolls(turn).open(poll)
        case .close(let poll): try ClosingPolls(turn).closeByItself(poll)
        case .remind(let poll, _): try SendingPolls(turn).remind(poll)
        case nil:
            try Drafting(turn).throwAway(wakeUp)
            try Counting(turn).goOn(wakeUp)
        }
    }

    public func hear(_ news: News, in turn: Turn) throws { try Pulse(turn).hear(news) }

    public func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
        try ResultsPage(page, writer, database).write()
    }

    public func takeBack(_ said: Said, in turn: Turn) throws -> Bool {
        guard case .answer(let question, _) = said, question.name == PollQuestion.vote.rawValue else {
            return false
        }
        return try Voting(turn).takeBack(question)
    }

    public func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try VoteStore(database).export(member) + DraftStore(database).export(member)
            + PollStore(database).export(member)
    }

    public func forget(_ member: Member.ID, in turn: Turn) throws {
        try ForgettingWords(turn).forget(member)
        try VoteStore(turn.database).forget(member, in: turn)
        try PollStore(turn.database).forget(member)
        try DraftStore(turn.database).forget(member)
    }
}

/// The questions that this plugin asks.
enum PollQuestion: String, CaseIterable {
    /// The poll itself, to every member.
    case vote
    /// To the organiser who makes a poll: its question, the kind of answer, its choices, a time that was not clear.
    case words, kind, choices
    case whichTime = "which-time"
    /// Which ready-made poll; what should be different; what one thing should be.
    case template, more, field
    /// To the organiser who writes a note: its words.
    case note
    /// A line of a poll that was wrong or missing.
    case line
    /// Is this what should be sent?
    case preview
    /// What of it is to be written otherwise, and how.
    case change, changed
    /// Which of several polls is meant, and whether it should really end.
    case whichResults = "which-results"
    case whichToClose = "which-to-close"
    case sureToClose = "sure-to-close"
    /// How strict a poll should become.
    case hideNames = "hide-names"
    /// Whether to say what happens next, and what.
    case next
    case nextWords = "next-words"
    /// Whether a correction changes only how a word is written.
    case sureToCorrect = "sure-to-correct"
}
