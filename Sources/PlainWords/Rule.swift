/// What a text is checked for. The order is the order of advice: what helps a reader most comes first.
public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Words that hurt, or that say what somebody lacks.
    case kindWord = "kind-word"
    /// A short form that is not written out.
    case acronym
    case date
    /// A weekday that is not that of its date.
    case weekday
    case time
    /// More than one idea in a sentence.
    case ideas
    /// A sentence of more than ``WordingCheck/mostWords`` words.
    case length
    /// A number in letters where a figure is clearer.
    case number
    case percentage
    /// A picture without words that say what it shows.
    case picture
    /// A code in which 0 and O can be mixed up.
    case code
    /// A face made of punctuation marks.
    case emoticon
    /// An emoji in place of a word.
    case emoji
    /// Words in capitals that are no short form.
    case capitals
    /// A word for which there is a plainer one.
    case plainWord = "plain-word"
    /// A picture made of words, such as "on track".
    case metaphor
    /// Two words for the same thing.
    case twoNames = "two-names"
    /// Nobody is named who does it.
    case passive
    /// More than one thing to do.
    case tasks
    /// More than ``WordingCheck/mostOptions`` options.
    case options
    /// More than 2 emoji, or one that is not at the end.
    case emojiPlace = "emoji-place"
    /// A character that makes a text message cost more.
    case smsCharacter = "sms-character"
    /// More than one text message long.
    case sms

    /// Whether a prompt that ships may have it.
    public var severity: Finding.Severity {
        switch self {
        case .acronym, .date, .time, .ideas, .length, .number, .percentage, .picture, .code, .emoticon,
            .emoji:
            .blocks
        case .kindWord, .weekday, .capitals, .plainWord, .metaphor, .twoNames, .passive, .tasks, .options,
            .emojiPlace, .smsCharacter, .sms:
            .warns
        }
    }

    /// True where the rule holds for English alone.
    var isEnglish: Bool {
        switch self {
        case .length, .picture, .code, .emoticon, .emoji, .options, .emojiPlace, .smsCharacter, .sms: false
        default: true
        }
    }
}
