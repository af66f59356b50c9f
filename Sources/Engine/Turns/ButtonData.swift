import YouSaidKit

/// What stands behind a button: the question's number and the choice's place, in few bytes.
struct ButtonData: Equatable {
    let question: Question.ID
    let choice: Int

    init(question: Question.ID, choice: Int) {
        self.question = question
        self.choice = choice
    }

    var text: String { Self.start(question) + String(choice) }

    /// What the choices of one question have in common.
    static func start(_ question: Question.ID) -> String {
        "a" + String(question.rawValue, radix: 36) + "."
    }

    /// Reads what came back; nil where it is not ours.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "a"), text.utf8.count <= 64 else { return nil }
        let rest = text.utf8.dropFirst()
        guard let dot = rest.firstIndex(of: UInt8(ascii: ".")),
            let id = Int64(Substring(rest[..<dot]), radix: 36),
            let choice = Int(Substring(rest[dot...].dropFirst())), choice >= 0
        else { return nil }
        question = Question.ID(rawValue: id)
        self.choice = choice
    }
}
