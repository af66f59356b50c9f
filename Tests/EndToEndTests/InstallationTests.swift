import Foundation
import Glibc
import HTTP
import Service
import TestSupport
import Testing
import Threads
import YouSaidKit

@testable import Storage

extension EndToEnd {
    /// What whoever looks after the machine relies on: that what is kept is declared, that a crash leaves nothing
    /// lying, that systemd hears how the bot is.
    struct InstallationTests {
        @Test func everyTableIsInTheDataMap() async throws {
            try await LiveForum.use { forum in
                let tables: [String] = try await forum.read { database in
                    try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { try $0[0] }
                }
                #expect(tables.contains("core_member") && tables.contains("polls_vote"))
                let map = try await forum.run("data-map")
                #expect(map.status == 0)
                for table in tables {
                    let rows = map.output.split(separator: "\n").filter { $0.hasPrefix("| `\(table)` |") }
                    #expect(rows.count == 1, "\(table) is declared \(rows.count) times")
                }
                let declared = map.output.matches(of: /\n\| `((?:core|welcome|polls)_[a-z]+)`/).map {
                    String($0.output.1)
                }
                #expect(declared.filter { !tables.contains($0) } == [], "what is declared is there")
            }
        }

        @Test func aCrashLeavesNoMemoryLying() async throws {
            try await LiveForum.use(starts: false) { forum in
                // Whether this machine writes dumps at all: a shell that may, and ends as badly.
                let shell = try Self.start("kill -ABRT $$", in: forum)
                let control = try await Self.end(shell)
                #expect(control & 0x7F == SIGABRT)
                guard control & Self.wroteCore != 0 else {
                    print("core dumps: this machine writes none, so nothing can be shown")
                    return
                }
                try forum.writeConfiguration(life: "life1")
                let log = forum.folder + "/life.log"
                let program = try Self.start(
                    "exec '\(RunningProgram.path)' serve --config '\(forum.configurationPath)' 2>'\(log)'",
                    in: forum)
                defer { kill(program, SIGKILL) }
                try await eventually("the start") {
                    (try? String(contentsOfFile: log, encoding: .utf8))?.contains("webhooks arrive") == true
                }
                kill(program, SIGABRT)
                let end = try await Self.end(program)
                #expect(end & 0x7F == SIGABRT)
                #expect(end & Self.wroteCore == 0, "its memory was written to the disk")
            }
        }

        /// The bit of `waitpid` that says that a core dump was written.
        private static let wroteCore: Int32 = 0x80

        /// Starts a shell that may write core dumps of any size.
        private static func start(_ script: String, in forum: LiveForum) throws -> pid_t {
            let whole = "ulimit -c unlimited; cd '\(forum.folder)'; \(script)"
            var both = ProcessInfo.processInfo.environment.merging(forum.environment) { $1 }
            // Reporting a crash takes the first signal, and only a real crash comes a second time.
            both["SWIFT_BACKTRACE"] = "enable=no"
            // C's lists end with a null.
            var arguments: [UnsafeMutablePointer<CChar>?] = []
            for word in ["/bin/bash", "-c", whole] { arguments.append(strdup(word)) }
            arguments.append(nil)
            var variables: [UnsafeMutablePointer<CChar>?] = []
            for (name, value) in both { variables.append(strdup("\(name)=\(value)")) }
            variables.append(nil)
            defer { for text in arguments + variables { free(text) } }
            // A child would ignore and hold back the signals that the tests' own threads do.
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var signals = sigset_t()
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            sigaddset(&signals, SIGABRT)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
            var pid = pid_t()
            try #require(posix_spawn(&pid, "/bin/bash", nil, &attributes, &arguments, &variables) == 0)
            return pid
        }

        /// Waits for a process.
        /// - Returns: how it ended, as `waitpid` has it.
        private static func end(_ process: pid_t) async throws -> Int32 {
            try await onAnotherThread {
                var status: Int32 = 0
                while waitpid(process, &status, 0) < 0 { try #require(errno == EINTR) }
                return status
            }
        }

        @Test func systemdHearsThatItIsReadyThatItWorksAndThatItStops() async throws {
            let systemd = try PretendSystemd()
            try await LiveForum.use(starts: false) { forum in
                try forum.writeConfiguration(life: "life1")
                let program = try RunningProgram(
                    ["serve", "--config", forum.configurationPath],
                    environment: forum.environment.merging(systemd.environment) { $1 },
                    log: forum.folder + "/life.log")
                defer { program.signal(SIGKILL) }
                #expect(try await systemd.hears() == "READY=1")
                for _ in 0..<3 { #expect(try await systemd.hears() == "WATCHDOG=1") }
                program.signal(SIGTERM)
                var last = try await systemd.hears()
                while last == "WATCHDOG=1" { last = try await systemd.hears() }
                #expect(last == "STOPPING=1")
                #expect(try await program.waitForEnd() == .init(status: 0, bySignal: false))
            }
        }

        @Test func everythingGoesThroughTheOutboundProxy() async throws {
            let proxy = try PretendProxy()
            defer { proxy.stop() }
            try await LiveForum.use(more: "proxy: \"\(proxy.url)\"", starts: false) { forum in
                proxy.leadsTo(forum.telegram.url)
                try await forum.start()
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
                try await forum.waitUntilQuiet()
                let calls = forum.telegram.calls.count
                #expect(calls > 1 && proxy.passed == calls)
            }
        }
    }
}

/// systemd's end of the socket, on which it hears how a service is.
private final class PretendSystemd: Sendable {
    private let descriptor: Int32
    private let path: String

    init() throws {
        path = "/tmp/yousaid-notify-\(UUID().uuidString.prefix(8))"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        // A word that never comes fails its test and holds up nobody.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let descriptor = descriptor
        // C wants the general form of an address: the same bytes.
        let result = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// What systemd tells a service: where it listens, and that it wants to hear something every 0.3 seconds.
    var environment: [String: String] { ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "300000"] }

    /// Waits for the next word.
    func hears() async throws -> String {
        let descriptor = descriptor
        return try await onAnotherThread {
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }
}

/// An outbound proxy on this machine, through which everything leads to one place.
private final class PretendProxy: Sendable {
    private struct State {
        var target = ""
        var passed = 0
    }

    private let state = Guarded(State())
    private let client = Client(Client.Configuration())
    private let server: Server

    init() throws {
        let (state, client) = (state, client)
        server = try Server(.init(address: .tcp(host: "127.0.0.1", port: 0))) { request, responder in
            let target = state.with { $0.target }
            Task {
                // To a proxy a client names the whole address; what counts is what stands after the host.
                let path =
                    request.path.range(of: "/life").map { String(request.path[$0.lowerBound...]) } ?? "/"
                let passed = try? await client.send(
                    ClientRequest(
                        method: .post, url: target + path, headers: [("Content-Type", "application/json")],
                        body: request.body))
                guard let passed else { return responder.respond(.unavailable) }
                state.with { $0.passed += 1 }
                responder.respond(Response(status: passed.status, body: passed.body))
            }
        }
    }

    var url: String { "http://127.0.0.1:\(server.port)" }
    /// How many requests went through.
    var passed: Int { state.with { $0.passed } }

    func leadsTo(_ target: String) { state.with { $0.target = target } }

    func stop() {
        server.stop(drain: .seconds(2))
        client.close()
    }
}
