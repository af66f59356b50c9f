import HTTP
import TestLimits
import Testing

@Suite("Server", .limited)
struct ServerTests {
    private static let anyPort = Server.Address.tcp(host: "127.0.0.1", port: 0)
    private let client = Client(Client.Configuration())

    private func url(_ server: Server, _ path: String) -> String { "http://127.0.0.1:\(server.port)\(path)" }

    @Test("gives the handler the whole request")
    func wholeRequest() async throws {
        let requests = Arrivals<Request>()
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            requests.append(request)
            responder.respond(.json(Array("{}".utf8), status: 201))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await client.send(
            ClientRequest(
                method: .post, url: url(server, "/link/spring%20term%2F?a=1&b=x%26y+z&a=2"),
                headers: [("X-Thing", "One"), ("x-thing", "two"), ("X-Empty", "")], body: Array("hello".utf8))
        )
        #expect(answer.status == 201)
        #expect(answer.header("content-type") == "application/json")
        #expect(answer.body == Array("{}".utf8))
        let request = try #require(await requests.wait(for: 1).first)
        #expect(request.method == .post)
        #expect(request.path == "/link/spring term/")
        #expect(request.query["a"] == "1")
        #expect(request.query["b"] == "x&y z")
        #expect(request.query["c"] == nil)
        #expect(request.header("X-THING") == "One")
        #expect(request.headers.all("x-thing") == ["One", "two"])
        #expect(request.header("x-empty") == "")
        #expect(request.header("x-none") == nil)
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("User-Agent") == "YouSaid")
        #expect(request.body == Array("hello".utf8))
        #expect(request.remoteAddress == "127.0.0.1")
    }

    @Test("names every method", arguments: [Method.get, .post, .put, .patch, .delete, .options, .head])
    func methods(_ method: HTTP.Method) async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            responder.respond(Response(status: 200, headers: [("X-Method", request.method.rawValue)]))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await client.send(ClientRequest(method: method, url: url(server, "/")))
        #expect(answer.header("X-Method") == method.rawValue)
    }

    @Test("takes answers from other threads, many at a time")
    func answersFromElsewhere() async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            Task.detached { responder.respond(Response(status: 200, body: request.body)) }
        }
        defer { server.stop(drain: .zero) }
        let client = client
        let address = url(server, "/")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<500 {
                group.addTask {
                    let body = Array("number \(number)".utf8)
                    return try await client.send(ClientRequest(method: .post, url: address, body: body)).body
                        == body
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test("sends only the first answer")
    func firstAnswerCounts() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in
            responder.respond(.text("first"))
            responder.respond(.text("second"))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await client.send(ClientRequest(method: .get, url: url(server, "/")))
        #expect(answer.body == Array("first".utf8))
    }

    @Test("answers 500 for a responder that is forgotten, at once or later")
    func forgottenResponder() async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            if request.path == "/later" { Task.detached { _ = responder } }
        }
        defer { server.stop(drain: .zero) }
        #expect(try await client.send(ClientRequest(method: .get, url: url(server, "/now"))).status == 500)
        #expect(try await client.send(ClientRequest(method: .get, url: url(server, "/later"))).status == 500)
    }

    @Test("answers 500 in place of a header with a line break")
    func headerInjection() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in
            responder.respond(Response(status: 200, headers: [("Location", "/a\r\nX-Evil: 1")]))
        }
        defer { server.stop(drain: .zero) }
        let answer = try await client.send(ClientRequest(method: .get, url: url(server, "/")))
        #expect(answer.status == 500)
        #expect(answer.header("X-Evil") == nil)
    }

    @Test("goes on when clients leave before their answer")
    func clientsLeave() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            if request.path == "/wait" { responders.append(responder) } else { responder.respond(.ok) }
        }
        defer { server.stop(drain: .zero) }
        for _ in 0..<20 {
            let peer = RawConnection(port: server.port)
            peer.write("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            peer.close()
        }
        for responder in await responders.wait(for: 20) { responder.respond(.text("too late")) }
        #expect(try await client.send(ClientRequest(method: .get, url: url(server, "/"))).status == 200)
    }

    @Test("serves pipelined requests in order")
    func pipelining() async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            Task.detached { responder.respond(.text(request.path)) }
        }
        defer { server.stop(drain: .zero) }
        let peer = RawConnection(port: server.port)
        defer { peer.close() }
        peer.write(
            "GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let answer = await aside { peer.readAll() }
        let first = try #require(answer.firstRange(of: "/one"))
        let second = try #require(answer.firstRange(of: "/two"))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test("says which address is taken")
    func addressInUse() throws {
        let first = try Server(.init(address: Self.anyPort)) { _, _ in }
        defer { first.stop(drain: .zero) }
        let error = #expect(throws: ServerError.self) {
            try Server(.init(address: .tcp(host: "127.0.0.1", port: first.port))) { _, _ in }
        }
        #expect(error?.kind == .addressInUse)
        #expect(error?.description.contains("\(first.port)") == true)
    }
}
