import YouSaidKit

/// A poll written down in lines, such as "Closes: Friday 4pm": pasted in one message, or read from a file. The fields are
/// described in docs/polls.md.
struct PollText {
    private let times: TimeReader
    private let groups: GroupWords
    /// The labels of what the bot offers beside the choices.
    private let own: [String]
    private let label: (LocalTime) throws -> String
    /// What the database said when a group was looked up; it ends the turn.
    private(set) var failure: (any Error)?
    private(set) var plan = PollPlan()

    init(_ turn: Turn, plan: PollPlan = PollPlan()) throws {
        groups = GroupWords(turn)
        times = try TimeReader(now: turn.now, zone: turn.forum.timeZone)
        let asking = AskingQuestions(turn)
        own = try asking.ownLabels()
        label = asking.label
        self.plan = plan
    }

    /// Whether a text is written in lines with fields, in any order, and is no "Question | A | B".
    static func isMeant(_ text: String) -> Bool {
        let lines = lines(of: text)
        guard let first = lines.first.flatMap({ field(in: $0.text)?.field }) else { return false }
        return first == .name || lines.contains { field(in: $0.text)?.field == .question }
    }

    /// Reads a whole poll.
    mutating func read(_ text: String) throws(PollTextFault) {
        var places = Places()
        for line in Self.lines(of: text) {
            do throws(PollTextFault.Problem) {
                try take(line.text)
            } catch {
                let name = Self.field(in: line.text)?.name ?? line.text.shortened(to: 20)
                throw PollTextFault(
                    error == .beforeQuestion ? .before(line.number) : .line(line.number), field: name,
                    problem: error)
            }
            places.note(Self.field(in: line.text)?.field, line.number, question: plan.questions.count)
        }
        try checkWhole(places)
    }

    /// Where the fields of a poll stand, for what is only wrong beside one another.
    private struct Places {
        private var lines: [Key: Int] = [:]
        /// The last line of each question, counted from 1; of 0 those before the first.
        private var ends: [Int: Int] = [:]

        private struct Key: Hashable {
            let field: PollField
            let question: Int
        }

        mutating func note(_ field: PollField?, _ line: Int, question: Int) {
            if let field { lines[Key(field: field, question: field.isOfQuestion ? question : 0)] = line }
            ends[question] = line
        }

        func line(of field: PollField, question: Int = 0) -> PollTextFault.Place {
            lines[Key(field: field, question: question)].map { .line($0) } ?? behind(question)
        }

        func behind(_ question: Int) -> PollTextFault.Place { .before((ends[question] ?? 0) + 1) }
    }

    /// What is right in each line may be wrong together.
    private func checkWhole(_ places: Places) throws(PollTextFault) {
        guard !plan.questions.isEmpty else {
            throw PollTextFault(places.behind(0), field: nil, problem: .noQuestion)
        }
        for (index, question) in plan.questions.enumerated() where question.kind.hasOwnChoices {
            let count = question.choices.count
            guard count >= DraftRules.fewestChoices else {
                throw PollTextFault(
                    places.behind(index + 1), field: question.text.shortened(to: 40),
                    problem: .draft(.tooFewChoices))
            }
            if let most = question.most, most > count {
                throw PollTextFault(
                    places.line(of: .upTo, question: index + 1), field: question.text.shortened(to: 40),
                    problem: .number(1...count))
            }
        }
        let opens = try? plan.terms.opens?.moment()
        if let opens, let closes = try? plan.terms.closes?.moment(), closes <= opens {
            throw PollTextFault(places.line(of: .closes), field: nil, problem: .closesFirst)
        }
    }

    static func lines(of text: String) -> [(number: Int, text: String)] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { ($0.offset + 1, $0.element.trimmed) }.filter { !$0.1.isEmpty }
    }

    /// "Closes: Friday 4pm" as the field and what it says.
    static func field(in line: String) -> (name: String, field: PollField, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon].trimmed
        return PollField(name).map { (name, $0, line[line.index(after: colon)...].trimmed) }
    }

    /// What a line with a choice begins with. Phones make other dashes and dots of "- ".
    static let markers: Set<Character> = ["-", "*", "•", "–", "—", "‐", "‑", "−", "·", "◦", "▪", "●", "○"]

    private mutating func take(_ line: String) throws(PollTextFault.Problem) {
        if let marker = line.first, Self.markers.contains(marker) {
            return try add(choice: line.dropFirst().trimmed)
        }
        guard let found = Self.field(in: line) else { throw .unknownField }
        guard !found.value.isEmpty else { throw .empty }
        try set(found.field, to: found.value)
    }

    // MARK: Fields

    /// Sets one thing of the poll, or of its last question.
    mutating func set(_ field: PollField, to value: String) throws(PollTextFault.Problem) {
        switch field {
        case .name: plan.name = try checked(value)
        case .question: plan.questions.append(SurveyQuestion(text: try checked(value)))
        case .kind:
            guard let kind = PollWords.kind(value) else { throw .unknownKind }
            try change { $0.kind = kind }
        case .choice: for part in value.split(separator: "|") { try add(choice: part.trimmed) }
        case .upTo:
            let most = try number(value, in: 1...DraftRules.mostChoices)
            try change {
                $0.most = most
                if $0.kind == .one { $0.kind = .several }
            }
        case .other:
            let wanted = try flag(value)
            try change { question in
                question.choices.removeAll(where: \.isOther)
                if wanted { question.choices.append(SurveyChoice(label: "", isOther: true)) }
            }
        case .easy:
            let words = try checked(value)
            try change { $0.explanation = words }
        case .picture: try picture(value)
        case .secrecy:
            guard let secrecy = PollWords.secrecy(value) else { throw .unknownSecrecy }
            plan.terms.secrecy = secrecy
        case .results:
            guard let results = PollWords.results(value) else { throw .unknownResults }
            plan.terms.visibility = results
        case .who:
            plan.terms.audience = try group(value)
        case .opens: plan.terms.opens = try time(value)
        case .closes: plan.terms.closes = try time(value)
        case .reminders: plan.terms.reminders = try number(value, in: 0...DraftRules.mostReminders)
        case .atLeast: plan.terms.minimum = try number(value, in: 2...1_000)
        }
    }

    private mutating func change(_ body: (inout SurveyQuestion) -> Void) throws(PollTextFault.Problem) {
        guard !plan.questions.isEmpty else { throw .beforeQuestion }
        body(&plan.questions[plan.questions.count - 1])
    }

    private mutating func add(choice words: String) throws(PollTextFault.Problem) {
        guard var question = plan.questions.last else { throw .beforeQuestion }
        guard !words.isEmpty else { throw .empty }
        // "Other" stays the last.
        question.choices.insert(
            try choice(words, of: question),
            at: question.choices.firstIndex(where: \.isOther) ?? question.choices.count)
        try check(question)
        plan.questions[plan.questions.count - 1] = question
    }

    /// A choice with these words; where a date is looked for, with the time that they mean.
    func choice(
        _ words: String, of question: SurveyQuestion
    ) throws(PollTextFault.Problem) -> SurveyChoice {
        guard question.kind == .date else { return SurveyChoice(label: words) }
        let starts = try time(words)
        return SurveyChoice(label: (try? label(starts)) ?? words, starts: starts)
    }

    /// Whether a question's choices can be told from one another and from what the bot offers beside them.
    func check(_ question: SurveyQuestion) throws(PollTextFault.Problem) {
        do throws(DraftFault) {
            try DraftRules.check(question.choices.filter { !$0.isOther }.map(\.label), own: own)
        } catch {
            throw .draft(error)
        }
    }

    private mutating func picture(_ value: String) throws(PollTextFault.Problem) {
        let parts = value.split(separator: "|").map(\.trimmed)
        guard parts.count == 2, parts[0].lowercased().hasPrefix("https://"), !parts[0].contains(" ") else {
            throw .picture
        }
        let picture = SurveyPicture(url: parts[0], description: parts[1])
        try change { $0.picture = picture }
    }

    // MARK: Values

    func checked(_ text: String) throws(PollTextFault.Problem) -> String {
        do throws(DraftFault) {
            try DraftRules.checkQuestion(text)
        } catch {
            throw .draft(error)
        }
        return text
    }

    private func number(_ value: String, in range: ClosedRange<Int>) throws(PollTextFault.Problem) -> Int {
        guard let number = Int(value), range.contains(number) else { throw .number(range) }
        return number
    }

    private func flag(_ value: String) throws(PollTextFault.Problem) -> Bool {
        switch value.lowercased() {
        case "yes": return true
        case "no": return false
        default: throw .flag
        }
    }

    private mutating func group(_ value: String) throws(PollTextFault.Problem) -> Group {
        if let group = PollWords.group(value) { return group }
        do {
            if let group = try groups.read(value) { return group }
        } catch {
            failure = error
        }
        throw .unknownGroup
    }

    private func time(_ value: String) throws(PollTextFault.Problem) -> LocalTime {
        switch (try? times.read(value)) ?? .nothing {
        case .time(let time): return time
        case .several(let times): throw .severalTimes(times)
        case .noTime: throw .noTimeOfDay
        case .past: throw .past
        case .nothing: throw .noTime
        }
    }
}

/// What is wrong in a poll that was written down, and where.
struct PollTextFault: Error, Hashable {
    enum Problem: Error, Hashable {
        case unknownField, empty, beforeQuestion, noQuestion
        case unknownKind, unknownSecrecy, unknownResults, unknownGroup
        case number(ClosedRange<Int>)
        case flag, picture
        case noTime, noTimeOfDay, past, closesFirst
        case severalTimes([LocalTime])
        case draft(DraftFault)
    }

    /// Where it is wrong. Lines are counted from 1.
    enum Place: Hashable {
        /// In a line, which has to be written otherwise.
        case line(Int)
        /// A line is missing before this one.
        case before(Int)
    }

    let place: Place
    let field: String?
    let problem: Problem

    init(_ place: Place, field: String?, problem: Problem) {
        self.place = place
        self.field = field
        self.problem = problem
    }

    /// What the organiser is told.
    func prompt(_ turn: Turn) throws -> Prompt {
        let what = PromptValue.prompt(try problem.prompt(turn))
        let line: Int? =
            switch place {
            case .line(let line): line
            case .before(let line): problem == .beforeQuestion ? line : nil
            }
        if let line {
            return Prompt(
                "fault-in-line",
                ["line": .number(line), "field": .text(field ?? ""), "fault": what])
        }
        guard let field else { return try problem.prompt(turn) }
        return Prompt("fault-in-field", ["field": .text(field), "fault": what])
    }
}

extension PollTextFault.Problem {
    func prompt(_ turn: Turn) throws -> Prompt {
        switch self {
        case .unknownField: return Prompt("fault-field")
        case .empty: return Prompt("fault-empty")
        case .beforeQuestion: return Prompt("fault-before-question")
        case .noQuestion: return Prompt("fault-no-question")
        case .unknownKind: return Prompt("fault-kind")
        case .unknownSecrecy: return Prompt("fault-secrecy")
        case .unknownResults: return Prompt("fault-results")
        case .unknownGroup: return try GroupWords(turn).help()
        case .number(let range):
            return Prompt(
                "fault-number", ["least": .number(range.lowerBound), "most": .number(range.upperBound)])
        case .flag: return Prompt("fault-flag")
        case .picture: return Prompt("fault-picture")
        case .noTime: return Prompt("fault-time")
        case .noTimeOfDay: return Prompt("fault-no-hour")
        case .past: return Prompt("fault-past")
        case .closesFirst: return Prompt("fault-closes-first")
        case .severalTimes(let times):
            let labels = try times.map { PromptValue.text(try AskingQuestions(turn).label(of: $0)) }
            return Prompt("fault-times", ["times": .lines(labels)])
        case .draft(let fault): return fault.prompt
        }
    }
}
