import ChannelContract
import YouSaidKit

/// What stands behind a button: the question's number and the choice's place, in few bytes; on the phone of a supporter
/// or parent also the number of the person who is asked.
struct ButtonData: Equatable {
    let question: Question.ID
    let choice: Int
    /// The person who is asked, where it is not the one who presses.
    private(set) var member: Member.ID?

    init(question: Question.ID, choice: Int) {
        self.question = question
        self.choice = choice
    }

    var text: String {
        let own = Self.start(question) + String(choice)
        return member.map { own + "." + String($0.rawValue, radix: 36) } ?? own
    }

    /// What the choices of one question have in common.
    static func start(_ question: Question.ID) -> String {
        "a" + String(question.rawValue, radix: 36) + "."
    }

    /// The same button on the phone of somebody who speaks for a member.
    func asked(for member: Member.ID) -> ButtonData {
        var data = self
        data.member = member
        return data
    }

    /// Reads what came back; nil where it is not ours.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "a"), text.utf8.count <= 64 else { return nil }
        let rest = text.utf8.dropFirst()
        guard let dot = rest.firstIndex(of: UInt8(ascii: ".")),
            let id = Int64(Substring(rest[..<dot]), radix: 36)
        else { return nil }
        let behind = rest[dot...].dropFirst()
        let end = behind.firstIndex(of: UInt8(ascii: ".")) ?? behind.endIndex
        guard let choice = Int(Substring(behind[..<end])), choice >= 0
        else { return nil }
        question = Question.ID(rawValue: id)
        self.choice = choice
        guard end < behind.endIndex else { return }
        guard let member = Int64(Substring(behind[end...].dropFirst()), radix: 36) else { return nil }
        self.member = Member.ID(rawValue: member)
    }
}

extension OutgoingBody {
    /// The same message with buttons for the phone of somebody who speaks for a member.
    func asked(for member: Member.ID) -> OutgoingBody {
        var body = self
        body.buttons = buttons.map { button in
            guard let data = ButtonData(button.data) else { return button }
            return ChoiceButton(
                data: data.asked(for: member).text, label: button.label, isChosen: button.isChosen,
                isAside: button.isAside)
        }
        return body
    }
}
