import ChannelContract

/// A delivery in the form that Telegram gets it in: one part or several, the buttons under the last one.
/// The same delivery always gives the same parts, so that a later try can go on where an earlier one ended.
struct MessagePlan {
    enum Part: Equatable {
        case text(String)
        case picture(url: String, caption: String)
    }

    /// Telegram's limits, in UTF-16 units.
    static let textLimit = 4096
    static let captionLimit = 1024

    let parts: [Part]
    /// What stands under the last part.
    let keyboard: Keyboard?

    init(_ delivery: Delivery) {
        let hasButtons = !delivery.prefersNumbers && Keyboard.takes(delivery.buttons)
        var paragraphs = [delivery.text]
        if !hasButtons { paragraphs.append(Self.list(delivery.buttons)) }
        var linkOnButton: DeliveredLink?
        if let link = delivery.link {
            if !delivery.prefersNumbers, Keyboard.takes(link) {
                linkOnButton = link
            } else {
                paragraphs.append(link.label.isEmpty ? link.url : "\(link.label)\n\(link.url)")
            }
        }
        keyboard = Keyboard(hasButtons ? delivery.buttons : [], link: linkOnButton)

        let text = Self.joined(paragraphs)
        let texts = TextSplitter(limit: Self.textLimit)
        guard let picture = delivery.picture else {
            parts = texts.parts(of: text).map(Part.text)
            return
        }
        // Telegram has no place for a picture's description but the caption.
        let caption = Self.joined([text, picture.description])
        if caption.utf16.count <= Self.captionLimit {
            parts = [.picture(url: picture.url, caption: caption)]
        } else {
            let description = TextSplitter(limit: Self.captionLimit).shortened(picture.description)
            parts = [.picture(url: picture.url, caption: description)] + texts.parts(of: text).map(Part.text)
        }
    }

    /// The answers as a list, for those who would rather write a number than press.
    private static func list(_ buttons: [ChoiceButton]) -> String {
        buttons.enumerated().map { "\($0.offset + 1). \(Keyboard.label($0.element))" }.joined(separator: "\n")
    }

    private static func joined(_ paragraphs: [String]) -> String {
        paragraphs.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n\n")
    }
}
