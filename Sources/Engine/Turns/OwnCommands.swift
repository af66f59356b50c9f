import YouSaidKit

/// Everything that can be said to the engine itself, besides the reserved words, and who may say it: the one place
/// where that is written.
enum OwnCommands {
    static let all: [Command] =
        OperatorCommand.allCases.map { Command($0.rawValue, .roles([.organiser]), help: $0.help) }
        + RoleCommand.allCases.map { Command($0.rawValue, .roles([.organiser]), help: $0.help) }
        + LeadCommand.allCases.map { Command($0.rawValue, .roles([.safeguardingLead]), help: $0.help) }
        + RightsCommand.allCases.map {
            Command($0.rawValue, .roles(Set(Role.allCases)), help: $0.help, isForJoining: true)
        }
        + [
            Command(Conversation.why, .roles([.organiser]), help: "help-why"),
            Command(Conversation.erase, .roles([.organiser]), help: "help-delete-person"),
        ]
        + ContactCommand.allCases.map { Command($0.rawValue, $0.audience, help: $0.help) }
        + [Command(WordFinder.command, .anyone, help: "help-word", aliases: WordFinder.aliases)]

    static func find(_ word: String) -> Command? { all.first { $0.word == word } }

    /// Those that HELP shows to somebody, in its order. What is only needed now and then is told where it helps.
    static func shown(to member: Member) -> [Command] {
        let rare = [
            ContactCommand.unlink.rawValue, ContactCommand.useThis.rawValue, RoleCommand.remove.rawValue,
            RightsCommand.keepMe.rawValue, Conversation.erase,
        ]
        return all.filter { $0.audience.includes(member) && !rare.contains($0.word) }
    }
}

extension Engine {
    /// The commands that the engine answers to itself, and who may say each. Plugins have none of these words.
    public static var ownCommandTable: [Command] { OwnCommands.all }

    /// The words that mean the same everywhere, for everybody.
    public static var reservedWords: [String] { ReservedWord.commands }
}
