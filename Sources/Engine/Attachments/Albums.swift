import ChannelContract
import Threads
import YouSaidKit

/// What was sent as one and comes in parts: an album of pictures. The first part is handled as any message; this remembers
/// for a short time where it went, so that the others go the same way and nobody hears the same several times.
///
/// In memory alone, because a table with it would tell who answered what. After a start of the bot what is left of an album
/// counts as messages of their own. Of a secret answer no words are held, and whatever else somebody says or presses ends
/// their album: what they said since is not undone by a late picture.
///
/// It is set while a transaction runs, because all parts may come in one. Each part has its event's key, so a transaction
/// that is run again changes nothing.
final class Albums: Sendable {
    /// Where the parts of an album belong.
    enum Place: Sendable, Equatable {
        /// They are one answer to a question that asks for words, with the words of its first part.
        case answer(Question.ID, text: String)
        /// Organisers look at them; for which question, so that nothing of a secret one is left when it closes.
        case organisers(Question.ID?)
        /// Nobody keeps any of it, because the answer is secret.
        case nowhere
        /// Wherever a message of its own would go.
        case anywhere
    }

    private struct Known {
        let album: String
        let place: Place
        let seen: Moment
        /// What came so far, by the keys of the events, the first part's first.
        var parts: [(key: String, attachments: [Attachment])]
    }

    /// The parts of an album come within seconds.
    private static let span = Duration.minutes(1)
    private let known = Guarded<[Contact.ID: Known]>([:])

    /// Begins an album with its first part.
    func begin(_ album: String, at place: Place, with event: Event, from contact: Contact.ID, now: Moment) {
        known.with {
            $0 = $0.filter { now - $0.value.seen <= Self.span }
            $0[contact] = Known(
                album: album, place: place, seen: now, parts: [(event.key, event.attachments)])
        }
    }

    /// Adds a part to what came of its album.
    /// - Returns: where it goes, with everything that came so far; nil where it is the first part.
    func add(
        _ event: Event, of album: String, from contact: Contact.ID, now: Moment
    ) -> (place: Place, attachments: [Attachment])? {
        known.with {
            guard var found = $0[contact], found.album == album, now - found.seen <= Self.span,
                found.parts.first?.key != event.key
            else { return nil }
            if !found.parts.contains(where: { $0.key == event.key }) {
                found.parts.append((event.key, event.attachments))
                $0[contact] = found
            }
            return (found.place, found.parts.flatMap(\.attachments))
        }
    }

    /// Somebody did something else since.
    func end(of contact: Contact.ID) { known.with { $0[contact] = nil } }
}

/// What came was handed to organisers.
struct HandedIn {
    /// The question that it is an answer to; nil where it came by itself.
    let question: Question.ID?
}

extension Conversation {
    /// Handles what is one of several parts of something that was sent as one.
    /// - Returns: false where it is the first, or has words of its own.
    mutating func wentWithAlbum() throws -> Bool {
        guard let contact = cause.sender?.contact else { return false }
        guard let album = event.album, event.text.isEmpty, let member else {
            parts.albums.end(of: contact.id)
            return false
        }
        guard let (place, all) = parts.albums.add(event, of: album, from: contact.id, now: runner.now) else {
            return false
        }
        cause.isQuiet = true
        switch place {
        case .nowhere: break
        case .anywhere: return false
        case .organisers(let question):
            let more = Message(Prompt("listening-more", plugin: SafetyDesk.owner))
            try AttachmentDesk(parts: parts, database: database, now: runner.now).pass(
                event.attachments, from: member.id, on: contact.channel, to: .organiser, about: more, .notice,
                answering: question, &after)
        case .answer(let id, let text):
            guard let asked = try parts.questions.asked(id, of: member.id, in: database) else { break }
            event = event.saying(text, with: all)
            try answer(asked, with: [])
        }
        return true
    }

    /// Notes where the first part of an album went.
    func noteAlbum() {
        guard let album = event.album, let contact = cause.sender?.contact, cause.speaker == nil else {
            return
        }
        let place: Albums.Place =
            if let asked = cause.asked, asked.question.kind == .words {
                asked.question.vault != nil ? .nowhere : .answer(asked.id, text: event.text)
            } else if let handedIn {
                .organisers(handedIn.question)
            } else {
                cause.vault != nil ? .nowhere : .anywhere
            }
        parts.albums.begin(album, at: place, with: event, from: contact.id, now: runner.now)
    }
}
