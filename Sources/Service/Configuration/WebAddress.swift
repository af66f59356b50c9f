import Foundation

/// A web address of the configuration, taken apart to see whether it is one that will do.
struct WebAddress {
    let scheme: String
    let host: String
    let path: String
    /// A name or password before the host, which must not stand in a file.
    let hasUser: Bool
    /// Something after `?` or `#`.
    let hasMore: Bool

    /// - Returns: nil where it is no web address at all.
    init?(_ text: String) {
        guard !text.contains(where: { $0.isWhitespace || !$0.isASCII }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, parts.port.map({ (1...65535).contains($0) }) ?? true
        else { return nil }
        self.scheme = scheme
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        path = parts.path
        hasUser = parts.user != nil || parts.password != nil
        hasMore = parts.query != nil || parts.fragment != nil
    }

    /// The address without a slash at its end, to which paths are added.
    static func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }
}
