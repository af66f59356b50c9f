import YouSaidKit
struct AnswerMatcher { enum Match { case choice(Choice), several([Choice]), none }; func match(_ t: String, choices: [Choice]) -> Match { .none } }
enum ReservedWord { case stop, start(String), help, helpNow, leave, maybeStop; static func read(_ t: String) -> ReservedWord? { nil } }
struct CommandReader { struct Found { let word: String; let rest: String; let standsAlone: Bool }; func read(_ t: String, commands: [(word: String, aliases: [String])]) -> Found? { nil } }
