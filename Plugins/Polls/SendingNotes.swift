import YouSaidKit

/// TELL: an organiser writes a note to every member.
struct SendingNotes {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    /// TELL, alone or with the note.
    func begin(_ call: CommandCall) throws {
        do throws(DraftFault) {
            guard call.attachments.isEmpty else { throw .wordsOnly }
            try DraftRules.checkNote(call.text)
        } catch {
            return turn.reply(error.prompt)
        }
        var draft = try drafting.start(.note)
        draft.text = call.text
        if draft.text.isEmpty {
            try drafting.ask(.note, Prompt("ask-note"), about: draft)
        } else {
            try Previewing(turn).show(draft)
        }
    }

    /// The note came.
    func words(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        do throws(DraftFault) {
            guard !answer.text.isEmpty, answer.attachments.isEmpty else { throw .wordsOnly }
            try DraftRules.checkNote(answer.text)
        } catch {
            return try drafting.ask(.note, error.prompt, about: draft)
        }
        draft.text = answer.text
        try Previewing(turn).show(draft)
    }
}
