import HTTP
import TestLimits
import Testing

@Suite("Client", .limited)
struct ClientTests {
    private static let anyPort = Server.Address.tcp(host: "127.0.0.1", port: 0)

    @Test("keeps connections and uses them again")
    func keepAlive() async throws {
        let peer = try RawPeer { connection, _ in
            while connection.read(until: "\r\n\r\n").contains("GET") {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { peer.stop() }
        let client = Client(.init())
        for _ in 0..<10 {
            let answer = try await client.send(
                ClientRequest(method: .get, url: "http://127.0.0.1:\(peer.port)/"))
            #expect(answer.body == Array("ok".utf8))
        }
        #expect(peer.count == 1)
    }

    @Test("opens no more connections to a host than allowed, and serves all in the end")
    func limitPerHost() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            if request.path == "/hold" { responders.append(responder) } else { responder.respond(.ok) }
        }
        defer { server.stop(drain: .zero) }
        let other = try Server(.init(address: Self.anyPort)) { _, responder in responder.respond(.ok) }
        defer { other.stop(drain: .zero) }
        var configuration = Client.Configuration()
        configuration.maximumPerHost = 2
        let client = Client(configuration)
        let answers = Arrivals<Int>()
        for _ in 0..<6 {
            client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(server.port)/hold")) {
                answers.append((try? $0.get().status) ?? 0)
            }
        }
        #expect(await responders.wait(for: 2).count == 2)
        // Another host does not wait for the slow one.
        let answer = try await client.send(
            ClientRequest(method: .get, url: "http://127.0.0.1:\(other.port)/"))
        #expect(answer.status == 200)
        #expect(responders.all.count == 2)
        for number in 0..<6 { await responders.wait(for: number + 1)[number].respond(.ok) }
        #expect(await answers.wait(for: 6) == [200, 200, 200, 200, 200, 200])
    }

    @Test("sends forms with files")
    func multipart() async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            responder.respond(
                Response(
                    status: 200, headers: [("X-Type", request.header("Content-Type") ?? "")],
                    body: request.body))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await Client(.init()).send(
            ClientRequest(
                method: .post, url: "http://127.0.0.1:\(server.port)/",
                parts: [
                    .init(name: "chat", text: "7"), .init(name: "empty", text: ""),
                    .init(
                        name: "photo", fileName: "a \"b\".png", contentType: "image/png", content: [1, 0, 2]),
                ]))
        let body = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.header("X-Type")?.hasPrefix("multipart/form-data; boundary=") == true)
        #expect(body.contains("name=\"chat\"\r\n\r\n7\r\n"))
        #expect(body.contains("name=\"empty\"\r\n\r\n\r\n"))
        #expect(
            body.contains(
                "name=\"photo\"; filename=\"a %22b%22.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\0\u{2}\r\n"
            ))
    }

    @Test("does not follow redirects")
    func redirects() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in
            responder.respond(Response(status: 302, headers: [("Location", "/elsewhere")]))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await Client(.init()).send(
            ClientRequest(method: .get, url: "http://127.0.0.1:\(server.port)/"))
        #expect(answer.status == 302)
        #expect(answer.header("location") == "/elsewhere")
    }

    @Test(
        "refuses what is no http URL",
        arguments: [
            "", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http://a b/",
            "https://a:99999/",
            "gopher://example.org/", "http://a/\r\nX: 1", "http://[::1/",
        ])
    func badURLs(_ url: String) async {
        let error = await #expect(throws: ClientError.self) {
            try await Client(.init()).send(ClientRequest(method: .get, url: url))
        }
        #expect(error?.kind == .badURL)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test(
        "refuses headers that would break the request",
        arguments: [("X-A", "b\r\nX-C: d"), ("X A", "b"), ("", "b"), ("X:", "b"), ("X", "\0")])
    func badHeaders(_ name: String, _ value: String) async {
        let error = await #expect(throws: ClientError.self) {
            try await Client(.init()).send(
                ClientRequest(method: .get, url: "http://127.0.0.1:1/", headers: [(name, value)]))
        }
        #expect(error?.kind == .badRequest)
    }

    @Test("gives up on answers that are too long, announced or not")
    func tooLarge() async throws {
        let peer = try RawPeer { connection, _ in
            let isAnnounced = connection.read(until: "\r\n\r\n").contains("/announced")
            connection.write("HTTP/1.1 200 OK\r\n\(isAnnounced ? "Content-Length: 2000\r\n" : "")\r\n")
            connection.write(String(repeating: "x", count: 2000))
        }
        defer { peer.stop() }
        var configuration = Client.Configuration()
        configuration.maximumResponseBytes = 1000
        let client = Client(configuration)
        for path in ["/announced", "/endless"] {
            let error = await #expect(throws: ClientError.self) {
                try await client.send(
                    ClientRequest(method: .post, url: "http://127.0.0.1:\(peer.port)\(path)"))
            }
            #expect(error?.kind == .tooLarge)
            #expect(error?.mayHaveBeenSent == true)
        }
    }

    @Test("gives up when the task is cancelled, before and after sending")
    func cancellation() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responders.append(responder) }
        defer { server.stop(drain: .zero) }
        let client = Client(.init())
        let request = ClientRequest(method: .post, url: "http://127.0.0.1:\(server.port)/", body: [1])
        let sent = Task { await Result { () async throws(ClientError) in try await client.send(request) } }
        await responders.wait(for: 1)
        sent.cancel()
        #expect(await sent.value.error?.kind == .cancelled)
        #expect(await sent.value.error?.mayHaveBeenSent == true)

        let never = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await Result { () async throws(ClientError) in try await client.send(request) }
        }
        #expect(await never.value.error?.kind == .cancelled)
        #expect(await never.value.error?.mayHaveBeenSent == false)
    }

    @Test("fails everything when it is closed, saying what may have been sent")
    func closing() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responders.append(responder) }
        defer { server.stop(drain: .zero) }
        var configuration = Client.Configuration()
        configuration.maximumConnections = 1
        let client = Client(configuration)
        let errors = Arrivals<Bool?>()
        let request = ClientRequest(method: .post, url: "http://127.0.0.1:\(server.port)/", body: [1])
        for _ in 0..<2 { client.send(request) { errors.append($0.error?.mayHaveBeenSent) } }
        await responders.wait(for: 1)
        client.close()
        client.close()
        client.send(request) { errors.append($0.error?.mayHaveBeenSent) }
        #expect(errors.all == [true, false, false])
    }

    @Test("may be closed in a callback, and let go there")
    func closingInCallback() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responder.respond(.ok) }
        defer { server.stop(drain: .zero) }
        let answers = Arrivals<Int>()
        let client = Client(.init())
        client.send(ClientRequest(method: .get, url: "http://127.0.0.1:\(server.port)/")) {
            client.close()
            answers.append((try? $0.get().status) ?? 0)
        }
        #expect(await answers.wait(for: 1) == [200])
    }
}

extension Result {
    var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }

    /// Catches what an asynchronous function throws.
    init(_ body: () async throws(Failure) -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
