import YouSaidKit

/// NAME, EASY READ and STANDARD: what somebody is called, and the wording they find easiest.
struct AboutMe {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let longestName = 40
    private static let noName = "no-name"

    /// NAME, alone or with the name.
    func name(_ call: CommandCall) throws {
        if call.text.isEmpty { return try ask(Prompt("ask-name")) }
        try rename(to: call.text)
    }

    private func ask(_ text: Prompt) throws {
        turn.ask(
            Question(
                WelcomeQuestion.name.rawValue, text,
                choices: [Choice(Self.noName, label: try turn.words("no-name"))], kind: .words))
    }

    /// The name came, or the wish to have none.
    func name(_ answer: Answer) throws {
        // Somebody called Noam has a name, however much it looks like "No name".
        let isWritten = answer.text.contains(where: \.isLetter)
        let isExact = answer.text.lowercased() == answer.choice?.label.lowercased()
        if answer.choice?.id == Self.noName, !isWritten || isExact {
            try turn.people.rename(try turn.requireMember().id, to: nil)
            return turn.reply("name-removed")
        }
        try rename(to: answer.text)
    }

    private func rename(to text: String) throws {
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty, name.count <= Self.longestName else {
            return try ask(Prompt("name-too-long", ["limit": .number(Self.longestName)]))
        }
        try turn.people.rename(try turn.requireMember().id, to: name)
        turn.reply("name-kept", ["name": .text(name)])
    }

    /// Changes the wording from the next message on.
    func read(_ form: WordingForm) throws {
        try turn.people.setForm(form, of: try turn.requireMember().id)
        turn.reply(form == .easyRead ? "reads-easy-read" : "reads-standard")
    }
}
