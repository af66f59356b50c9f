import CCurl

/// A libcurl easy handle with what it sends and receives; used for one request after another by `ClientLoop`.
///
/// **What is sent once.** When a kept connection dies before the first byte of an answer, libcurl repeats the
/// request on a new one, whatever its method and however much of it went out; there is no option against it.
/// The server may have done what it was asked. So libcurl must ask before each attempt
/// (`CURLOPT_PREREQFUNCTION`), and a second one is refused unless the method is safe or nothing was sent.
///
/// For the client's thread alone.
final class Transfer {
    let easy: UnsafeMutableRawPointer
    let configuration: Client.Configuration
    /// libcurl writes its error text here, also between calls, so it must stay where it is.
    let errorText: UnsafeMutablePointer<CChar>
    var fields: UnsafeMutablePointer<curl_slist>?
    var form: OpaquePointer?

    /// What of the last request is still set in the handle; nil where nothing is.
    private var kept: Shape?
    /// The longest body of an answer to the request.
    private(set) var mostBytes = 0
    private var isSafe = true
    private var hasBody = false
    /// How often the request was about to be handed to a connection.
    private var attempts = 0
    /// What libcurl had sent before the first attempt: the words with a proxy.
    private var sentBefore = 0
    private var isRepeatRefused = false

    private var headers = Headers()
    private var hasWholeHeader = false
    private var body: [UInt8] = []
    private var isTooLarge = false

    init?(_ configuration: Client.Configuration) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.configuration = configuration
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        curl_mime_free(form)
        errorText.deallocate()
    }

    /// Whether any byte of the request may have reached the server.
    ///
    /// Before the first attempt none has: names, connecting, TLS and the proxy come before. After it the
    /// counters tell, except that libcurl does not count the rest of a header block that could not be
    /// written at once; with a body to come that is no whole request.
    var mayHaveBeenSent: Bool {
        guard attempts > 0 else { return false }
        var request = 0
        var uploaded: curl_off_t = 0
        _ = CCurl_get_long(easy, CURLINFO_REQUEST_SIZE, &request)
        _ = CCurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded)
        return request > sentBefore || uploaded > 0 || !hasBody
    }

    /// Sets the handle up for a request.
    ///
    /// - Returns: Why it cannot be sent, nil when it can.
    func prepare(_ request: ClientRequest, deadline: ContinuousClock.Instant) -> ClientError? {
        let left = deadline - .now
        guard left > .zero else { return Self.late(request) }
        guard Self.isUsable(request.url) else { return Self.badURL }
        guard request.method != .other,
            request.parts.isEmpty || (request.method == .post && request.body == nil)
        else {
            return ClientError(.badRequest, message: "This method cannot be sent, or not with this body.")
        }
        isSafe = request.method.isSafe
        mostBytes = request.maximumResponseBytes ?? configuration.maximumResponseBytes
        hasBody = !request.parts.isEmpty || !(request.body ?? []).isEmpty
        let shape = Shape(request)
        if shape == nil || shape != kept {
            clear()
            guard setHeaders(request) else {
                clear()
                return ClientError(.badRequest, message: "A header field has characters that cannot be sent.")
            }
            setCallbacks()
            setLine(request)
        }
        setTimes(request, left: left)
        guard setContent(request), set(CURLOPT_URL, request.url) else {
            clear()
            return ClientError(.notSent, message: "There is no memory for another request.")
        }
        kept = shape
        return nil
    }

    /// What a request has in common with the one before it, so that most of its options are set already: message
    /// after message is posted to one platform, and setting all anew costs a tenth of sending one.
    private struct Shape: Equatable {
        let headers: [String]
        let unixSocket: String?
        let mostBytes: Int?

        /// Nil for what is not posted with a body: those have options that would have to be taken back.
        init?(_ request: ClientRequest) {
            guard request.method == .post, request.parts.isEmpty else { return nil }
            headers = request.headers.flatMap { [$0.0, $0.1] }
            unixSocket = request.unixSocket
            mostBytes = request.maximumResponseBytes
        }
    }

    /// Takes back every option.
    private func clear() {
        curl_easy_reset(easy)
        curl_slist_free_all(fields)
        curl_mime_free(form)
        fields = nil
        form = nil
        kept = nil
    }

    /// Forgets the last request, keeps the handle.
    func reset() {
        if kept == nil { clear() }
        attempts = 0
        sentBefore = 0
        isRepeatRefused = false
        isTooLarge = false
        headers = Headers()
        hasWholeHeader = false
        body = []
        errorText.pointee = 0
    }

    /// Says how a request ended.
    ///
    /// - Parameters:
    ///   - code: What libcurl says.
    ///   - request: The request.
    func result(_ code: CURLcode, of request: ClientRequest) -> Result<ClientResponse, ClientError> {
        var status = 0
        _ = CCurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        // libcurl is content with an answer that ends in the middle of its header.
        if code == CURLE_OK, hasWholeHeader, status >= 200 {
            return .success(ClientResponse(status: status, headers: headers, body: body))
        }
        if isTooLarge || code == CURLE_FILESIZE_EXCEEDED {
            return .failure(Self.error(.tooLarge, request, "The answer is longer than this client accepts"))
        }
        if attempts == 0 {
            if code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL {
                return .failure(Self.badURL)
            }
            // Up to here libcurl has only dealt with the host, and its own text says more.
            let text = errorText.pointee == 0 ? Self.text(code) : String(cString: errorText)
            return .failure(Self.error(.notSent, request, text))
        }
        let isCut = isRepeatRefused || code == CURLE_OK
        let text = isCut ? "The connection ended without a whole answer" : Self.text(code)
        return .failure(Self.error(mayHaveBeenSent ? .outcomeUnknown : .notSent, request, text))
    }

    // MARK: What libcurl calls

    /// Whether libcurl may hand the request to a connection now.
    func mayBeSentNow() -> Bool {
        if attempts == 0 {
            _ = CCurl_get_long(easy, CURLINFO_REQUEST_SIZE, &sentBefore)
        } else if !isSafe, mayHaveBeenSent {
            isRepeatRefused = true
            return false
        }
        attempts += 1
        return true
    }

    func takeHeader(_ lineBytes: UnsafeRawBufferPointer) -> Bool {
        // A status line begins anew: an interim answer (100) was before.
        if lineBytes.starts(with: "HTTP/".utf8) {
            headers.removeAll()
            hasWholeHeader = false
            return true
        }
        if lineBytes.first == 0x0D || lineBytes.first == 0x0A {
            hasWholeHeader = true
            return true
        }
        guard headers.size + lineBytes.count <= 256 << 10 else {
            isTooLarge = true
            return false
        }
        guard let colon = lineBytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        var value = lineBytes[(colon + 1)...].drop(while: isBlank)
        while let last = value.last, isBlank(last) { value.removeLast() }
        headers.append(name: lineBytes[..<colon], value: value)
        return true
    }

    func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= mostBytes else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }
}
