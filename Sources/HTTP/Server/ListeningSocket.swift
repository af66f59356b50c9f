import Glibc

/// A socket that a `Server` accepts connections on, made here because libmicrohttpd cannot make Unix
/// sockets, and says little about what went wrong.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// The bound TCP port, 0 on a Unix socket.
    let port: UInt16
    /// The socket's file with its identity, so that only our own is removed in the end.
    private let file: (path: String, device: dev_t, inode: ino_t)?

    /// Binds and listens.
    ///
    /// - Parameter address: Where.
    /// - Throws: `ServerError` when the address cannot be had.
    init(_ address: Server.Address) throws(ServerError) {
        switch address {
        case .tcp(let host, let port):
            let (descriptor, bound) = try Self.listen(host: host, port: port)
            self.descriptor = descriptor
            self.port = bound
            file = nil
        case .unix(let path, let mode, let group):
            descriptor = try Self.listen(path: path, mode: mode, group: group)
            port = 0
            var status = stat()
            file = lstat(path, &status) == 0 ? (path, status.st_dev, status.st_ino) : nil
        case .held(let place):
            guard let held = place.take() else {
                throw ServerError(
                    .addressUnavailable, "This address has been given to a server before. Hold one anew.")
            }
            self = held
        }
    }

    /// Closes the socket and removes its file.
    func close() {
        removeFile()
        Glibc.close(descriptor)
    }

    /// Removes the socket's file, unless somebody else has put theirs in its place.
    func removeFile() {
        guard let file else { return }
        var status = stat()
        if lstat(file.path, &status) == 0, status.st_dev == file.device, status.st_ino == file.inode {
            unlink(file.path)
        }
    }

    private static func listen(host: String, port: UInt16) throws(ServerError) -> (Int32, UInt16) {
        let place = "Cannot listen on \(host), port \(port)"
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, String(port), &hints, &found)
        guard result == 0, let first = found else {
            let reason = String(cString: gai_strerror(result))
            throw ServerError(.addressUnavailable, "\(place): \(reason). Check the configured address.")
        }
        defer { freeaddrinfo(found) }
        let descriptor = try open(family: first.pointee.ai_family, place: place)
        var yes: Int32 = 1
        // A restart must not wait for the old connections' last minute.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var bound = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isBound =
            bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0
            && Glibc.listen(descriptor, SOMAXCONN) == 0
            && withUnsafeMutablePointer(to: &bound) {
                // A sockaddr_storage is made to be seen as any kind of sockaddr.
                getsockname(
                    descriptor, UnsafeMutableRawPointer($0).assumingMemoryBound(to: sockaddr.self), &size)
            } == 0
        guard isBound else {
            throw failure(place, closing: descriptor)
        }
        // The port stands at the same place in IPv4 and IPv6 addresses.
        let number = withUnsafeBytes(of: &bound) { $0.loadUnaligned(as: sockaddr_in.self).sin_port }
        return (descriptor, UInt16(bigEndian: number))
    }

    private static func listen(path: String, mode: mode_t, group: gid_t?) throws(ServerError) -> Int32 {
        let place = "Cannot listen on the socket \(path)"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard !path.isEmpty, !path.utf8.contains(0), path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        guard fits else {
            throw ServerError(
                .addressUnavailable, "\(place): the path is empty or too long. Choose a shorter one.")
        }
        try removeStale(path, address: address, place: place)
        let descriptor = try open(family: AF_UNIX, place: place)
        // Linux gives the file the socket's own mode: nobody else can come in between `bind` and `chmod`,
        // and the process's umask, which all threads share, is left alone.
        let isReady =
            fchmod(descriptor, mode & 0o700) == 0
            && withSockaddr(&address) { bind(descriptor, $0, $1) } == 0
            && (group.map { chown(path, uid_t.max, $0) } ?? 0) == 0
            && chmod(path, mode) == 0
            && Glibc.listen(descriptor, SOMAXCONN) == 0
        guard isReady else {
            throw failure(place, closing: descriptor)
        }
        return descriptor
    }

    /// Removes a socket's file that a process left behind, and nothing else.
    private static func removeStale(_ path: String, address: sockaddr_un, place: String) throws(ServerError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ServerError(
                .addressUnavailable,
                "\(place): a file that is no socket stands there. Move it or choose another path.")
        }
        let descriptor = try open(family: AF_UNIX, place: place)
        var address = address
        let result = withSockaddr(&address) { connect(descriptor, $0, $1) }
        let number = errno
        Glibc.close(descriptor)
        // Only a refused connection says that nobody listens; a full queue or a missing right does not.
        guard result != 0, number == ECONNREFUSED else {
            throw ServerError(place, number: EADDRINUSE)
        }
        unlink(path)
    }

    private static func open(family: Int32, place: String) throws(ServerError) -> Int32 {
        // libmicrohttpd's epoll loop needs a socket that does not block.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw ServerError(place, number: errno) }
        return descriptor
    }

    private static func failure(_ place: String, closing descriptor: Int32) -> ServerError {
        let number = errno
        Glibc.close(descriptor)
        return ServerError(place, number: number)
    }

    private static func withSockaddr(
        _ address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) {
            // The socket interface takes every kind of address as a sockaddr, with its size.
            body(
                UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
