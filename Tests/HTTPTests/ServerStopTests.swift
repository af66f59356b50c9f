import HTTP
import TestLimits
import Testing

@Suite("Stopping a server", .limited)
struct ServerStopTests {
    private static let anyPort = Server.Address.tcp(host: "127.0.0.1", port: 0)
    private let client = Client(Client.Configuration())

    @Test("waits for the answers under way, accepts nothing new")
    func drains() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { request, responder in
            if request.path == "/hold" { responders.append(responder) } else { responder.respond(.ok) }
        }
        let url = "http://127.0.0.1:\(server.port)/"
        async let answer = client.send(ClientRequest(method: .get, url: url + "hold"))
        let responder = try #require(await responders.wait(for: 1).first)
        let stopping = Task.detached { server.stop(drain: .seconds(10)) }
        // Until the door is closed, a request may still be served, or cut off in the queue.
        var kind: ClientError.Kind?
        while kind != .notSent, !Task.isCancelled {
            // A client of its own each time: a kept connection is served to its end.
            let client = Client(.init())
            let request = ClientRequest(method: .get, url: url)
            kind = await Result { () async throws(ClientError) in try await client.send(request) }.error?.kind
        }
        responder.respond(.text("in time"))
        #expect(try await answer.body == Array("in time".utf8))
        await stopping.value
    }

    @Test("answers 503 to those who wait too long, and ignores what comes later")
    func answersTheRest() async throws {
        let responders = Arrivals<Responder>()
        let server = try Server(.init(address: Self.anyPort)) { _, responder in responders.append(responder) }
        let url = "http://127.0.0.1:\(server.port)/"
        async let first = client.send(ClientRequest(method: .get, url: url))
        async let second = client.send(ClientRequest(method: .get, url: url))
        await responders.wait(for: 2)
        await Task.detached { server.stop(drain: .milliseconds(10)) }.value
        #expect(try await first.status == 503)
        #expect(try await second.status == 503)
        for responder in responders.all { responder.respond(.ok) }
        server.stop(drain: .seconds(10))
    }

    @Test("under load answers or refuses every request, and ends")
    func underLoad() async throws {
        for _ in 0..<5 {
            let server = try Server(.init(address: Self.anyPort)) { _, responder in
                Task.detached { responder.respond(.ok) }
            }
            let url = "http://127.0.0.1:\(server.port)/"
            let client = Client(.init())
            defer { client.close() }
            let started = Arrivals<Bool>()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        while let answer = try? await client.send(
                            ClientRequest(method: .post, url: url, body: [1], timeout: .seconds(5)))
                        {
                            #expect(answer.status == 200 || answer.status == 503)
                            started.append(true)
                            if answer.status == 503 { break }
                        }
                    }
                }
                group.addTask {
                    await started.wait(for: 100)
                    server.stop(drain: .seconds(5))
                }
            }
        }
    }

    @Test("ends again and again while its threads are busy")
    func whileBusy() async throws {
        let client = Client(.init())
        defer { client.close() }
        for _ in 0..<150 {
            let server = try Server(.init(address: Self.anyPort)) { _, responder in responder.respond(.ok) }
            let url = "http://127.0.0.1:\(server.port)/"
            let started = Arrivals<Int>()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        while let answer = try? await client.send(ClientRequest(method: .get, url: url)) {
                            started.append(answer.status)
                            if answer.status == 503 { break }
                        }
                    }
                }
                group.addTask {
                    await started.wait(for: 16)
                    await aside { server.stop(drain: .seconds(5)) }
                }
            }
            // Whoever asked was answered, or turned away in words.
            #expect(started.all.count >= 16 && started.all.allSatisfy { $0 == 200 || $0 == 503 })
        }
    }

    @Test("lets go of everything that the handler held")
    func leaksNothing() async throws {
        final class Token: Sendable {}
        weak var token: Token?
        // Kept beyond the server's end, as a forgetful caller might.
        let responders = Arrivals<Responder>()
        do {
            let held = Token()
            token = held
            let server = try Server(.init(address: Self.anyPort)) { _, responder in
                _ = held
                responders.append(responder)
                responder.respond(.ok)
            }
            let url = "http://127.0.0.1:\(server.port)/"
            #expect(try await client.send(ClientRequest(method: .get, url: url)).status == 200)
        }
        #expect(token == nil)
        #expect(responders.all.count == 1)
    }
}
