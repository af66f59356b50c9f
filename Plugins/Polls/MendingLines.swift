import YouSaidKit

/// A poll that is written in lines, of which one is wrong: the rest is kept, and that line is asked for again.
struct MendingLines {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    private static let leaveOut = "leave-out"

    /// Reads the lines, and shows the poll or asks for the first line that is wrong.
    /// - Parameter old: the draft that they belong to; nil for a new one.
    func read(_ lines: String, _ old: Draft?) throws {
        var text = try PollText(turn)
        do throws(PollTextFault) {
            try text.read(lines)
        } catch {
            if let failure = text.failure { throw failure }
            var draft = try old ?? drafting.start(.poll)
            draft.text = lines
            draft.plan = PollPlan()
            return try ask(draft, error.place, try error.prompt(turn))
        }
        var draft = try old ?? drafting.start(.poll)
        draft.text = ""
        draft.plan = text.plan
        try Previewing(turn).show(draft)
    }

    private func ask(_ draft: Draft, _ place: PollTextFault.Place, _ fault: Prompt) throws {
        let words: Prompt
        var choices: [Choice] = []
        let data: [String: String]
        switch place {
        case .line(let number):
            let line = Self.lines(of: draft)[number - 1]
            words = Prompt("line-again", ["fault": .prompt(fault), "line": .text(line)])
            choices = [Choice(Self.leaveOut, label: try turn.words("line-leave-out"), isAside: true)]
            data = ["line": "\(number)"]
        case .before(let number):
            words = Prompt("line-missing", ["fault": .prompt(fault)])
            data = ["before": "\(number)"]
        }
        try drafting.ask(.line, words, about: draft, choices: choices, kind: .words, data: data)
    }

    /// The line came, or the wish to leave it out.
    func line(_ answer: Answer) throws {
        guard let draft = try drafting.draft(of: answer) else { return }
        var lines = Self.lines(of: draft)
        let new = answer.text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
        if let number = answer.question.data["line"].flatMap({ Int($0) }), lines.indices.contains(number - 1)
        {
            if answer.choice?.id == Self.leaveOut {
                lines.remove(at: number - 1)
            } else if new.isEmpty {
                return try ask(draft, .line(number), DraftFault.wordsOnly.prompt)
            } else {
                lines.replaceSubrange(number - 1...number - 1, with: Self.like(lines[number - 1], new))
            }
        } else if let number = answer.question.data["before"].flatMap({ Int($0) }) {
            guard !new.isEmpty else { return try ask(draft, .before(number), DraftFault.wordsOnly.prompt) }
            lines.insert(contentsOf: new, at: min(max(number - 1, 0), lines.count))
        }
        try read(lines.joined(separator: "\n"), draft)
    }

    private static func lines(of draft: Draft) -> [String] {
        draft.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    /// Whoever writes only what stands behind "Closes:", or a choice without its dash, means the same line.
    private static func like(_ old: String, _ new: [String]) -> [String] {
        guard let first = new.first, new.count == 1, PollText.field(in: first) == nil,
            first.first.map({ !PollText.markers.contains($0) }) ?? false
        else { return new }
        if let field = PollText.field(in: old.trimmed) { return ["\(field.name): \(first)"] }
        if let marker = old.trimmed.first, PollText.markers.contains(marker) { return ["\(marker) \(first)"] }
        return new
    }
}
