import ChannelContract
import Foundation
import HTTP
import Threads
import YouSaidKit

/// The operator's console: a channel like any other, whose platform is a Unix socket in the data folder. Who can
/// open the socket is the operator, so the file's permissions are the password.
///
/// `POST /say` hands one message over and answers with the replies to it. `GET /listen` waits for messages that
/// come later, such as somebody who asks to join. Spoken by ``ConsoleClient``.
public final class ConsoleChannel: Channel {
    /// The channel's name; there is one console.
    public static let channelName = "console"
    /// The operator's address on it.
    public static let address = "operator"

    public let name = ConsoleChannel.channelName
    public let traits = ChannelTraits(
        hasButtons: false, messagesPerSecond: 1_000, intervalPerPerson: .zero, concurrentSends: 8)

    private let socket: String
    private let mode: mode_t
    private let group: gid_t?
    private let desk = Desk()
    private let server = Guarded<Server?>(nil)

    /// - Parameters:
    ///   - socket: the path of the socket.
    ///   - group: a group whose people may be the operator too; nil for the owner alone.
    public init(socket: String, group: gid_t? = nil) {
        self.socket = socket
        self.group = group
        mode = group == nil ? 0o600 : 0o660
    }

    /// The console has no webhook.
    public func receive(_ request: Request) -> Reception {
        .refused(.notFound, reason: .malformed)
    }

    public func send(_ delivery: Delivery) async -> SendReport {
        desk.take(delivery)
            ? SendReport(.sent(receipt: nil), partsDelivered: 1) : SendReport(.nobodyThere)
    }

    public func start(_ inbox: any Inbox) async throws {
        let desk = desk
        do {
            let new = try Server(
                Server.Configuration(address: .unix(path: socket, mode: mode, group: group))
            ) { request, responder in
                Self.handle(request, responder, desk, inbox)
            }
            server.with { $0 = new }
        } catch {
            throw ChannelError(channel: name, message: error.description, isTemporary: false)
        }
    }

    public func stop() async {
        desk.close()
        let running = server.with { server in
            defer { server = nil }
            return server
        }
        running?.stop(drain: .seconds(2))
    }

    // MARK: Requests

    private static func handle(
        _ request: Request, _ responder: Responder, _ desk: Desk, _ inbox: any Inbox
    ) {
        switch (request.method, request.path) {
        case (.post, "/say"):
            guard let said = try? JSONDecoder().decode(Said.self, from: Data(request.body)) else {
                return responder.respond(.badRequest)
            }
            Task { responder.respond(await say(said, desk, inbox)) }
        case (.get, "/listen"):
            let seconds = request.query["wait"].flatMap(Int.init) ?? 25
            desk.beginListening()
            Task {
                await inbox.someoneIsThere(on: channelName)
                responder.respond(json(await desk.listen(for: .seconds(min(max(seconds, 0), 60)))))
            }
        default: responder.respond(.notFound)
        }
    }

    private static func say(_ said: Said, _ desk: Desk, _ inbox: any Inbox) async -> Response {
        // Waiting starts before the message goes in, so that a quick reply is not missed.
        desk.expect(said.id)
        defer { desk.forget(said.id) }
        do {
            let counts = try await inbox.accept(
                [Event(key: said.id, address: address, text: said.text)], from: channelName)
            let replies = await desk.replies(to: said.id, count: counts.first ?? 0, within: .seconds(20))
            return json(replies)
        } catch {
            return .unavailable
        }
    }

    private static func json(_ messages: [ConsoleMessage]) -> Response {
        guard let bytes = try? JSONEncoder().encode(messages) else { return .internalError }
        return .json(Array(bytes))
    }
}

/// What the operator says, as it is posted.
public struct Said: Codable, Sendable {
    /// Made by the caller; said again with the same one it takes effect once.
    public let id: String
    public let text: String

    public init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}

/// One message to the operator.
public struct ConsoleMessage: Codable, Sendable, Equatable {
    public let text: String
    /// A link that belongs to it.
    public let link: String?

    init(_ delivery: Delivery) {
        text = delivery.text
        link = delivery.link?.url
    }
}
