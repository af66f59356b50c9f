import ChannelContract
import Threads
import YouSaidKit

/// What was sent as one and comes in parts: an album of pictures. The first part is handled as any message; this remembers
/// for a short time where it went, so that the others go the same way and nobody hears the same several times.
///
/// In memory alone, because a table with it would tell who answered what. After a start of the bot what is left of an album
/// counts as messages of their own. Of a secret answer no words are held.
final class Albums: Sendable {
    /// Where the parts of an album belong.
    enum Place: Sendable, Equatable {
        /// They are one answer to a question that asks for words, with what there is of it so far.
        case answer(Question.ID, text: String, [Attachment])
        /// Organisers look at them.
        case organisers
        /// Nobody keeps any of it, because the answer is secret.
        case nowhere
        /// Wherever a message of its own would go.
        case anywhere
    }

    private struct Known {
        let album: String
        let place: Place
        let seen: Moment
    }

    /// The parts of an album come within seconds.
    private static let span = Duration.minutes(5)
    /// How many people's are held.
    private static let limit = 5_000
    private let known = Guarded<[Contact.ID: Known]>([:])

    /// Where the earlier parts of an album went; nil for its first.
    func place(of album: String, from contact: Contact.ID, at now: Moment) -> Place? {
        known.with {
            guard let found = $0[contact], found.album == album, now - found.seen <= Self.span else {
                return nil
            }
            return found.place
        }
    }

    func set(_ place: Place, of album: String, from contact: Contact.ID, at now: Moment) {
        known.with {
            if $0.count >= Self.limit { $0 = $0.filter { now - $0.value.seen <= Self.span } }
            if $0.count >= Self.limit { $0.removeAll() }
            $0[contact] = Known(album: album, place: place, seen: now)
        }
    }
}

extension Conversation {
    /// Handles what is one of several parts of something that was sent as one.
    /// - Returns: false where it is the first, or has words of its own.
    mutating func wentWithAlbum() throws -> Bool {
        guard let album = event.album, let contact = cause.sender?.contact, let member,
            let place = parts.albums.place(of: album, from: contact.id, at: runner.now), event.text.isEmpty
        else { return false }
        cause.isQuiet = true
        switch place {
        case .nowhere: return true
        case .anywhere: return false
        case .organisers:
            let more = Message(Prompt("listening-more", plugin: SafetyDesk.owner))
            try AttachmentDesk(parts: parts, database: database, now: runner.now).pass(
                event.attachments, from: member.id, on: contact.channel, to: .organiser, about: more, .notice,
                &after)
        case .answer(let id, let text, let attachments):
            guard let asked = try parts.questions.asked(id, of: member.id, in: database) else { return true }
            let all = attachments + event.attachments
            event = event.saying(text, with: all)
            try answer(asked, with: [])
            note(.answer(id, text: text, all))
        }
        return true
    }

    /// Notes where the first part of an album went.
    mutating func noteAlbum() {
        if let asked = cause.asked, asked.question.kind == .words {
            note(
                asked.question.vault != nil
                    ? .nowhere : .answer(asked.id, text: event.text, event.attachments))
        } else {
            note(wasHandedIn ? .organisers : cause.vault != nil ? .nowhere : .anywhere)
        }
    }

    private mutating func note(_ place: Albums.Place) {
        guard let album = event.album, let contact = cause.sender?.contact else { return }
        after.albums.append((contact.id, album, place))
    }
}
