import YouSaidKit

/// HIDE NAMES: an organiser makes an open poll stricter than people were told. The other way there is none.
struct HidingNames {
    private let turn: Turn
    private let polls: PollStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
    }

    /// Asks how strict the newest open poll with names should become.
    func begin() throws {
        guard let poll = try polls.open().first(where: { $0.terms.secrecy != .anonymous }) else {
            return turn.reply("no-names-to-hide")
        }
        var choices = [Choice(Secrecy.anonymous.rawValue, label: try turn.words("label-anonymous"))]
        if poll.terms.secrecy == .named {
            choices.append(Choice(Secrecy.confidential.rawValue, label: try turn.words("label-confidential")))
        }
        choices.append(Choice("no", label: try turn.words("label-as-it-is")))
        turn.ask(
            Question(
                PollQuestion.hideNames.rawValue, Prompt("ask-hide-names", ["question": .text(poll.name)]),
                title: poll.title, choices: choices, data: ["poll": "\(poll.id.rawValue)"]))
    }

    /// It was chosen.
    func decide(_ answer: Answer) throws {
        guard let wanted = answer.choice.flatMap({ Secrecy(rawValue: $0.id) }) else {
            return turn.reply("names-as-they-are")
        }
        guard let id = answer.question.data["poll"].flatMap({ Int64($0) }),
            let poll = try polls.poll(Poll.ID(rawValue: id)), poll.isOpen, wanted < poll.terms.secrecy
        else { return turn.reply("poll-gone") }
        if wanted == .anonymous {
            try LostVotes(turn).makeAnonymous(poll)
        } else {
            try polls.setSecrecy(wanted, of: poll.id)
            turn.broadcast(
                Message(
                    Prompt(
                        "names-hidden-now",
                        ["question": .text(poll.name), "secrecy": .prompt(wanted.promise)])),
                to: .asked(poll.askedAs))
        }
        turn.audit("made a poll more secret")
        turn.reply("names-hidden")
    }
}
