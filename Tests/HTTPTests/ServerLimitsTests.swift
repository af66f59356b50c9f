import Glibc
import HTTP
import TestLimits
import Testing

@Suite("Limits of a server", .limited)
struct ServerLimitsTests {
    private static let anyPort = Server.Address.tcp(host: "127.0.0.1", port: 0)
    private let client = Client(Client.Configuration())

    private func url(_ server: Server, _ path: String) -> String { "http://127.0.0.1:\(server.port)\(path)" }

    @Test("carries a body of the full size both ways")
    func largeBody() async throws {
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            responder.respond(Response(status: 200, body: request.body))
        }
        defer { server.stop(drain: .zero) }
        let body = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let answer = try await client.send(ClientRequest(method: .put, url: url(server, "/"), body: body))
        #expect(answer.body == body)
    }

    @Test("refuses a body announced too long without reading it")
    func announcedTooLarge() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responder.respond(.ok) }
        defer { server.stop(drain: .zero) }
        let peer = RawConnection(port: server.port)
        defer { peer.close() }
        peer.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n")
        let answer = await aside { peer.readAll() }
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("Connection: close"))
    }

    @Test("refuses a body in chunks that grows too long")
    func chunkedTooLarge() async throws {
        var configuration = Server.Configuration(address: Self.anyPort)
        configuration.maximumBodyBytes = 1000
        let server = try Server(configuration) { request, responder in
            responder.respond(Response(status: 200, body: request.body))
        }
        defer { server.stop(drain: .zero) }
        let chunk = "1F4\r\n\(String(repeating: "x", count: 500))\r\n"
        for (chunks, status) in [(2, "200"), (3, "413")] {
            let peer = RawConnection(port: server.port)
            defer { peer.close() }
            peer.write(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
            for _ in 0..<chunks { peer.write(chunk) }
            peer.write("0\r\n\r\n")
            #expect(await aside { peer.readAll() }.hasPrefix("HTTP/1.1 \(status) "))
        }
        let endless = RawConnection(port: server.port)
        defer { endless.close() }
        endless.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<20 { endless.write(chunk) }
        #expect(await aside { endless.readAll() }.isEmpty, "a client that does not stop is cut off")
    }

    @Test("refuses a request whose end is not certain, and reads nothing behind it")
    func unclearLength() async throws {
        let paths = Arrivals<String>()
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            paths.append(request.path)
            responder.respond(.ok)
        }
        defer { server.stop(drain: .zero) }
        for fields in [
            "Transfer-Encoding: chunked\r\nContent-Length: 4",
            "Content-Length: 4\r\ntransfer-encoding: Chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: gzip, chunked", "Content-Length: 4\r\nContent-Length: 0",
            "Content-Length: 4, 4", "Content-Length: +4",
        ] {
            let peer = RawConnection(port: server.port)
            defer { peer.close() }
            peer.write(
                "POST /first HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\n"
                    + "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await aside { peer.readAll() }.hasPrefix("HTTP/1.1 400 "), "\(fields)")
        }
        #expect(paths.all.isEmpty)
    }

    @Test("requests that are never whole leave room for whoever asks")
    func roomBesideHalves() async throws {
        var configuration = Server.Configuration(address: Self.anyPort)
        configuration.maximumConnections = 16
        let server = try Server(configuration) { _, responder in responder.respond(.ok) }
        defer { server.stop(drain: .zero) }
        for half in [
            "", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\nX: ",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf",
        ] {
            let peers = (0..<40).map { _ in RawConnection(port: server.port) }
            for peer in peers { peer.write(half) }
            let asked = ClientRequest(method: .get, url: url(server, "/"), timeout: .seconds(5))
            #expect(try await Client(Client.Configuration()).send(asked).status == 200, "\(half)")
            for peer in peers { peer.close() }
        }
    }

    @Test("closes connections whose head drips for too long")
    func slowHeads() async throws {
        var configuration = Server.Configuration(address: Self.anyPort)
        configuration.headTime = .milliseconds(1)
        let calls = Arrivals<Bool>()
        let server = try Server(configuration) { _, responder in
            calls.append(true)
            responder.respond(.ok)
        }
        defer { server.stop(drain: .zero) }
        let drip = RawConnection(port: server.port)
        defer { drip.close() }
        drip.write("GET / HTTP/1.1\r\nHost: a\r\nX: ")
        var isCut = false
        for _ in 0..<1_000 where !isCut {
            drip.write("x")
            var event = pollfd(fd: drip.descriptor, events: Int16(POLLIN), revents: 0)
            isCut = poll(&event, 1, 1) > 0
        }
        #expect(isCut)
        #expect(calls.all.isEmpty)
    }

    @Test("refuses nonsense, and goes on serving")
    func nonsense() async throws {
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responder.respond(.ok) }
        defer { server.stop(drain: .zero) }
        for text in [
            "nonsense\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "b", count: 100_000))\r\n\r\n",
        ] {
            let peer = RawConnection(port: server.port)
            defer { peer.close() }
            peer.write(text)
            shutdown(peer.descriptor, Int32(SHUT_WR))
            #expect(await !aside { peer.readAll() }.hasPrefix("HTTP/1.1 200"), "\(text.prefix(20))")
        }
        #expect(try await client.send(ClientRequest(method: .get, url: url(server, "/"))).status == 200)
    }

    @Test("closes connections on which nothing comes any more, and bodies that drip for too long")
    func slowClients() async throws {
        var configuration = Server.Configuration(address: Self.anyPort)
        configuration.idleSeconds = 1
        configuration.bodyTime = .milliseconds(1)
        let calls = Arrivals<Bool>()
        let server = try Server(configuration) { _, responder in
            calls.append(true)
            responder.respond(.ok)
        }
        defer { server.stop(drain: .zero) }
        let half = RawConnection(port: server.port)
        let drip = RawConnection(port: server.port)
        defer {
            half.close()
            drip.close()
        }
        half.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf")
        drip.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
        var isCut = false
        for _ in 0..<10_000 where !isCut {
            drip.write("x")
            var event = pollfd(fd: drip.descriptor, events: Int16(POLLIN), revents: 0)
            isCut = poll(&event, 1, 1) > 0
        }
        #expect(isCut)
        #expect(await !aside { half.readAll() }.hasPrefix("HTTP/1.1 200"))
        #expect(calls.all.isEmpty)
    }
}
