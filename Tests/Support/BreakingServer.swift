import Foundation
import Glibc

/// A server that takes a request, says the beginning of an answer, and breaks the line: for tests of what a
/// client makes of it. It serves one connection after another on a thread of its own.
public final class BreakingServer: Sendable {
    public let port: UInt16
    private let listener: Int32

    /// Starts to listen on a free port of this machine.
    ///
    /// - Parameter beginning: What it says to each request before it closes the connection; empty for nothing.
    public init(saying beginning: String) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            // The socket interface takes every kind of address as a sockaddr.
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 8)
                _ = getsockname(listener, $0, &length)
            }
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Self.serve(connection, saying: beginning)
                close(connection)
            }
            close(listener)
        }
    }

    /// Stops listening.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private static func serve(_ connection: Int32, saying beginning: String) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        // The whole request is read, or the system would break the line before the answer is through.
        while !isWhole(request) {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request += buffer.prefix(count)
        }
        let answer = Array(beginning.utf8)
        _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
    }

    private static func isWhole(_ request: [UInt8]) -> Bool {
        // Whoever wants TLS first is not kept waiting.
        if request.first == 0x16 { return true }
        let text = String(decoding: request, as: UTF8.self)
        guard let head = text.range(of: "\r\n\r\n") else { return false }
        let field = text[..<head.lowerBound].split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("content-length:")
        }
        let length = field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        return text[head.upperBound...].utf8.count >= length
    }
}
