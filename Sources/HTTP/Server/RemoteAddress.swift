import Glibc

/// The other end's IP address, kept as numbers so that a request does not pay for text nobody reads.
enum RemoteAddress: Sendable {
    case unknown
    case v4(in_addr)
    case v6(in6_addr)

    /// Reads the address that a connection holds.
    ///
    /// - Parameter address: The connection's address, valid during the call, with the size of its family.
    init(_ address: UnsafePointer<sockaddr>?) {
        guard let address else {
            self = .unknown
            return
        }
        // The family says which structure the bytes are; that is how the socket interface is made.
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            self = .v4(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr)
        case AF_INET6:
            self = .v6(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: self = .unknown
        }
    }

    var text: String? {
        var characters = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let size = socklen_t(characters.count)
        switch self {
        case .unknown: return nil
        case .v4(var address): inet_ntop(AF_INET, &address, &characters, size)
        case .v6(var address): inet_ntop(AF_INET6, &address, &characters, size)
        }
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
