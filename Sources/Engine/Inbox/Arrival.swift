import ChannelContract

/// An event that came in on a channel, with what can be worked out about it before the writer's one thread has it.
/// Made by ``Engine`` on the thread that brings it. A class, because it is handed on many times.
final class Arrival: Sendable {
    let event: Event
    let channel: String
    /// The keyed hash of the address, by which the sender's contact is found.
    let sender: [UInt8]
    /// The same at every delivery; by it a turn that ends the process is recognised.
    let watchKey: [UInt8]
    /// The kinds of harm that what was written may tell of.
    let kinds: Set<String>

    init(_ event: Event, from channel: String, _ parts: EngineParts) {
        let event = event.sayingStickers
        self.event = event
        self.channel = channel
        sender = parts.contacts.hash(channel: channel, address: event.address)
        switch event.kind {
        case .message, .edit: kinds = parts.spotter?.kinds(in: event.text) ?? []
        case .press, .unreachable, .reachable, .group: kinds = []
        }
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
        return Event(
            key: key, address: address, kind: kind, text: emoji, attachments: attachments, message: message,
            replyTo: replyTo)
    }
}
