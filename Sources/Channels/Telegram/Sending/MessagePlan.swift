import ChannelContract
import YouSaidKit

/// A delivery in the form that Telegram gets it in: one part or several, the buttons under the last one.
/// The same delivery always gives the same parts, so that a later try can go on where an earlier one ended.
struct MessagePlan {
    enum Part: Equatable {
        case text(String)
        /// `instead` is said where Telegram does not take the picture: an address brings its description, and a drawing
        /// shows nothing that is not in the words.
        case picture(DeliveredPicture.Source, caption: String, instead: String)
        /// What somebody sent to the bot, handed on.
        case attachment(Attachment)
    }

    /// Telegram's limits, in UTF-16 units.
    static let textLimit = 4096
    static let captionLimit = 1024

    let parts: [Part]
    /// Which part is the last with words; attachments come after it. -1 where there are no words.
    let lastWords: Int
    /// What stands under the last part with words.
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
        let attachments = delivery.attachments.map(Part.attachment)
        guard let picture = delivery.picture else {
            let words = texts.parts(of: text).map(Part.text)
            lastWords = words.count - 1
            parts = words + attachments
            return
        }
        // Telegram has no place for a picture's description but the caption.
        let caption = Self.joined([text, picture.description])
        let words: [Part]
        if caption.utf16.count <= Self.captionLimit {
            words = [
                .picture(
                    picture.source, caption: caption, instead: picture.address == nil ? text : caption)
            ]
        } else {
            let description = TextSplitter(limit: Self.captionLimit).shortened(picture.description)
            let instead = picture.address == nil ? "" : description
            words =
                [.picture(picture.source, caption: description, instead: instead)]
                + texts.parts(of: text).map(Part.text)
        }
        lastWords = words.count - 1
        parts = words + attachments
    }

    /// The answers as a list, for those who would rather write a number than press.
    private static func list(_ buttons: [ChoiceButton]) -> String {
        buttons.enumerated().map { "\($0.offset + 1). \(Keyboard.label($0.element))" }.joined(separator: "\n")
    }

    private static func joined(_ paragraphs: [String]) -> String {
        paragraphs.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n\n")
    }
}
