import HTTP
import TestLimits
import Testing

/// What cannot be sent twice must never be sent twice, and what was not sent should be known for that.
@Suite("Whether a request was sent", .limited)
struct SentOnceTests {
    private let client = Client(.init())

    private func post(
        _ port: UInt16, method: HTTP.Method = .post, scheme: String = "http",
        body: [UInt8]? = Array("voucher".utf8),
        timeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(5)
    ) async -> Result<ClientResponse, ClientError> {
        let client = client
        return await Result { () async throws(ClientError) in
            try await client.send(
                ClientRequest(
                    method: method, url: "\(scheme)://127.0.0.1:\(port)/secret-path?token=secret-token",
                    body: body,
                    timeout: timeout, connectTimeout: connectTimeout))
        }
    }

    private func expect(_ result: Result<ClientResponse, ClientError>, _ kind: ClientError.Kind) {
        #expect(result.error?.kind == kind)
        #expect(result.error?.mayHaveBeenSent == (kind == .outcomeUnknown))
        #expect(result.error?.message.contains("127.0.0.1") == true)
        #expect(result.error?.message.contains("secret") == false)
    }

    @Test("not, when the port refuses")
    func refused() async throws {
        let peer = try Server(.init(address: .tcp(host: "127.0.0.1", port: 0))) { _, _ in }
        let port = peer.port
        peer.stop(drain: .zero)
        expect(await post(port), .notSent)
    }

    @Test("not, when the name is not known")
    func unknownName() async {
        let error = await #expect(throws: ClientError.self) {
            try await client.send(
                ClientRequest(method: .post, url: "http://nobody.invalid/secret", connectTimeout: .seconds(2))
            )
        }
        #expect(error?.kind == .notSent)
        #expect(error?.message.contains("nobody.invalid") == true)
        #expect(error?.message.contains("secret") == false)
    }

    @Test("not, when the proxy refuses, nor when it will not open the way")
    func proxy() async throws {
        let peer = try RawPeer { connection, _ in
            _ = connection.read(until: "\r\n\r\n")
            connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        }
        defer { peer.stop() }
        for (port, scheme) in [(UInt16(1), "http"), (peer.port, "https")] {
            var configuration = Client.Configuration()
            configuration.proxy = "http://127.0.0.1:\(port)"
            let client = Client(configuration)
            let error = await #expect(throws: ClientError.self) {
                try await client.send(
                    ClientRequest(method: .post, url: "\(scheme)://example.org/secret", body: [1]))
            }
            #expect(error?.kind == .notSent)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test("not, when TLS fails", arguments: [true, false])
    func tls(_ answersNonsense: Bool) async throws {
        let peer = try RawPeer { connection, _ in
            _ = connection.read()
            if answersNonsense { connection.write("this is no TLS at all") }
        }
        defer { peer.stop() }
        expect(await post(peer.port, scheme: "https"), .notSent)
    }

    @Test("not, when nobody comes to TLS in time")
    func slowTLS() async throws {
        let peer = try RawPeer { connection, _ in _ = connection.readAll() }
        defer { peer.stop() }
        expect(await post(peer.port, scheme: "https", connectTimeout: .milliseconds(200)), .notSent)
        expect(await post(peer.port, scheme: "https", timeout: .milliseconds(200)), .notSent)
    }

    @Test("not, when the time is up while waiting for a connection")
    func waiting() async throws {
        let peer = try RawPeer { connection, _ in _ = connection.readAll() }
        defer { peer.stop() }
        var configuration = Client.Configuration()
        configuration.maximumConnections = 1
        let client = Client(configuration)
        let errors = Arrivals<ClientError.Kind?>()
        client.send(ClientRequest(method: .post, url: "http://127.0.0.1:\(peer.port)/", timeout: .seconds(5)))
        { _ in }
        client.send(
            ClientRequest(method: .post, url: "http://127.0.0.1:\(peer.port)/", timeout: .milliseconds(100))
        ) {
            errors.append($0.error?.kind)
        }
        #expect(await errors.wait(for: 1) == [.notSent])
    }

    @Test("unknown, when the server takes it and closes without a word")
    func closedWithoutReply() async throws {
        let peer = try RawPeer { connection, _ in _ = connection.read(until: "voucher") }
        defer { peer.stop() }
        expect(await post(peer.port), .outcomeUnknown)
        #expect(peer.count == 1)
    }

    @Test("unknown, when the server never answers")
    func neverAnswers() async throws {
        let peer = try RawPeer { connection, _ in _ = connection.readAll() }
        defer { peer.stop() }
        expect(await post(peer.port, timeout: .milliseconds(200)), .outcomeUnknown)
    }

    @Test(
        "unknown, when half an answer comes",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 2",
            "nonsense\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
        ])
    func halfAnswer(_ text: String) async throws {
        let peer = try RawPeer { connection, _ in
            _ = connection.read(until: "voucher")
            connection.write(text)
        }
        defer { peer.stop() }
        expect(await post(peer.port), .outcomeUnknown)
        #expect(peer.count == 1)
    }

    /// A server whose kept connection dies at the second request, which it has read.
    private func dyingPeer() throws -> (RawPeer, Arrivals<String>) {
        let requests = Arrivals<String>()
        let peer = try RawPeer { connection, number in
            let first = connection.read(until: "\r\n\r\n")
            // Empty when libcurl connected for a repeat and was not allowed it.
            if !first.isEmpty, !first.contains("/first") { requests.append(first) }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            guard number == 1 else { return }
            requests.append(connection.read(until: "\r\n\r\n"))
        }
        return (peer, requests)
    }

    @Test(
        "once only, when a kept connection dies with the request",
        arguments: [HTTP.Method.post, .put, .patch, .delete], [Array("voucher".utf8), []])
    func keptConnectionDies(_ method: HTTP.Method, _ body: [UInt8]) async throws {
        let (peer, requests) = try dyingPeer()
        defer { peer.stop() }
        _ = try await client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(peer.port)/first"))
        let result = await post(peer.port, method: method, body: body)
        expect(result, .outcomeUnknown)
        #expect(requests.all.count == 1, "libcurl must not repeat it")
        #expect(requests.all.first?.hasPrefix(method.rawValue) == true)
    }

    @Test("once only, when a kept connection dies with a form")
    func keptConnectionDiesWithForm() async throws {
        let (peer, requests) = try dyingPeer()
        defer { peer.stop() }
        _ = try await client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(peer.port)/first"))
        let error = await #expect(throws: ClientError.self) {
            try await client.send(
                ClientRequest(
                    method: .post, url: "http://127.0.0.1:\(peer.port)/", parts: [.init(name: "a", text: "b")]
                ))
        }
        #expect(error?.kind == .outcomeUnknown)
        #expect(requests.all.count == 1)
    }

    @Test("again, when a kept connection dies with a request that changes nothing")
    func safeMethodIsRepeated() async throws {
        let (peer, requests) = try dyingPeer()
        defer { peer.stop() }
        _ = try await client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(peer.port)/first"))
        let result = await post(peer.port, method: .get, body: nil)
        #expect(try result.get().body == Array("ok".utf8))
        #expect(requests.all.count == 2)
    }

    @Test("once, on a new connection, when the server had closed the kept one before")
    func keptConnectionClosed() async throws {
        let closed = Arrivals<Bool>()
        let requests = Arrivals<String>()
        let peer = try RawPeer { connection, number in
            requests.append(connection.read(until: number == 1 ? "\r\n\r\n" : "voucher"))
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            connection.end()
            closed.append(true)
        }
        defer { peer.stop() }
        _ = try await client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(peer.port)/first"))
        await closed.wait(for: 1)
        let result = await post(peer.port)
        #expect(try result.get().body == Array("ok".utf8))
        #expect(requests.all.count == 2)
    }
}
