import ChannelContract
import YouSaidKit

/// A message on somebody's phone, as they see it.
public struct PretendMessage: Sendable, Hashable {
    /// The platform's number for it: the first message on a phone is "1".
    public let number: String
    /// Everything there is to read. A picture shows as its description, a link as its label and address.
    public let text: String
    /// What can be pressed below it now. Buttons change or go away when one was pressed.
    public internal(set) var buttons: [PretendButton]
    /// Why the bot said it.
    public let kind: Message.Kind
    /// Voice notes, pictures and files that came with it.
    public let attachments: [YouSaidKit.Attachment]
    /// The picture that the bot has drawn for it, a PNG; nil where there is none.
    public let drawing: [UInt8]?

    init(_ delivery: Delivery, number: String) {
        self.number = number
        kind = delivery.kind
        attachments = delivery.attachments
        drawing = if case .png(let bytes) = delivery.picture?.source { bytes } else { nil }
        buttons = delivery.buttons.map { PretendButton($0, on: number) }
        var parts = [delivery.text]
        if let picture = delivery.picture { parts.append("[\(picture.description)]") }
        if let link = delivery.link { parts.append("\(link.label): \(link.url)") }
        text = parts.joined(separator: "\n\n")
    }
}

/// A button below a message. Kept by a test, it can be pressed after the phone has stopped showing it: as when
/// somebody presses twice, quickly.
public struct PretendButton: Sendable, Hashable {
    /// What stands on it.
    public let label: String
    /// True for the answer that the person has given.
    public let isChosen: Bool
    let data: String
    let message: String

    init(_ button: ChoiceButton, on message: String) {
        label = button.label
        isChosen = button.isChosen
        data = button.data
        self.message = message
    }
}
