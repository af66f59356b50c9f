import CCurl

// What a failed transfer says. No path and no query of the URL may come into a text.
extension Transfer {
    static let badURL = ClientError(
        .badURL, message: "The URL cannot be used: it must be a whole one with http or https.")

    /// The time was up before the request had its turn.
    static func late(_ request: ClientRequest) -> ClientError {
        error(.notSent, request, "The time was up before a connection was free")
    }

    static func error(_ kind: ClientError.Kind, _ request: ClientRequest, _ text: String) -> ClientError {
        ClientError(kind, message: "\(host(of: request.url)): \(text)")
    }

    static func text(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

    /// Whether a URL has a scheme that is allowed and no character that C or HTTP would stumble over. The rest
    /// is libcurl's to say.
    static func isUsable(_ url: String) -> Bool {
        let start = url.prefix(8).lowercased()
        return (start.hasPrefix("http://") || start == "https://")
            && url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// The host alone, as libcurl reads it.
    private static func host(of url: String) -> String {
        let handle = curl_url()
        defer { curl_url_cleanup(handle) }
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK,
            curl_url_get(handle, CURLUPART_HOST, &text, 0) == CURLUE_OK, let text
        else { return "The host" }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
