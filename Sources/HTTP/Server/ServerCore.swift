import CMicroHTTPD
import Synchronization

/// What happens to a request on the server's own threads: read, given to the handler, answered.
/// The functions in ServerCallbacks call it.
final class ServerCore: Sendable {
    let maximumBodyBytes: Int
    let handler: @Sendable (Request, Responder) -> Void
    let open = OpenExchanges()
    let awaited: AwaitedRequests
    let wakers = Wakers()
    /// Set while stopping; read at every request, so without a lock.
    let closing = Atomic<Bool>(false)
    /// Shared by all answers that have neither headers nor a body. `nonisolated(unsafe)` because it never
    /// changes after `init`, and libmicrohttpd counts its uses under a lock of its own.
    private nonisolated(unsafe) let empty: OpaquePointer?

    init(_ configuration: Server.Configuration, handler: @escaping @Sendable (Request, Responder) -> Void) {
        maximumBodyBytes = configuration.maximumBodyBytes
        awaited = AwaitedRequests(
            places: configuration.maximumConnections, headTime: configuration.headTime,
            bodyTime: configuration.bodyTime)
        self.handler = handler
        empty = MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
    }

    deinit {
        if let empty { MHD_destroy_response(empty) }
    }

    /// Goes on with an exchange: libmicrohttpd calls this once when the headers are there, once for each
    /// part of the body, once at its end, and again when a suspended connection is woken.
    ///
    /// - Returns: What libmicrohttpd shall do: go on, or close the connection.
    func proceed(with exchange: Exchange, method: UnsafePointer<CChar>, part: UnsafeRawBufferPointer)
        -> MHD_Result
    {
        switch exchange.progress {
        case .begun:
            exchange.method = Method(rawValue: String(cString: method)) ?? .other
            readHeaders(of: exchange)
            exchange.progress = .receiving
            guard Self.hasOneLength(exchange.headers) else { return send(.unclearLength, for: exchange) }
            if let connection = exchange.awaited { awaited.awaitBody(of: connection) }
            let announced = exchange.headers["Content-Length"].flatMap(Int.init) ?? 0
            if announced > maximumBodyBytes { return send(.tooLarge, for: exchange) }
            // A client that only announces a body must not make us pay for it.
            exchange.body.reserveCapacity(min(announced, 65536))
            return .YES
        case .receiving:
            return part.isEmpty ? handle(exchange) : take(part, for: exchange)
        case .refusing:
            exchange.refused += part.count
            if part.isEmpty { return send(.tooLarge, for: exchange) }
            return exchange.refused > maximumBodyBytes ? .NO : .YES
        case .handled:
            guard let response = exchange.takeAnswer() else { return .NO }
            return send(response, for: exchange)
        }
    }

    private func readHeaders(of exchange: Exchange) {
        exchange.headers.reserve(512)
        withUnsafeMutablePointer(to: &exchange.headers) { headers in
            // The pointer is only used during this call.
            _ = MHD_get_connection_values_n(exchange.connection, .HEADER_KIND, appendHeader, headers)
        }
    }

    private func take(_ part: UnsafeRawBufferPointer, for exchange: Exchange) -> MHD_Result {
        guard exchange.body.count + part.count <= maximumBodyBytes else {
            // libmicrohttpd takes no answer in the middle of a body without announced length.
            exchange.progress = .refusing
            exchange.body = []
            return .YES
        }
        exchange.body.append(contentsOf: part)
        return .YES
    }

    /// Whether it is certain where the body ends. Otherwise a proxy in front may see another end than we do, and take
    /// what one client sent for the beginning of another's request (RFC 9112, 6.1 and 6.3).
    private static func hasOneLength(_ headers: Headers) -> Bool {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        guard codings.isEmpty else {
            return lengths.isEmpty && codings.count == 1 && codings[0].lowercased() == "chunked"
        }
        return lengths.count <= 1 && lengths.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    }

    private func handle(_ exchange: Exchange) -> MHD_Result {
        exchange.progress = .handled
        if let connection = exchange.awaited { awaited.remove(connection) }
        if closing.load(ordering: .acquiring) { return send(.unavailable, for: exchange) }
        callHandler(for: exchange)
        if let response = exchange.takeAnswer() { return send(response, for: exchange) }
        exchange.suspend()
        return .YES
    }

    /// A function of its own, so that no reference to the responder of ours outlives the handler's.
    private func callHandler(for exchange: Exchange) {
        let request = Request(
            method: exchange.method, path: exchange.path, rawQuery: exchange.rawQuery,
            headers: exchange.headers, body: exchange.body,
            remote: RemoteAddress(CMicroHTTPD_client_address(exchange.connection)))
        exchange.headers = Headers()
        exchange.body = []
        handler(request, Responder(exchange))
    }

    private func send(_ response: Response, for exchange: Exchange) -> MHD_Result {
        let last = closing.load(ordering: .acquiring)
        if response.headers.isEmpty, response.body.isEmpty, !last, 200...999 ~= response.status, let empty {
            return MHD_queue_response(exchange.connection, UInt32(response.status), empty)
        }
        for answer in [response, .internalError] where 200...999 ~= answer.status {
            guard let message = message(for: answer, last: last) else { continue }
            defer { MHD_destroy_response(message) }
            return MHD_queue_response(exchange.connection, UInt32(answer.status), message)
        }
        return .NO
    }

    /// Makes libmicrohttpd's form of an answer, nil when a header cannot be sent.
    private func message(for response: Response, last: Bool) -> OpaquePointer? {
        let message = response.body.withUnsafeBytes { bytes in
            // It is copied at once and not written to, whatever the C signature says.
            MHD_create_response_from_buffer(
                bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
        }
        guard let message else { return nil }
        for (name, value) in response.headers where MHD_add_response_header(message, name, value) != .YES {
            MHD_destroy_response(message)
            return nil
        }
        if last { MHD_add_response_header(message, "Connection", "close") }
        return message
    }
}

/// Adds one header field to the `Headers` behind `context`.
private func appendHeader(
    context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?, nameSize: Int,
    value: UnsafePointer<CChar>?, valueSize: Int
) -> MHD_Result {
    guard let context, let name else { return .NO }
    // libmicrohttpd lends the bytes for this call; `context` is the pointer given in `readHeaders`.
    context.assumingMemoryBound(to: Headers.self).pointee.append(
        name: UnsafeRawBufferPointer(start: name, count: nameSize),
        value: UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueSize))
    return .YES
}
