import ChannelContract
import Foundation
import HTTP
import Threads
import YouSaidKit

/// A platform that exists on this machine alone: pretend phones, for the playground, the demo and tests. What
/// people do on them arrives by webhook, as on a real platform, or is handed in by ``Playground``; what the bot says
/// goes to ``onDelivery(_:)``.
public final class PretendChannel: Channel {
    /// Something that a person does on a pretend phone, as it is posted to the webhook.
    public struct Act: Codable, Sendable {
        public var id: String
        public var person: String
        public var text: String?
        public var press: String?
        /// The message that carries the pressed button.
        public var message: String?
        /// What is sent that is no text. There are no bytes behind it: it is pretend.
        public var attachment: Attachment.Kind?

        public init(
            id: String, person: String, text: String? = nil, press: String? = nil, message: String? = nil,
            attachment: Attachment.Kind? = nil
        ) {
            self.id = id
            self.person = person
            self.text = text
            self.press = press
            self.message = message
            self.attachment = attachment
        }

        var event: Event {
            let kind = press.map { Event.Kind.press(Press(data: $0, message: message)) } ?? .message
            let attachments = attachment.map { [Attachment($0, reference: "pretend-\(id)")] } ?? []
            return Event(key: id, address: person, kind: kind, text: text ?? "", attachments: attachments)
        }
    }

    public let name: String
    public let traits: ChannelTraits
    private let takesWebhooks: Bool
    private let listener = Guarded<Listener?>(nil)

    /// In a box of its own: a bare closure is wrapped once more at each look into generic storage, and after some ten
    /// thousand messages a call of it would be deeper than the stack.
    private struct Listener: Sendable {
        let hear: @Sendable (Delivery) -> Void
    }

    /// - Parameters:
    ///   - hasButtons: false for phones that only know text.
    ///   - takesWebhooks: false where people act on the playground's page alone. A webhook can be reached from
    ///     outside, and nothing proves who posts to it.
    public init(name: String, hasButtons: Bool, takesWebhooks: Bool = true) {
        self.name = name
        self.takesWebhooks = takesWebhooks
        traits = ChannelTraits(
            hasButtons: hasButtons, carriesAttachments: hasButtons, showsPictures: hasButtons,
            messagesPerSecond: 1_000,
            intervalPerPerson: .zero, concurrentSends: 8)
    }

    /// Calls `listener` with each message that arrives on a pretend phone.
    public func onDelivery(_ listener: @escaping @Sendable (Delivery) -> Void) {
        let listener = Listener(hear: listener)
        self.listener.with { $0 = listener }
    }

    public func receive(_ request: Request) -> Reception {
        guard takesWebhooks else { return .refused(.notFound, reason: .forged) }
        guard request.method == .post,
            let act = try? JSONDecoder().decode(Act.self, from: Data(request.body)),
            !act.id.isEmpty, !act.person.isEmpty
        else { return .refused(.badRequest, reason: .malformed) }
        return .events([act.event], response: .ok)
    }

    public func send(_ delivery: Delivery) async -> SendReport {
        guard let listener = listener.with({ $0 }) else { return SendReport(.nobodyThere) }
        listener.hear(delivery)
        return SendReport(.sent(receipt: String(delivery.id)), partsDelivered: 1)
    }

    public func start(_ inbox: any Inbox) async throws {
        await inbox.someoneIsThere(on: name)
    }

    public func stop() async {}
}
