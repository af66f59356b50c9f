import YouSaidKit

/// HELP: what can be said now, and always the helplines. Whoever works for the forum reads what they may need, and with
/// HELP and a word the commands for it: all of them at once are too many to read.
extension Conversation {
    mutating func help() throws {
        try askedForHelp()
        let helplines = try helplines()
        // Whoever is known and has no role has not joined.
        guard let member, !member.roles.isEmpty else {
            return try say(
                "help-stranger", ["forum": .text(parts.forum.name), "helplines": helplines])
        }
        cause.lead = try canAnswer(member)
        let needs = try HelpNeeds(parts, reader).of(member)
        guard needs.isEmpty else {
            let lines = needs.map { need in
                Self.helpLine(HelpNeeds.command + " " + need.word, need.about)
            }
            return try say("help-needs", ["needs": .lines(lines), "helplines": helplines], then: stillOff())
        }
        let commands = HelpNeeds(parts, reader).own(member).map { Self.helpLine($0.word, $0.meaning) }
        try say("help", ["commands": .lines(commands), "helplines": helplines], then: stillOff())
    }

    /// HELP and a word: the commands of a need, or what one command does.
    /// - Returns: false where it is no such word: it may be something else.
    mutating func helped() throws -> Bool {
        guard let member, cause.speaker == nil, let subject = HelpNeeds.subject(of: event.text),
            try !isChoice()
        else { return false }
        let all = HelpNeeds(parts, reader)
        if let need = try all.of(member).first(where: { $0.isMeant(by: subject) }) {
            let commands = need.commands.map { Self.helpLine($0.word, $0.meaning) }
            try say("help-need", ["commands": .lines(commands)], then: need.example)
            return true
        }
        guard let command = try all.everything(member).first(where: { $0.word == subject }) else {
            return false
        }
        try say("help-need", ["commands": .lines([Self.helpLine(command.word, command.meaning)])])
        return true
    }

    /// What can be answered now, for HELP; nil where nothing is open.
    private func canAnswer(_ member: Member) throws -> String? {
        let open = try parts.questions.answerable(by: member.id, in: database).first {
            $0.state == .open && !$0.isOffer
        }
        guard let open else { return nil }
        let title = PromptValue.text(try parts.composer.title(of: open.question, for: reader))
        guard open.question.kind == .choice else {
            return try parts.composer.core("help-open-words", ["title": title], for: reader)
        }
        let choices = open.question.choices.enumerated().map { index, choice in
            PromptValue.prompt(
                Prompt(
                    "option", ["number": .number(index + 1), "label": .text(choice.label)], plugin: "core"))
        }
        return try parts.composer.core(
            "help-open", ["title": title, "choices": .lines(choices)], for: reader)
    }

    private static func helpLine(_ word: String, _ meaning: Prompt) -> PromptValue {
        .prompt(Prompt("help-line", ["word": .text(word), "meaning": .prompt(meaning)], plugin: "core"))
    }
}
