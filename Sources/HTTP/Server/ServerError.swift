import Glibc

/// Why a `Server` could not start. Its description says what happened, where, and what to do.
public struct ServerError: Error, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Sendable {
        /// Somebody listens on this address already.
        case addressInUse
        /// The address, path, owner or permission cannot be had.
        case addressUnavailable
        /// Memory, threads or file descriptors ran out.
        case noResources
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// What happened, where, and what to do.
    public let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// Makes an error from the system's error number.
    init(_ what: String, number: Int32) {
        let reason = String(cString: strerror(number))
        switch number {
        case EADDRINUSE:
            self.init(
                .addressInUse,
                "\(what): \(reason). Stop the program that listens there or choose another address.")
        case EMFILE, ENFILE, ENOMEM, ENOBUFS:
            self.init(.noResources, "\(what): \(reason). Raise the limit or stop other programs.")
        case EACCES, EPERM:
            self.init(
                .addressUnavailable, "\(what): \(reason). Use an address or folder that this user may use.")
        default: self.init(.addressUnavailable, "\(what): \(reason). Check the configured address.")
        }
    }
}
