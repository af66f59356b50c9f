import YouSaidKit

/// What those who work for the forum may need, each with its commands. For HELP alone.
///
/// A plugin's commands for staff stand under the word in its prompt `help-need`, with `help-need-about` as the line that
/// says what it is for, and `help-need-example` below the commands; under its name where it has no such prompts. Two with the
/// same word are one.
struct HelpNeeds {
    static let command = "HELP"

    /// A word that can be said, with what it does.
    struct Line {
        let word: String
        let meaning: Prompt
    }

    /// One need.
    struct Need {
        /// In capitals, as it is said after HELP.
        let word: String
        let about: Prompt
        fileprivate(set) var commands: [Line]
        /// How it is said, for instance.
        fileprivate(set) var example: Prompt?

        /// "POLL" is "POLLS" too.
        func isMeant(by subject: String) -> Bool {
            subject == word || subject + "S" == word || subject == word + "S"
        }
    }

    private let parts: EngineParts
    private let reader: Reader

    init(_ parts: EngineParts, _ reader: Reader) {
        self.parts = parts
        self.reader = reader
    }

    /// What stands after HELP, in capitals; nil where a message is something else.
    static func subject(of text: String) -> String? {
        guard text.utf8.count <= 60, WordFinder.begins(text, with: "h") else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > 1, words[0].drop(while: { $0 == "/" }).uppercased() == command else { return nil }
        let said = words.dropFirst().joined(separator: " ").uppercased()
        return said.filter { $0.isLetter || $0.isNumber || $0 == " " }
    }

    /// What this member may need of the forum's work, and last what they can say for themself; nothing where they do not
    /// work for it.
    func of(_ member: Member) throws -> [Need] {
        var needs: [Need] = []
        for (command, plugin) in parts.plugins.commands
        where command.isListed && command.audience.isStaffs && command.audience.includes(member) {
            let line = Line(word: command.word, meaning: Prompt(command.help, plugin: plugin.id))
            try add(line, to: &needs, need(of: plugin))
        }
        for command in OwnCommands.all where command.audience.isStaffs && command.audience.includes(member) {
            let name = CoreNeed(of: command.word)
            let line = Line(word: command.word, meaning: Prompt(command.help, plugin: SafetyDesk.owner))
            add(line, to: &needs, Need(word: name.word, about: name.about, commands: []))
        }
        guard !needs.isEmpty else { return [] }
        let name = CoreNeed.own
        return needs + [Need(word: name.word, about: name.about, commands: own(member))]
    }

    /// What somebody can say for themself, in HELP's order. What anybody can say is for those who have not joined.
    func own(_ member: Member) -> [Line] {
        var lines: [Line] = []
        for (command, plugin) in parts.plugins.commands
        where command.isListed && command.audience != .anyone && !command.audience.isStaffs
            && command.audience.includes(member)
        {
            lines.append(Line(word: command.word, meaning: Prompt(command.help, plugin: plugin.id)))
        }
        for command in OwnCommands.shown(to: member) where !command.audience.isStaffs {
            lines.append(Line(word: command.word, meaning: Prompt(command.help, plugin: SafetyDesk.owner)))
        }
        if !member.roles.isDisjoint(with: [.supporter, .parent]) {
            lines.append(
                Line(word: Conversation.voiceWord, meaning: Prompt("help-for", plugin: SafetyDesk.owner)))
        }
        for word in ["LEAVE", "STOP POLLS", "STOP"] {
            let name = "help-" + word.lowercased().replacing(" ", with: "-")
            lines.append(Line(word: word, meaning: Prompt(name, plugin: SafetyDesk.owner)))
        }
        return lines
    }

    /// Every command that somebody may use.
    func everything(_ member: Member) throws -> [Line] {
        parts.plugins.commands.filter { $0.command.audience.includes(member) }.map {
            Line(word: $0.command.word, meaning: Prompt($0.command.help, plugin: $0.plugin.id))
        }
            + OwnCommands.all.filter { $0.audience.includes(member) }.map {
                Line(word: $0.word, meaning: Prompt($0.help, plugin: SafetyDesk.owner))
            } + own(member)
    }

    private func add(_ line: Line, to needs: inout [Need], _ need: Need) {
        guard let place = needs.firstIndex(where: { $0.word == need.word }) else {
            var need = need
            need.commands.append(line)
            return needs.append(need)
        }
        needs[place].commands.append(line)
    }

    private func need(of plugin: ActivePlugin) throws -> Need {
        func has(_ name: String) -> Bool {
            parts.composer.wording.has(name, plugin: plugin.id, language: PeopleBook.defaultLanguage)
        }
        guard has("help-need") else {
            let name = plugin.plugin.manifest.name
            let about = Prompt("help-need-plugin", ["name": .text(name)], plugin: SafetyDesk.owner)
            return Need(word: name.uppercased(), about: about, commands: [])
        }
        let word = try parts.composer.words(Prompt("help-need", plugin: plugin.id), for: reader)
        let core = CoreNeed(rawValue: word.lowercased())
        return Need(
            word: word.uppercased(), about: core?.about ?? Prompt("help-need-about", plugin: plugin.id),
            commands: [],
            example: has("help-need-example") ? Prompt("help-need-example", plugin: plugin.id) : nil)
    }
}

/// The needs for which the engine has commands itself.
private enum CoreNeed: String {
    case people, messages, problems, worries, own

    /// The need that a command of the engine's belongs to.
    init(of command: String) {
        self =
            switch OperatorCommand(rawValue: command) {
            case .listen, .sent: .messages
            case .problems, .replay, .sendAgain, .letGo, .release, .records: .problems
            case nil where command == Conversation.why: .messages
            case nil: LeadCommand(rawValue: command) == nil ? .people : .worries
            }
    }

    var word: String { rawValue.uppercased() }
    var about: Prompt { Prompt("help-need-" + rawValue, plugin: SafetyDesk.owner) }
}
