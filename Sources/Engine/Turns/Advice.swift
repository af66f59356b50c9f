import PlainWords
import YouSaidKit

/// Puts what the rules find in an organiser's words into prompts. Asked through ``YouSaidKit/Turn/advice(on:choices:)``.
struct Advice {
    private let check: WordingCheck
    private let now: Moment

    /// More than this at once helps nobody.
    private static let most = 3

    init(_ wording: Wording, _ language: String, now: Moment) {
        check = WordingCheck(wording.vocabulary(language), isEnglish: language.hasPrefix("en"))
        self.now = now
    }

    /// The most useful pieces of advice, one for each rule.
    func prompts(on text: String, choices: [String]) -> [Prompt] {
        let found = check.findings(in: text, choices: choices)
        return Rule.allCases.lazy.compactMap { rule in found.first { $0.rule == rule } }.prefix(Self.most)
            .map(prompt)
    }

    func prompt(for finding: Finding) -> Prompt {
        let words = PromptValue.text(finding.words)
        let count = PromptValue.number(finding.count ?? 0)
        func say(_ name: String, _ values: [String: PromptValue] = [:]) -> Prompt {
            Prompt("advice-" + name, values, plugin: "core")
        }
        if let instead = finding.instead, !instead.hasPrefix("(") {
            let both = ["words": words, "instead": PromptValue.text(instead)]
            switch finding.rule {
            case .kindWord: return say("kind-word", both)
            case .acronym: return say("short-form", both)
            case .ideas: return say("two-sentences", ["instead": .text(instead)])
            case .twoNames: return say("two-names", both)
            case .smsCharacter: return say("sms-character", both)
            case .capitals: return say("capitals", ["words": words])
            default: return say("write", both)
            }
        }
        switch finding.rule {
        case .kindWord: return say("hurtful", ["words": words])
        case .acronym: return say("unknown-short-form", ["words": words])
        case .date, .weekday: return say("date", ["words": words, "example": .date(now)])
        case .time: return say("time", ["words": words])
        case .ideas: return say("ideas", ["words": words])
        case .length: return say("length", ["words": words, "count": count])
        case .number, .percentage, .plainWord, .metaphor, .twoNames: return say("hard-word", ["words": words])
        case .picture: return say("picture")
        case .code: return say("code", ["words": words])
        case .emoticon, .emoji: return say("emoji", ["words": words])
        case .emojiPlace: return say("emoji-place")
        case .capitals: return say("capitals", ["words": words])
        case .passive: return say("passive", ["words": words])
        case .tasks: return say("tasks")
        case .options: return say("options", ["count": count])
        case .smsCharacter, .sms: return say("sms")
        }
    }
}
