import YouSaidKit

/// What stands behind a button: the question's number and the choice's place, in few bytes.
struct ButtonData: Equatable {
    let question: Question.ID
    let choice: Int

    init(question: Question.ID, choice: Int) {
        self.question = question
        self.choice = choice
    }

    var text: String { "a" + String(question.rawValue, radix: 36) + "." + String(choice) }

    /// Reads what came back; nil where it is not ours.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "a"), text.utf8.count <= 64 else { return nil }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int64(parts[0], radix: 36), let choice = Int(parts[1]), choice >= 0
        else { return nil }
        question = Question.ID(rawValue: id)
        self.choice = choice
    }
}
