import Glibc
import HTTP
import TestLimits
import Testing

@Suite("Unix sockets", .limited)
struct UnixSocketTests {
    private let path: String
    private let folder: String

    init() {
        folder = "/tmp/yousaid-http-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(folder, 0o700)
        path = folder + "/socket"
    }

    private func cleanUp() {
        unlink(path)
        rmdir(folder)
    }

    private func server(mode: mode_t = 0o600) throws -> Server {
        try Server(.init(address: .unix(path: path, mode: mode, group: nil))) { request, responder in
            responder.respond(.text(request.remoteAddress ?? "nobody"))
        }
    }

    private func ask() async throws -> ClientResponse {
        try await Client(.init()).send(
            ClientRequest(method: .get, url: "http://local/", unixSocket: path))
    }

    @Test(
        "serve with the permissions asked for, and go away with the server", arguments: [0o600, 0o660, 0o666])
    func permissions(_ mode: mode_t) async throws {
        defer { cleanUp() }
        let server = try server(mode: mode)
        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == mode)
        #expect(try await ask().body == Array("nobody".utf8))
        #expect(server.port == 0)
        server.stop(drain: .zero)
        #expect(lstat(path, &status) != 0)
    }

    @Test("replace one that nobody listens on")
    func stale() async throws {
        defer { cleanUp() }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            // The socket interface takes every kind of address as a sockaddr.
            bind(
                descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_un>.size))
        }
        #expect(bound == 0)
        close(descriptor)
        let server = try server()
        defer { server.stop(drain: .zero) }
        #expect(try await ask().status == 200)
    }

    @Test("leave one in use alone")
    func inUse() async throws {
        defer { cleanUp() }
        let first = try server()
        defer { first.stop(drain: .zero) }
        let error = #expect(throws: ServerError.self) { try server() }
        #expect(error?.kind == .addressInUse)
        #expect(try await ask().status == 200)
    }

    @Test("leave a file that is no socket alone")
    func ordinaryFile() throws {
        defer { cleanUp() }
        let file = try #require(fopen(path, "w"))
        fclose(file)
        #expect(throws: ServerError.self) { try server() }
        var status = stat()
        #expect(lstat(path, &status) == 0)
    }

    @Test("refuse a path that is too long")
    func longPath() {
        defer { cleanUp() }
        #expect(throws: ServerError.self) {
            try Server(
                .init(
                    address: .unix(
                        path: "/tmp/" + String(repeating: "a", count: 200), mode: 0o600, group: nil))
            ) {
                _, _ in
            }
        }
    }
}
