import ChannelContract
import Foundation
import YouSaidKit

/// One message in a worry as it is kept, sealed: what was said, and what is needed to use it as something else where it
/// was none of it.
struct KeptWords: Codable {
    /// Whose words they are.
    enum Kind: String, SQLConvertible {
        /// The person's.
        case said
        /// Something that the person did, such as a press; in the words of a prompt.
        case did
        /// A lead's, to the person.
        case wrote
    }

    var text: String
    /// The message of ours that it was a reply to.
    var replyTo: String?
    var attachments: [Attachment]?
    /// Which row of `core_attachment` they are.
    var attachment: Int64?
    /// The question that was open, and that it may have answered.
    var question: Int64?
    /// Whom the speaker named with FOR.
    var saidFor: String?

    init(text: String) { self.text = text }

    /// - Parameter event: what came, with what stood beside its words.
    init(_ event: Event) {
        // A place on the map or somebody's number is kept as words: leads can do nothing with anything else.
        let places = event.attachments.filter { !$0.canBePassed }.map(\.reference)
        text = ([event.text] + (event.beside ?? []) + places).filter { !$0.isEmpty }.joined(separator: "\n")
        replyTo = event.replyTo
        attachments = event.attachments.isEmpty ? nil : event.attachments
    }

    /// What stands before the fields. What was kept by an earlier version is the words alone.
    private static let mark: UInt8 = 1

    func encoded() throws -> [UInt8] { [Self.mark] + Array(try JSONEncoder().encode(self)) }

    init(_ bytes: [UInt8]) throws {
        guard bytes.first == Self.mark else {
            self.init(text: String(decoding: bytes, as: UTF8.self))
            return
        }
        self = try JSONDecoder().decode(Self.self, from: Data(bytes.dropFirst()))
    }
}
