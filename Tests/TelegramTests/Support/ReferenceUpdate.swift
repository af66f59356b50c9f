import ChannelContract
import Foundation
import YouSaidKit

@testable import TelegramChannel

/// The same reading of an update once more, by `JSONDecoder`: slower, and written another way, so that
/// ``IncomingUpdate`` can be compared with it.
struct ReferenceUpdate: Decodable {
    struct Chat: Decodable {
        let id: Int64
        let type: String
    }
    struct User: Decodable {
        let id: Int64
        let isBot: Bool
    }
    struct File: Decodable {
        let fileId: String
        let mimeType: String?
        let fileSize: Int?
        let width: Int?
        let emoji: String?
        let title: String?
        let fileName: String?
        let isAnimated: Bool?
        let isVideo: Bool?
    }
    struct Contact: Decodable {
        let phoneNumber: String
        let firstName: String
        let lastName: String?
    }
    struct Place: Decodable {
        let latitude: Double
        let longitude: Double
    }
    struct Venue: Decodable {
        let location: Place
        let title: String
    }
    struct Replied: Decodable {
        let messageId: Int64
        let from: User?
    }
    struct Words: Decodable { let text: String }
    struct Poll: Decodable {
        let question: String
        let options: [Words]
    }
    struct Anything: Decodable {}
    struct Message: Decodable {
        let messageId: Int64
        let chat: Chat
        let from: User?
        let text: String?
        let caption: String?
        let mediaGroupId: String?
        let replyToMessage: Replied?
        let voice: File?
        let audio: File?
        let video: File?
        let videoNote: File?
        let animation: File?
        let document: File?
        let sticker: File?
        let photo: [File]?
        let contact: Contact?
        let location: Place?
        let venue: Venue?
        let poll: Poll?
        let quote: Words?
        let dice: Anything?
    }
    struct Callback: Decodable {
        let id: String
        let from: User
        let message: Message?
        let data: String?
    }
    struct Member: Decodable { let status: String }
    struct Change: Decodable {
        let chat: Chat
        let newChatMember: Member
    }

    let updateId: Int64
    let message: Message?
    let editedMessage: Message?
    let callbackQuery: Callback?
    let myChatMember: Change?

    static func read(_ bytes: [UInt8]) throws -> IncomingUpdateParts {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let update = try decoder.decode(ReferenceUpdate.self, from: Data(bytes))
        return IncomingUpdateParts(
            id: update.updateId, event: update.event, callback: update.callbackQuery?.id)
    }

    private var event: Event? {
        let key = "\(updateId)"
        if let message {
            guard message.from?.isBot != true, message.isSomething else { return nil }
            guard message.chat.type == "private" else {
                return Event(key: key, address: "\(message.chat.id)", kind: .group)
            }
            return message.event(key, .message)
        }
        if let editedMessage {
            guard editedMessage.chat.type == "private" else { return nil }
            return editedMessage.event(key, .edit(of: "\(editedMessage.messageId)"))
        }
        if let query = callbackQuery {
            if let chat = query.message?.chat, chat.type != "private" {
                return Event(key: key, address: "\(chat.id)", kind: .group)
            }
            guard let data = query.data else { return nil }
            let press = Press(
                data: data, callback: query.id, message: query.message.map { "\($0.messageId)" })
            return Event(key: key, address: "\(query.message?.chat.id ?? query.from.id)", kind: .press(press))
        }
        guard let change = myChatMember else { return nil }
        let isGone = ["kicked", "left"].contains(change.newChatMember.status)
        if change.chat.type == "private" {
            return Event(key: key, address: "\(change.chat.id)", kind: isGone ? .unreachable : .reachable)
        }
        return isGone ? nil : Event(key: key, address: "\(change.chat.id)", kind: .group)
    }
}

/// What is compared.
struct IncomingUpdateParts: Equatable {
    let id: Int64
    let event: Event?
    let callback: String?
}

extension ReferenceUpdate.Message {
    var isSomething: Bool {
        text != nil || caption != nil || poll != nil || dice != nil || !attachments.isEmpty
    }

    func event(_ key: String, _ kind: Event.Kind) -> Event {
        var words = text ?? caption ?? ""
        if words.hasPrefix("/") {
            words = words.replacingOccurrences(
                of: "^(/[^@\\s]*)@\\S*", with: "$1", options: .regularExpression)
        }
        return Event(
            key: key, address: "\(chat.id)", kind: kind, text: words, attachments: attachments,
            message: "\(messageId)", replyTo: replyToMessage.map { "\($0.messageId)" }, beside: beside,
            album: kind == .message ? mediaGroupId : nil)
    }

    private var beside: [String] {
        let asked = poll.map { [$0.question] + $0.options.map(\.text) } ?? []
        let quoted = replyToMessage?.from?.isBot == true ? nil : quote?.text
        return asked + [quoted].compactMap(\.self)
            + attachments.filter { $0.kind != .sticker }.compactMap(\.description)
    }

    private var attachments: [Attachment] {
        var all: [Attachment] = []
        func add(_ kind: Attachment.Kind, _ file: ReferenceUpdate.File?) {
            guard let file else { return }
            var type = file.mimeType
            if kind == .sticker {
                type =
                    file.isAnimated == true
                    ? "application/x-tgsticker" : file.isVideo == true ? "video/webm" : "image/webp"
            }
            all.append(
                Attachment(
                    kind, reference: file.fileId, description: file.emoji ?? file.title ?? file.fileName,
                    mediaType: type, size: file.fileSize))
        }
        add(.voice, voice)
        add(.audio, audio)
        add(.video, video ?? videoNote ?? animation)
        if animation == nil { add(.document, document) }
        add(.sticker, sticker)
        add(.picture, photo?.max { ($0.width ?? 0) < ($1.width ?? 0) })
        if let contact {
            let name = [contact.firstName, contact.lastName].compactMap(\.self).joined(separator: " ")
            all.append(Attachment(.contact, reference: contact.phoneNumber, description: name))
        }
        if let place = venue?.location ?? location {
            all.append(
                Attachment(
                    .location, reference: "\(place.latitude),\(place.longitude)", description: venue?.title))
        }
        return all
    }
}
