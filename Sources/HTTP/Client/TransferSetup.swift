import CCurl

// How a request becomes libcurl's options. `Transfer.prepare` calls these.
extension Transfer {
    @discardableResult
    func set(_ option: CURLoption, _ value: Int) -> Bool { CCurl_set_long(easy, option, value) == CURLE_OK }

    @discardableResult
    func set(_ option: CURLoption, _ value: String) -> Bool {
        CCurl_set_string(easy, option, value) == CURLE_OK
    }

    func setCallbacks() {
        // The loop keeps the transfer as long as its handle is in use, so the pointer stays good.
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = CCurl_set_write(easy, CURLOPT_WRITEFUNCTION, bodyArrives)
        _ = CCurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        _ = CCurl_set_write(easy, CURLOPT_HEADERFUNCTION, headerArrives)
        _ = CCurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        _ = CCurl_set_before_request(easy, requestIsAboutToGo)
        _ = CCurl_set_pointer(easy, CURLOPT_PREREQDATA, context)
        _ = CCurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    }

    func setTimes(_ request: ClientRequest, left: Duration) {
        set(CURLOPT_TIMEOUT_MS, max(left.milliseconds, 1))
        set(CURLOPT_CONNECTTIMEOUT_MS, max(request.connectTimeout.milliseconds, 1))
    }

    func setLine(_ request: ClientRequest) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // One request at a time on a connection: what was sent is then known by bytes.
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Without it the whole client waits for a name server that does not answer. The look-up's own thread
        // frees what it holds when it ends.
        set(CURLOPT_QUICK_EXIT, 1)
        _ = CCurl_set_offset(
            easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(max(mostBytes, 1)))
        set(CURLOPT_USERAGENT, configuration.userAgent)
        if let path = configuration.caBundle { set(CURLOPT_CAINFO, path) }
        // An empty text says "none" and keeps libcurl from the environment's settings.
        set(CURLOPT_NOPROXY, "")
        set(CURLOPT_PROXY, request.unixSocket == nil ? configuration.proxy ?? "" : "")
        if let path = request.unixSocket { set(CURLOPT_UNIX_SOCKET_PATH, path) }
    }

    /// Sets the header fields.
    ///
    /// - Returns: False when one cannot be sent.
    func setHeaders(_ request: ClientRequest) -> Bool {
        var hasContentType = false
        for (name, value) in request.headers {
            guard Self.isName(name), Self.isValue(value) else { return false }
            hasContentType = hasContentType || name.lowercased() == "content-type"
            // In libcurl's notation an empty value is a semicolon; a colon would remove the field.
            guard addField(value.isEmpty ? "\(name);" : "\(name): \(value)") else { return false }
        }
        // Waiting for "100 Continue" costs a second with servers that do not know it.
        guard addField("Expect:") else { return false }
        // libcurl would call every body a form.
        if !hasContentType, request.parts.isEmpty, !addField("Content-Type:") { return false }
        _ = CCurl_set_pointer(easy, CURLOPT_HTTPHEADER, fields)
        return true
    }

    func setContent(_ request: ClientRequest) -> Bool {
        if !request.parts.isEmpty { return setForm(request.parts) }
        switch request.method {
        case .head where request.body == nil: return set(CURLOPT_NOBODY, 1)
        case .get where request.body == nil: return set(CURLOPT_HTTPGET, 1)
        case .delete where request.body == nil, .options where request.body == nil:
            return set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        case .get, .head, .post, .put, .patch, .delete, .options, .other: break
        }
        let body = request.body ?? []
        // The size first: it says how much is copied.
        let isSet =
            set(CURLOPT_POST, 1)
            && CCurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)) == CURLE_OK
            && body.withUnsafeBytes { bytes in
                if bytes.isEmpty { return set(CURLOPT_COPYPOSTFIELDS, "") }
                // libcurl copies it now and writes nothing to it.
                let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                return CCurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start) == CURLE_OK
            }
        return isSet && (request.method == .post || set(CURLOPT_CUSTOMREQUEST, request.method.rawValue))
    }

    private func setForm(_ parts: [ClientRequest.Part]) -> Bool {
        form = curl_mime_init(easy)
        for part in parts {
            guard let slot = curl_mime_addpart(form) else { return false }
            let isSet =
                curl_mime_name(slot, part.name) == CURLE_OK
                && part.content.withUnsafeBytes { bytes in
                    // An empty array has no address, and libcurl takes that for "no content".
                    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                    return start.map { curl_mime_data(slot, $0, bytes.count) } ?? curl_mime_data(slot, "", 0)
                } == CURLE_OK
                && (part.fileName.map { curl_mime_filename(slot, $0) } ?? CURLE_OK) == CURLE_OK
                && (part.contentType.map { curl_mime_type(slot, $0) } ?? CURLE_OK) == CURLE_OK
            if !isSet { return false }
        }
        return CCurl_set_pointer(easy, CURLOPT_MIMEPOST, form.map { UnsafeMutableRawPointer($0) }) == CURLE_OK
    }

    private func addField(_ text: String) -> Bool {
        guard let longer = curl_slist_append(fields, text) else { return false }
        fields = longer
        return true
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";")
            }
    }

    private static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}

/// A part of an answer's body; what is not taken ends the transfer.
private func bodyArrives(
    data: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.takeBody(UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
}

/// One line of an answer's header.
private func headerArrives(
    data: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.takeHeader(UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
}

/// The connection stands, and the request would go out next.
private func requestIsAboutToGo(
    context: UnsafeMutableRawPointer?, remoteAddress: UnsafeMutablePointer<CChar>?,
    localAddress: UnsafeMutablePointer<CChar>?, remotePort: Int32, localPort: Int32
) -> Int32 {
    guard let context else { return CURL_PREREQFUNC_ABORT }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.mayBeSentNow() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
