import YouSaidKit

/// What making a poll and writing a note have in common: the draft and the questions about it.
struct Drafting {
    let turn: Turn
    let drafts: DraftStore

    init(_ turn: Turn) {
        self.turn = turn
        drafts = DraftStore(turn.database)
    }

    /// How long a draft waits for its author.
    static let patience = Duration.hours(24)
    private static let wakeKey = "draft:"
    static let plan = Planned(wakeKey, "a draft that nobody finished is thrown away", isNoticed: false)

    /// Begins a new draft in place of what the organiser was writing before.
    func start(_ kind: Draft.Kind) throws -> Draft {
        let author = try turn.requireMember().id
        if let old = try drafts.draft(by: author) { try end(old) }
        let draft = Draft(id: Draft.ID(rawValue: turn.newID()), author: author, kind: kind)
        turn.wake(Self.wakeKey + "\(draft.id.rawValue)", at: turn.now + Self.patience)
        return draft
    }

    /// Asks the organiser about the draft, and keeps it as it is now.
    func ask(
        _ name: PollQuestion, _ text: Prompt, about draft: Draft, choices: [Choice] = [],
        kind: Question.Kind? = nil, data: [String: String] = [:]
    ) throws {
        let question = Question(
            name.rawValue, text, choices: choices, kind: kind,
            data: data.merging(["draft": "\(draft.id.rawValue)"]) { $1 })
        var draft = draft
        draft.question = turn.ask(question)
        try drafts.save(draft)
    }

    /// The draft that an answer is about; where it is gone, the organiser is told.
    func draft(of answer: Answer) throws -> Draft? {
        let id = answer.question.data["draft"].flatMap { Int64($0) }.map(Draft.ID.init)
        if let id, let draft = try drafts.draft(id) { return draft }
        turn.reply("draft-gone")
        return nil
    }

    /// Ends a draft that was sent or is not wanted.
    func end(_ draft: Draft) throws {
        if let question = draft.question { turn.close(question) }
        turn.cancelWake(Self.wakeKey + "\(draft.id.rawValue)")
        try drafts.delete(draft.id)
    }

    /// Throws a draft away whose author never came back to it.
    func throwAway(_ wakeUp: WakeUp) throws {
        guard wakeUp.key.hasPrefix(Self.wakeKey),
            let number = Int64(wakeUp.key.dropFirst(Self.wakeKey.count)),
            let draft = try drafts.draft(Draft.ID(rawValue: number))
        else { return }
        try end(draft)
    }
}
