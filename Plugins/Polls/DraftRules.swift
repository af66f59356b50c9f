import Foundation
import YouSaidKit

/// What is wrong with something that an organiser wrote, each said by the prompt of the same name.
enum DraftFault: Error, Hashable {
    case questionTooLong
    case noteTooLong
    case choiceTooLong(String)
    case choiceTwice(String)
    /// Only a number, and not its own: "2" would be taken for the second choice.
    case choiceIsNumber(String)
    /// A word that means something everywhere, such as STOP.
    case choiceIsReserved(String)
    case tooFewChoices
    case tooManyChoices
    /// A voice note or a picture came in place of words.
    case wordsOnly

    /// What the organiser is told.
    var prompt: Prompt {
        switch self {
        case .questionTooLong: Prompt("fault-question-long", ["limit": .number(DraftRules.longestQuestion)])
        case .noteTooLong: Prompt("fault-note-long", ["limit": .number(DraftRules.longestNote)])
        case .choiceTooLong(let label):
            Prompt(
                "fault-choice-long",
                ["choice": .text(label.shortened(to: 40)), "limit": .number(DraftRules.longestChoice)])
        case .choiceTwice(let label): Prompt("fault-choice-twice", ["choice": .text(label)])
        case .choiceIsNumber(let label): Prompt("fault-choice-number", ["choice": .text(label)])
        case .choiceIsReserved(let label): Prompt("fault-choice-reserved", ["choice": .text(label)])
        case .tooFewChoices: Prompt("fault-choices-few", ["least": .number(DraftRules.fewestChoices)])
        case .tooManyChoices: Prompt("fault-choices-many", ["most": .number(DraftRules.mostChoices)])
        case .wordsOnly: Prompt("fault-words-only")
        }
    }
}

/// What a poll and a note may be like.
enum DraftRules {
    static let longestQuestion = 300
    static let longestChoice = 60
    static let longestNote = 1_000
    static let fewestChoices = 2
    static let mostChoices = 10
    static let mostReminders = 5

    /// Words that never reach a poll: the bot answers them itself, or SMS carriers take them as STOP.
    private static let reserved: Set<String> = [
        "stop", "stop all", "stopall", "unsubscribe", "cancel", "end", "quit", "start", "unstop", "help",
        "help now", "person now", "leave",
    ]

    /// The parts of "Question | A | B", or of lines where there is no "|". Empty ones are left out.
    static func parts(of text: String) -> [String] {
        let parts =
            text.contains("|")
            ? text.split(separator: "|") : text.split(whereSeparator: \.isNewline)
        return parts.map(\.trimmed).filter { !$0.isEmpty }
    }

    static func checkQuestion(_ text: String) throws(DraftFault) {
        guard text.count <= longestQuestion else { throw .questionTooLong }
    }

    static func checkNote(_ text: String) throws(DraftFault) {
        guard text.count <= longestNote else { throw .noteTooLong }
    }

    /// Checks choices as far as they are known: there may be more to come.
    /// - Parameter own: the labels of what the bot offers beside them.
    static func check(_ choices: [String], own: [String]) throws(DraftFault) {
        guard choices.count <= mostChoices else { throw .tooManyChoices }
        var seen: Set<String> = []
        let own = Set(own.map(asRead))
        for (index, choice) in choices.enumerated() {
            guard choice.count <= longestChoice else { throw .choiceTooLong(choice) }
            guard !choice.allSatisfy(\.isNumber) || choice == "\(index + 1)" else {
                throw .choiceIsNumber(choice)
            }
            guard !reserved.contains(choice.lowercased()), !own.contains(asRead(choice)) else {
                throw .choiceIsReserved(choice)
            }
            guard seen.insert(asRead(choice)).inserted else { throw .choiceTwice(choice) }
        }
    }

    /// A label as answers to it are read: "Yes!", "YES" and "Y\u{AD}es" are the same.
    static func asRead(_ label: String) -> String {
        var read = ""
        for scalar in label.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .modifierSymbol, .control: continue
            case .spaceSeparator, .lineSeparator, .paragraphSeparator, .dashPunctuation:
                if !read.isEmpty, read.last != " " { read.append(" ") }
            case .connectorPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation:
                if scalar == "&" { read.append("and") }
            default: read.unicodeScalars.append(scalar)
            }
        }
        if read.last == " " { read.removeLast() }
        // "?" and "!" are nothing but signs.
        return read.isEmpty ? label : read
    }
}
