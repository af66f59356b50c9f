import Foundation
import HTTP

private let path = "/tmp/yousaid-fuzz-\(getpid()).sock"

/// Answers with everything that was understood of a request.
private let server: Server? = {
    var configuration = Server.Configuration(address: .unix(path: path, mode: 0o600, group: nil))
    configuration.threads = 1
    configuration.maximumBodyBytes = 2048
    return try? Server(configuration) { request, responder in
        var said = "\(request.method) \(request.path) \(request.remoteAddress ?? "")\n"
        for field in request.query.fields { said += "\(field.name)=\(field.value)\n" }
        for field in request.headers { said += "\(field.name): \(field.value)\n" }
        responder.respond(Response(status: 200, body: Array(said.utf8) + request.body))
    }
}()

/// Whatever somebody writes to the server's port: it is answered or cut off, and the next one is served.
func fuzzHTTP(_ bytes: [UInt8]) {
    guard server != nil else { fatalError("the server cannot be started") }
    _ = answer(to: bytes, isWhole: false)
    let good = Array("GET /well HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
    must(answer(to: good, isWhole: true).starts(with: "HTTP/1.1 200".utf8), "the next one is served")
}

/// - Parameter isWhole: whether the server is sure to end the connection; otherwise it may wait for more, and we go.
private func answer(to bytes: [UInt8], isWhole: Bool) -> [UInt8] {
    let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    must(connection >= 0, "there is a socket")
    defer { close(connection) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isConnected = withUnsafePointer(to: &address) {
        // The socket interface takes every kind of address as a sockaddr.
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
    }
    must(isConnected, "the server listens")
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        rest = rest.dropFirst(count)
    }
    if !isWhole {
        var patience = timeval(tv_sec: 0, tv_usec: 1_000)
        setsockopt(
            connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var all: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = recv(connection, &room, room.count, 0)
        // libFuzzer's own alarm clock interrupts.
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return all }
        all += room.prefix(count)
    }
}
