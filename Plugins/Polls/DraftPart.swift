/// What of a poll is to be written otherwise. Places are counted from 0. Used by ``ChangingDrafts``.
enum DraftPart: Hashable {
    /// A question with its choices, where there are several.
    case question(Int)
    /// The words of a question.
    case words(Int)
    case choice(Int, Int)
    case newChoice(Int)
    case startAgain, nothing

    var id: String {
        switch self {
        case .question(let question): "question:\(question)"
        case .words(let question): "words:\(question)"
        case .choice(let question, let choice): "choice:\(question):\(choice)"
        case .newChoice(let question): "new:\(question)"
        case .startAgain: "again"
        case .nothing: "nothing"
        }
    }

    init?(_ id: String) {
        let parts = id.split(separator: ":")
        let numbers = parts.dropFirst().compactMap { Int($0) }
        switch (parts.first, numbers.count) {
        case ("question", 1): self = .question(numbers[0])
        case ("words", 1): self = .words(numbers[0])
        case ("choice", 2): self = .choice(numbers[0], numbers[1])
        case ("new", 1): self = .newChoice(numbers[0])
        case ("again", 0): self = .startAgain
        case ("nothing", 0): self = .nothing
        default: return nil
        }
    }

    /// Which question it belongs to.
    var question: Int? {
        switch self {
        case .question(let place), .words(let place), .choice(let place, _), .newChoice(let place): place
        case .startAgain, .nothing: nil
        }
    }
}
