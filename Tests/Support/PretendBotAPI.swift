import Foundation
import HTTP

/// Telegram's Bot API on this machine, for tests of everything that talks to it: it records each call, answers
/// as it is told to, and hands out updates to those who ask for them.
///
/// It is `Sendable` unchecked because all that changes is only reached while the lock is held.
public final class PretendBotAPI: @unchecked Sendable {
    /// A call that came in.
    public struct Call: Sendable {
        /// What it asks for: "sendMessage".
        public let method: String
        /// The body as it came.
        public let body: [UInt8]
        /// What stood before the token in the path: "life7" for `apiURL` with "/life7" at its end.
        public let base: String
        /// The number that the sent message got; nil where none was sent.
        public let message: Int64?

        /// A field of the body.
        public subscript(_ name: String) -> Any? { fields[name] }

        /// The body as a dictionary, sent as JSON or as a form; empty where it is neither.
        public var fields: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? FormBody.fields(body)
        }
    }

    /// An answer to a call.
    public enum Reply: Sendable {
        /// `{"ok":true,"result":…}`, the result being JSON.
        case done(String)
        /// `{"ok":false,…}`, with parameters in JSON.
        case failed(Int, String, parameters: String? = nil)
        /// Anything at all.
        case raw(status: Int, body: String)
        /// None: the connection stays open until the pretend server stops.
        case silence
        /// Success, and a message that has arrived; but the answer waits until ``PretendBotAPI/answerLate()``.
        case late
    }

    public let token: String
    private let lock = Lock()
    private var server: Server?
    private var recorded: [Call] = []
    private var replies: [String: [Reply]] = [:]
    private var updates: [(id: Int64, json: String)] = []
    private var askers: [Asker] = []
    private var waiters: [Waiter] = []
    private var unanswered: [Responder] = []
    private var late: [(call: Call, responder: Responder)] = []
    private var nextMessage: Int64 = 1000
    private var files: [String: [UInt8]] = [:]

    private struct Asker {
        let id = UUID()
        let offset: Int64
        let responder: Responder
    }

    private struct Waiter {
        let id = UUID()
        let method: String
        let count: Int
        let continuation: CheckedContinuation<[Call], Never>
    }

    /// Starts to listen on a free port of this machine.
    ///
    /// - Parameter token: The only token that it knows.
    /// - Throws: `ServerError` where there is no port.
    public init(token: String = "123456789:AAmade-up_token-for-tests") throws {
        self.token = token
        server = try Server(.init(address: .tcp(host: "127.0.0.1", port: 0))) {
            [weak self] request, responder in
            guard let self else { return responder.respond(.unavailable) }
            self.serve(request, responder)
        }
    }

    /// What takes the place of `https://api.telegram.org`.
    public var url: String { "http://127.0.0.1:\(lock.withLock { server?.port ?? 0 })" }

    /// Every call so far.
    public var calls: [Call] { lock.withLock { recorded } }

    /// Every call of a method so far.
    public func calls(_ method: String) -> [Call] { calls.filter { $0.method == method } }

    /// Answers the next call of a method in a certain way, instead of with success.
    public func answer(_ method: String, with reply: Reply, times: Int = 1) {
        lock.withLock { replies[method, default: []] += Array(repeating: reply, count: times) }
    }

    /// Has a file for those who ask for it by its number.
    public func keep(_ bytes: [UInt8], as file: String) { lock.withLock { files[file] = bytes } }

    /// Forgets what was planned for a method: from now on it succeeds.
    public func answerWell(_ method: String) {
        lock.withLock { replies[method] = nil }
    }

    /// Says yes to every call that waits for a late answer.
    public func answerLate() {
        let waiting = lock.withLock {
            defer { late.removeAll() }
            return late
        }
        for (call, responder) in waiting { respond(.done(result(of: call)), to: responder) }
    }

    /// Puts an update into the queue for those who ask for updates.
    ///
    /// - Parameters:
    ///   - json: The whole update.
    ///   - number: Its number, where that cannot be read in it.
    public func deliver(_ json: String, number: Int64? = nil) {
        let object = (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
        let id = number ?? (object?["update_id"] as? NSNumber)?.int64Value ?? 0
        let waiting = lock.withLock {
            updates.append((id, json))
            defer { askers.removeAll() }
            return askers
        }
        for asker in waiting { asker.responder.respond(.json(Array(answer(from: asker.offset).utf8))) }
    }

    /// The updates that nobody has confirmed yet.
    public var unconfirmed: Int { lock.withLock { updates.count } }

    /// Waits for so many calls of a method.
    ///
    /// - Returns: The calls of the method, fewer than asked for where the time is up.
    public func wait(
        for method: String, count: Int = 1, atMost limit: Duration = .seconds(20)
    ) async -> [Call] {
        await withCheckedContinuation { continuation in
            let waiter = Waiter(method: method, count: count, continuation: continuation)
            lock.withLock { waiters.append(waiter) }
            wake()
            Task {
                try? await Task.sleep(for: limit)
                let late = lock.withLock {
                    let index = waiters.firstIndex { $0.id == waiter.id }
                    return index.map { waiters.remove(at: $0) }
                }
                late?.continuation.resume(returning: calls(method))
            }
        }
    }

    /// Stops listening. Calls without an answer get 503.
    public func stop() {
        let (server, left) = lock.withLock {
            defer {
                self.server = nil
                askers.removeAll()
                unanswered.removeAll()
                late.removeAll()
            }
            return (self.server, askers.map(\.responder) + unanswered + late.map(\.responder))
        }
        for responder in left { responder.respond(.unavailable) }
        server?.stop(drain: .seconds(2))
    }

    // MARK: Serving

    private func serve(_ request: Request, _ responder: Responder) {
        let path = request.path.split(separator: "/")
        if path.count == 4, path[0] == "file", path[1] == "bot\(token)" {
            let bytes = lock.withLock { files[String(path[3])] }
            return responder.respond(
                bytes.map { Response(status: 200, body: $0) } ?? Response(status: 404, body: []))
        }
        guard path.count >= 2, path[path.count - 2] == "bot\(token)" else {
            return respond(.failed(401, "Unauthorized"), to: responder)
        }
        let method = String(path[path.count - 1])
        let (call, reply) = lock.withLock {
            let reply = replies[method]?.isEmpty == false ? replies[method]?.removeFirst() : nil
            let isSent = (reply == nil || reply?.isLate == true) && method.hasPrefix("send")
            if isSent { nextMessage += 1 }
            let call = Call(
                method: method, body: request.body, base: path.dropLast(2).joined(separator: "/"),
                message: isSent ? nextMessage : nil)
            recorded.append(call)
            return (call, reply)
        }
        if let reply, reply.isLate {
            lock.withLock { late.append((call, responder)) }
        } else if let reply {
            respond(reply, to: responder)
        } else if call.method == "getUpdates" {
            ask(call, responder)
        } else {
            respond(.done(result(of: call)), to: responder)
        }
        wake()
    }

    private func respond(_ reply: Reply, to responder: Responder) {
        switch reply {
        case .done(let result):
            responder.respond(.json(Array(#"{"ok":true,"result":\#(result)}"#.utf8)))
        case .failed(let code, let description, let parameters):
            let more = parameters.map { #","parameters":\#($0)"# } ?? ""
            responder.respond(
                .json(
                    Array(
                        #"{"ok":false,"error_code":\#(code),"description":"\#(description)"\#(more)}"#.utf8),
                    status: code))
        case .raw(let status, let body):
            responder.respond(Response(status: status, body: Array(body.utf8)))
        case .silence, .late:
            lock.withLock { unanswered.append(responder) }
        }
    }

    private func result(of call: Call) -> String {
        if call.method == "getFile", let file = call["file_id"] as? String {
            return #"{"file_id":"\#(file)","file_unique_id":"u","file_path":"things/\#(file)"}"#
        }
        guard let number = call.message else { return "true" }
        let chat = call["chat_id"].map { "\($0)" } ?? "0"
        return #"{"message_id":\#(number),"date":1785600000,"chat":{"id":\#(chat),"type":"private"}}"#
    }

    private func ask(_ call: Call, _ responder: Responder) {
        let offset = (call["offset"] as? NSNumber)?.int64Value ?? 0
        let seconds = (call["timeout"] as? NSNumber)?.intValue ?? 0
        let asker = Asker(offset: offset, responder: responder)
        let isEmpty = lock.withLock {
            updates.removeAll { $0.id < offset }
            if updates.isEmpty { askers.append(asker) }
            return updates.isEmpty
        }
        guard isEmpty else { return responder.respond(.json(Array(answer(from: offset).utf8))) }
        Task { [weak self] in
            try? await Task.sleep(for: .seconds(seconds))
            guard let self else { return }
            self.lock.withLock { self.askers.removeAll { $0.id == asker.id } }
            // Only the first answer counts: an update may have been faster.
            responder.respond(.json(Array(#"{"ok":true,"result":[]}"#.utf8)))
        }
    }

    private func answer(from offset: Int64) -> String {
        let list = lock.withLock { updates.filter { $0.id >= offset }.map(\.json) }
        return #"{"ok":true,"result":[\#(list.joined(separator: ","))]}"#
    }

    private func wake() {
        let ready = lock.withLock {
            let ready = waiters.filter { waiter in
                recorded.count { $0.method == waiter.method } >= waiter.count
            }
            waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
            return ready
        }
        for waiter in ready { waiter.continuation.resume(returning: calls(waiter.method)) }
    }
}

extension PretendBotAPI.Reply {
    fileprivate var isLate: Bool {
        if case .late = self { return true }
        return false
    }
}
