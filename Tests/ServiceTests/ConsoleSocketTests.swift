import ChannelContract
import ConsoleChannel
import Foundation
import HTTP
import Service
import TestLimits
import Testing

@Suite("The socket of the operator's console", .ahead, .limited)
struct ConsoleSocketTests {
    private func facts(_ path: String) throws -> (mode: Int, group: Int) {
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        let mode = (facts[.posixPermissions] as? NSNumber)?.intValue ?? -1
        return (mode, (facts[.groupOwnerAccountID] as? NSNumber)?.intValue ?? -1)
    }

    @Test("The socket is its owner's alone, or its group's too, and gone in the end")
    func permissions() async throws {
        let bench = try await ConsoleBench()
        #expect(try facts(bench.socket).mode == 0o600)
        await bench.close()
        #expect(!FileManager.default.fileExists(atPath: bench.socket))

        let own = try #require(getgrgid(getgid())).pointee
        let name = String(cString: own.gr_name)
        let shared = try await ConsoleBench(group: name)
        let found = try facts(shared.socket)
        #expect(found.mode == 0o660)
        #expect(found.group == Int(own.gr_gid))
        await shared.close()
    }

    @Test("A group that is not there is refused with what to do")
    func unknownGroup() throws {
        let error = #expect(throws: ChannelError.self) {
            try ConsoleChannel(.init(socketPath: "/tmp/x", group: "no-such-group-here"))
        }
        #expect(error?.message.contains("groupadd") == true)
        #expect(error?.isTemporary == false)
    }

    @Test("A second bot on the same socket is refused, and the first goes on")
    func twoBots() async throws {
        let bench = try await ConsoleBench()
        let other = try ConsoleChannel(.init(socketPath: bench.socket))
        await #expect(throws: ChannelError.self) { try await other.start(bench.inbox) }
        await other.stop()
        #expect(try await bench.client.say("x").ok)
        await bench.close()
    }

    @Test("Nothing comes in by webhook, and nothing goes to anybody but the operator")
    func notAWebhook() async throws {
        let bench = try await ConsoleBench()
        guard case .refused(let response, _) = bench.channel.receive(Request(method: .post, path: "/")) else {
            Issue.record("it was taken")
            return
        }
        #expect(response.status == 404)
        let other = Delivery(id: 1, address: "somebody", kind: .notice, text: "x")
        guard case .refused(.noSuchAddress, _) = await bench.channel.send(other).outcome else {
            Issue.record("it was sent")
            return
        }
        await bench.close()
    }

    @Test(
        "Requests that make no sense are refused",
        arguments: [
            (HTTP.Method.get, "/say", nil, 405), (.post, "/listen", nil, 405), (.get, "/", nil, 404),
            (.post, "/say", "not JSON", 400), (.post, "/say", "{}", 400),
            (.get, "/listen?after=-1", nil, 400), (.get, "/listen?wait=-1", nil, 400),
            (.get, "/listen?after=x&wait=0", nil, 200), (.get, "/listen?wait=nan", nil, 400),
        ] as [(HTTP.Method, String, String?, Int)])
    func badRequests(_ method: HTTP.Method, _ target: String, _ body: String?, _ status: Int) async throws {
        let bench = try await ConsoleBench()
        let client = Client(Client.Configuration())
        defer { client.close() }
        let answer = try await client.send(
            ClientRequest(
                method: method, url: "http://localhost\(target)", body: body.map { Array($0.utf8) },
                unixSocket: bench.socket))
        #expect(answer.status == status)
        #expect(bench.inbox.events.isEmpty)
        await bench.close()
    }

    @Test("Without a bot the client says that none is running")
    func notRunning() async throws {
        let folder = try TemporaryFolder()
        let client = ConsoleClient(socketPath: folder.path + "/console.sock")
        await #expect(throws: ConsoleClientError.notRunning(socket: folder.path + "/console.sock")) {
            try await client.say("x")
        }
        client.close()
    }
}
