import HTTP

/// Calls to Telegram's Bot API. Used by the channel for everything that it asks of Telegram.
///
/// The token is part of every URL; it stays in here, and nothing that comes out names it.
struct BotAPI: Sendable {
    private let client: Client
    private let base: Hidden
    /// Where files are.
    private let files: Hidden
    private let answerTime: Duration

    init(client: Client, url: String, token: String, answerTime: Duration = .seconds(30)) {
        self.client = client
        self.answerTime = answerTime
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        base = Hidden("\(url)/bot\(token)/")
        files = Hidden("\(url)/file/bot\(token)/")
    }

    /// Makes a call whose result is of no interest, or a sent message.
    func call(_ method: String, _ body: some BotCall) async -> BotReply {
        await reply(to: method) { try await post(method, body, timeout: answerTime) }
    }

    /// Makes a call that carries a file along.
    func upload(_ method: String, _ parts: [ClientRequest.Part]) async -> BotReply {
        await reply(to: method) {
            try await client.send(
                ClientRequest(method: .post, url: base.value + method, parts: parts, timeout: answerTime))
        }
    }

    private func reply(to method: String, _ send: () async throws -> ClientResponse) async -> BotReply {
        do {
            let response = try await send()
            return BotReply(status: response.status, body: response.body)
        } catch let error as ClientError {
            return error.mayHaveBeenSent
                ? .noAnswer(reason: error.message) : .notSent(reason: error.message)
        } catch {
            // The encoder's errors would quote the message.
            return .notSent(reason: "the call to \(method) cannot be encoded")
        }
    }

    /// Gets a file by the path that `getFile` named.
    func file(at path: String, atMost limit: Int) async throws(ClientError) -> ClientResponse {
        try await client.send(
            ClientRequest(
                method: .get, url: files.value + path, timeout: .seconds(60), maximumResponseBytes: limit))
    }

    /// Makes a call and hands over the answer as it is.
    func post(_ method: String, _ body: some BotCall, timeout: Duration) async throws -> ClientResponse {
        return try await client.send(
            ClientRequest(
                method: .post, url: base.value + method, headers: [("Content-Type", "application/json")],
                body: try body.encoded(), timeout: timeout))
    }
}
