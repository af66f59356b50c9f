import PlainWords

/// Says in a line what a rule found, for whoever runs `yousaid prompts check`.
enum WordingFindingText {
    static func text(_ finding: PlainWords.Finding) -> String {
        let words = "\"\(finding.words)\""
        let instead = finding.instead.map { " Write: \($0)" } ?? ""
        let count = finding.count ?? 0
        switch finding.rule {
        case .kindWord: return "\(words) can hurt, or says what somebody lacks.\(instead)"
        case .acronym: return "\(words) is a short form that is not written out.\(instead)"
        case .date: return "\(words) is not a date like Thursday 6 August 2026.\(instead)"
        case .weekday: return "\(words) has the wrong weekday.\(instead)"
        case .time: return "\(words) is not a time like 5:30pm, midday, or 2pm to 6pm.\(instead)"
        case .ideas: return "\(words) has more than one idea.\(instead)"
        case .length:
            return "\(words) has \(count) words; \(WordingCheck.mostWords) are enough. Make 2 sentences."
        case .number: return "\(words) is clearer as a figure.\(instead)"
        case .percentage: return "\(words) is clearer as a part.\(instead)"
        case .picture: return "\(words) is a picture without words that say what it shows."
        case .code: return "\(words) has both 0 and O, which look the same. Make another code."
        case .emoticon:
            return "\(words) is a face made of marks, which programs read out as marks. Leave it out."
        case .emoji: return "\(words) stands in place of a word. Write the word."
        case .capitals: return "\(words) stands in capitals, which are hard to read.\(instead)"
        case .plainWord: return "There is a plainer word for \(words).\(instead)"
        case .metaphor: return "\(words) is a picture made of words, which many take at its word.\(instead)"
        case .twoNames:
            return "These are 2 names for one thing: \(finding.words). Use \(finding.instead ?? "one")."
        case .passive: return "\(words) does not say who does it."
        case .tasks: return "It asks for \(count) things to do: \(finding.words). Ask for 1."
        case .options: return "There are \(count) options; \(WordingCheck.mostOptions) are easier."
        case .emojiPlace: return "Use up to 2 emoji, at the end."
        case .smsCharacter:
            return "\(words) makes a text message hold 70 characters in place of 160.\(instead)"
        case .sms: return "It is longer than 1 text message: about \(count) characters."
        }
    }
}
