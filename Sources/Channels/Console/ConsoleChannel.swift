import ChannelContract
import Dispatch
import Glibc
import HTTP

/// The operator's console: a channel that only somebody on this machine can reach, through a socket in the data
/// folder. Made by the service; `yousaid say` and `yousaid chat` talk to it.
///
/// `POST /say` waits for the replies to what was said; `GET /listen?after=N&wait=25` waits for whatever comes
/// otherwise. What nobody listens to is not lost: it waits in the outbox until somebody does.
public final class ConsoleChannel: Channel {
    /// Where the socket is and how long things are waited for.
    public struct Configuration: Sendable {
        public var socketPath: String
        /// The group whose members may use the console too; nil for the owner alone. They also need the right to
        /// enter the socket's folder.
        public var group: String?
        /// How long `/say` waits for the replies.
        public var replyTime = Duration.seconds(20)
        /// For how long after the last `/listen` somebody counts as being there.
        public var presence = Duration.seconds(60)
        /// How long a message for a listener waits until the listener says that it has arrived.
        public var receiptTime = Duration.seconds(5)

        public init(socketPath: String, group: String? = nil) {
            self.socketPath = socketPath
            self.group = group
        }
    }

    /// The operator's address on this channel.
    public static let address = "operator"

    public let name = "console"
    /// No buttons: the engine writes the answers below the words as a numbered list.
    public let traits = ChannelTraits(
        hasButtons: false, messagesPerSecond: 1_000, intervalPerPerson: .zero, concurrentSends: 8)
    private let configuration: Configuration
    private let group: gid_t?
    private let desk: ConsoleDesk
    private let door = Door()

    /// - Throws: ``ChannelError`` where there is no such group on this machine.
    public init(_ configuration: Configuration) throws(ChannelError) {
        self.configuration = configuration
        group = try Self.number(ofGroup: configuration.group)
        desk = ConsoleDesk(configuration)
    }

    /// Refuses everything: the console is no webhook.
    public func receive(_ request: Request) -> Reception { .refused(.notFound, reason: .forged) }

    public func send(_ delivery: Delivery) async -> SendReport {
        guard delivery.address == Self.address else {
            return SendReport(.refused(.noSuchAddress, reason: "the console knows the operator alone"))
        }
        return await desk.deliver(delivery)
    }

    /// Opens the socket.
    public func start(_ inbox: any Inbox) async throws {
        let mode: mode_t = group == nil ? 0o600 : 0o660
        var listening = Server.Configuration(
            address: .unix(path: configuration.socketPath, mode: mode, group: group))
        listening.threads = 1
        listening.maximumBodyBytes = 256 << 10
        listening.maximumConnections = 64
        await desk.open()
        let requests = ConsoleRequests(desk: desk, inbox: inbox, channel: name)
        do throws(ServerError) {
            let server = try Server(listening) { request, responder in
                Task { responder.respond(await requests.answer(request)) }
            }
            await door.set(server)
        } catch {
            throw ChannelError(channel: name, message: error.description, isTemporary: false)
        }
    }

    /// Closes the socket. Whoever waits is told, and what did not arrive goes back to the outbox.
    public func stop() async {
        await desk.close()
        await door.close()
    }

    private static func number(ofGroup name: String?) throws(ChannelError) -> gid_t? {
        guard let name else { return nil }
        var room = [CChar](repeating: 0, count: 65_536)
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        guard getgrnam_r(name, &entry, &room, room.count, &found) == 0, found != nil else {
            throw ChannelError(
                channel: "console",
                message: "there is no group '\(name)' on this machine. Make it with groupadd, or change"
                    + " 'consoleGroup'.", isTemporary: false)
        }
        return entry.gr_gid
    }
}

/// Holds the running server.
private actor Door {
    private var server: Server?

    func set(_ server: Server) { self.server = server }

    func close() async {
        guard let server else { return }
        self.server = nil
        // It blocks until the last answers are out, which a thread of Swift's pool must not.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                server.stop(drain: .seconds(1))
                continuation.resume()
            }
        }
    }
}
