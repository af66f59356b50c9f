import YouSaidKit

/// "What happens next", asked of the organiser when a poll has closed, and handed on to whoever answered and to the
/// other plugins.
struct NextSteps {
    private let turn: Turn
    private let polls: PollStore
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
        drafting = Drafting(turn)
    }

    /// Asks whether to say it now: of whoever closed the poll, or of whoever made it.
    func ask(about poll: Poll, of organiser: Member.ID?) throws {
        let question = Question(
            PollQuestion.next.rawValue, Prompt("ask-next", ["question": .text(poll.name)]),
            title: poll.title, choices: try turn.yesAndNo(), data: ["poll": "\(poll.id.rawValue)"])
        if let organiser { turn.ask(question, to: organiser) } else { turn.ask(question) }
    }

    /// Yes or No came.
    func decide(_ answer: Answer) throws {
        guard answer.isYes else { return turn.reply("next-later") }
        guard let poll = answer.question.data["poll"].flatMap({ Int64($0) }).map(Poll.ID.init),
            try polls.poll(poll) != nil
        else { return turn.reply("poll-gone") }
        try begin(poll, "")
    }

    /// NEXT, alone or with the words: about the poll that closed last.
    func begin(_ call: CommandCall) throws {
        guard let poll = try polls.closed(limit: 1).first else { return turn.reply("nothing-closed") }
        guard call.attachments.isEmpty else { return turn.reply("fault-words-only") }
        try begin(poll.id, call.text)
    }

    private func begin(_ poll: Poll.ID, _ words: String) throws {
        var draft = try drafting.start(.next)
        draft.subject = poll
        draft.text = words
        if words.isEmpty { return try ask(draft) }
        guard words.count <= DraftRules.longestNote else {
            draft.text = ""
            return try ask(draft, DraftFault.noteTooLong.prompt)
        }
        try Previewing(turn).show(draft)
    }

    /// Asks for the words.
    func ask(_ draft: Draft, _ words: Prompt = Prompt("ask-next-words")) throws {
        try drafting.ask(.nextWords, words, about: draft)
    }

    /// The words came.
    func words(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        do throws(DraftFault) {
            guard !answer.text.isEmpty, answer.attachments.isEmpty else { throw .wordsOnly }
            try DraftRules.checkNote(answer.text)
        } catch {
            return try ask(draft, error.prompt)
        }
        draft.text = answer.text
        try Previewing(turn).show(draft)
    }

    /// Keeps it and tells everybody who answered.
    func send(_ draft: Draft) throws {
        guard let poll = try draft.subject.flatMap({ try polls.poll($0) }) else {
            return turn.reply("poll-gone")
        }
        try polls.say(next: draft.text, of: poll.id)
        let values: [String: PromptValue] = ["question": .text(poll.name), "text": .text(draft.text)]
        // Who answered an anonymous poll is forgotten by now: so it is said to everybody who was asked.
        let isKnown = poll.terms.secrecy != .anonymous
        turn.broadcast(
            Message(Prompt("next", values)),
            to: isKnown
                ? ClosingPolls.answerers(of: try polls.asked(of: poll.id)) : .asked(poll.askedAs))
        turn.publish(
            "poll-next", ["poll": "\(poll.id.rawValue)", "question": poll.name, "next": draft.text])
        turn.audit("said what happens after a poll")
        turn.reply("next-sent")
    }
}
