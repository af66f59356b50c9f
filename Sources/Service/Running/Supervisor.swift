import Foundation
import Glibc
import Storage

/// Tells systemd how the bot is: that it is ready, that it still works, that it stops. Used by `yousaid serve`; where
/// no systemd waits for it, there is none.
///
/// One datagram a fact, to the socket that `$NOTIFY_SOCKET` names.
public struct Supervisor: Sendable {
    private let address: [UInt8]
    /// How often systemd wants to hear that the bot works, at least; nil where it does not.
    let patience: Duration?

    /// - Parameter environment: where systemd says what it wants.
    public init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"),
            path.utf8.count < 108
        else { return nil }
        var bytes = Array(path.utf8)
        // A name that is no file begins with a zero, which an environment cannot hold.
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        address = bytes
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        patience = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap {
            isForUs && $0 > 0 ? .microseconds($0) : nil
        }
    }

    public func ready() { send("READY=1") }
    public func stopping() { send("STOPPING=1") }

    /// Says again and again that the bot works, for as long as its database's writer comes back with an answer,
    /// whichever it is: a full disk is no reason to start again, and a writer that hangs is.
    public func watch(_ store: Store) -> Task<Void, Never>? {
        guard let patience else { return nil }
        let supervisor = self
        return Task {
            while !Task.isCancelled {
                _ = try? await store.write { _ in }
                supervisor.send("WATCHDOG=1")
                try? await Task.sleep(for: patience / 3)
            }
        }
    }

    private func send(_ fact: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: address) }
        let nameStart = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let length = socklen_t(nameStart + address.count)
        // C wants the general form of an address: the same bytes, and as many of them as are used.
        _ = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                sendto(descriptor, fact, fact.utf8.count, Int32(MSG_NOSIGNAL), general, length)
            }
        }
    }
}
