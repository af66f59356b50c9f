import ChannelContract
import Spotting

/// An event that came in on a channel, with what can be worked out about it before the writer's one thread has it.
/// Made by ``Engine`` on the thread that brings it. A class, because it is handed on many times.
final class Arrival: Sendable {
    let event: Event
    let channel: String
    /// The keyed hash of the address, by which the sender's contact is found.
    let sender: [UInt8]
    /// The same at every delivery; by it a turn that ends the process is recognised.
    let watchKey: [UInt8]
    /// What may tell of harm in what was written, and in what came with it.
    let finding: Finding?
    /// What its text says by itself; nil where nothing was written.
    let text: ReadText?
    /// Whether they are answered at once, or write more than that.
    let pace: FloodGate.Pace

    /// - Parameter counts: false where it came before, and is handled again.
    init(_ event: Event, from channel: String, _ parts: EngineParts, counts: Bool = true) {
        let event = event.sayingStickers.withoutInvisibleSigns
        self.event = event
        self.channel = channel
        sender = parts.contacts.hash(channel: channel, address: event.address)
        switch event.kind {
        case .message, .edit:
            finding = parts.spotter?.find(in: event)
            text = ReadText(event.text, commands: parts.plugins.reader)
        case .press, .unreachable, .reachable, .group: (finding, text) = (nil, nil)
        }
        pace =
            counts && channel != Engine.consoleChannel
            ? parts.flood.pace(of: sender, at: parts.clock.now) : .atOnce
        watchKey = Self.watchKey(channel, event.key)
    }

    static func watchKey(_ channel: String, _ key: String) -> [UInt8] {
        Array((channel + "\u{0}" + key).utf8)
    }
}

extension Event {
    /// A sticker alone says what its emoji says: 👍 is an answer, whichever way it is sent.
    fileprivate var sayingStickers: Event {
        guard case .message = kind, text.isEmpty, attachments.count == 1, let sticker = attachments.first,
            sticker.kind == .sticker, let emoji = sticker.description
        else { return self }
        return saying(emoji)
    }
}

extension Event {
    /// What cannot be seen was not meant.
    fileprivate var withoutInvisibleSigns: Event {
        let seen = text.withoutInvisibleSigns
        return seen.utf8.count == text.utf8.count ? self : saying(seen)
    }
}

extension Spotter {
    /// What may tell of harm in everything that came: each part of it is read by itself.
    fileprivate func find(in event: Event) -> Finding? {
        ([event.text] + (event.beside ?? [])).compactMap { find(in: $0) }.reduce(nil) { found, next in
            guard let found else { return next }
            return Finding(
                max(found.certainty, next.certainty), kinds: found.kinds.union(next.kinds))
        }
    }
}
