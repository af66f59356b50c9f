import Foundation
import YouSaidKit

/// What somebody answered to one question of a poll.
struct VoteValue: Sendable, Hashable, Codable {
    /// The places of the choices, from 1, in order. Empty where the question was left out, or answered in words.
    var choices: [Int] = []
    /// An answer in the person's own words; nil where there are none.
    var words: String?
    /// Voice notes, pictures and files that are part of it.
    var attachments: [Attachment] = []
    /// True from when "other" was chosen until its words are there, or the person has gone on without. It stands in the
    /// answer itself, so that nothing else tells who chose "other".
    var awaitsWords: Bool?
    /// Who gave it for the person; nil where they did themself. Not kept in an anonymous poll.
    var voice: Voice?

    /// Somebody who gives an answer for somebody else.
    enum Voice: String, Sendable, Hashable, Codable {
        /// A supporter or parent who speaks for them.
        case supporter
        /// An organiser who listened to what they sent.
        case organiser
    }

    /// The person chose to leave the question out.
    static let skipped = VoteValue()

    var isSkipped: Bool { choices.isEmpty && words == nil && attachments.isEmpty }

    /// How it is written: "2", "1,3", nothing for a question that was left out, and JSON where there is more to it.
    var text: String {
        guard words == nil, attachments.isEmpty, awaitsWords == nil, voice == nil else {
            // Texts, numbers and nothing else: this cannot fail.
            return (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        return choices.map(String.init).joined(separator: ",")
    }

    init(
        choices: [Int] = [], words: String? = nil, attachments: [Attachment] = [], awaitsWords: Bool = false
    ) {
        self.choices = choices
        self.words = words
        self.attachments = attachments
        self.awaitsWords = awaitsWords ? true : nil
    }

    /// Reads what ``text`` wrote; nil where it is something else.
    init?(text: String) {
        if text.first == "{" {
            guard let value = try? JSONDecoder().decode(VoteValue.self, from: Data(text.utf8)) else {
                return nil
            }
            self = value
            return
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: true)
        let places = parts.compactMap { Int($0) }
        guard places.count == parts.count else { return nil }
        choices = places
    }

    /// The same as given by somebody for the person. What was left out was said by nobody.
    func said(by voice: Voice?) -> VoteValue {
        var copy = self
        copy.voice = isSkipped ? nil : voice
        return copy
    }
}
