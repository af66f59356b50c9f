import Glibc

@testable import HTTP

/// A server made of bare sockets, for everything that a well-behaved one would not do: each connection is
/// given to a closure on a thread of its own.
final class RawPeer: Sendable {
    let port: UInt16
    private let socket: ListeningSocket
    private let connections = Monitor(0)

    /// Listens on a free port.
    ///
    /// - Parameter script: What to do with a connection, and its number from 1. It is closed afterwards.
    init(_ script: @escaping @Sendable (RawConnection, Int) -> Void) throws {
        let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
        self.socket = socket
        port = socket.port
        // The library's sockets do not block; here a thread waits.
        _ = fcntl(socket.descriptor, F_SETFL, 0)
        let connections = connections
        _ = Worker.start {
            while true {
                let descriptor = accept(socket.descriptor, nil, nil)
                if descriptor < 0 { break }
                let number = connections.withLock { count in
                    count += 1
                    return count
                }
                connections.wake()
                _ = Worker.start {
                    let connection = RawConnection(descriptor)
                    script(connection, number)
                    connection.close()
                }
            }
            socket.close()
        }
    }

    /// How many connections there were.
    var count: Int { connections.withLock { $0 } }

    func stop() {
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
    }
}

/// A connected socket that is read and written byte by byte.
struct RawConnection: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Connects to a port of this machine.
    init(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        withUnsafePointer(to: &address) {
            // The socket interface takes every kind of address as a sockaddr.
            _ = connect(
                descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }

    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads what is there, at least a byte; empty at the end or when nothing comes for ten seconds.
    func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    /// Reads until the text is there, or to the end.
    func read(until text: String) -> String {
        var all = ""
        while !all.contains(text) {
            let part = read()
            if part.isEmpty { break }
            all += part
        }
        return all
    }

    /// Reads to the end.
    func readAll() -> String {
        var all = ""
        while true {
            let part = read()
            if part.isEmpty { return all }
            all += part
        }
    }

    /// Ends the connection for the other side; the descriptor stays ours.
    func end() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        Glibc.close(descriptor)
    }
}
