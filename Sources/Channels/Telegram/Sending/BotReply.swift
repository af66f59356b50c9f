/// What Telegram said to a call. Made by ``BotAPI``; ``SendOutcome`` says what it means for a message.
enum BotReply: Sendable, Equatable {
    /// It was done. The number is the sent message's, where there is one.
    case done(message: Int64?)
    /// It was not done, in Telegram's own words.
    case failed(BotFailure)
    /// An answer that is none of Telegram's: a proxy's page, half an answer.
    case unreadable(status: Int)
    /// Nothing reached Telegram.
    case notSent(reason: String)
    /// It went out and no whole answer came back.
    case noAnswer(reason: String)

    /// Reads an answer.
    init(status: Int, body: [UInt8]) {
        do throws(JSONError) {
            var json = JSONReader(body)
            let reply = try Self.read(&json)
            try json.end()
            self = reply ?? .unreadable(status: status)
        } catch {
            self = .unreadable(status: status)
        }
    }

    private static func read(_ json: inout JSONReader) throws(JSONError) -> BotReply? {
        guard try json.enterObject() else { return nil }
        var isOK: Bool?
        var message: Int64?
        var failure = BotFailure(code: 0)
        while try json.nextMember() {
            if json.key(is: "ok") {
                isOK = try json.bool()
            } else if json.key(is: "result") {
                message = try MessageOrigin(&json)?.message
            } else if json.key(is: "error_code") {
                failure.code = Int(try json.integer() ?? 0)
            } else if json.key(is: "description") {
                failure.description = try json.string()?.lowercased() ?? ""
            } else if json.key(is: "parameters"), try json.enterObject() {
                while try json.nextMember() {
                    if json.key(is: "retry_after") {
                        failure.retryAfter = try json.integer()
                    } else if json.key(is: "migrate_to_chat_id") {
                        failure.newChat = try json.integer()
                    } else {
                        try json.skip()
                    }
                }
            } else if !json.key(is: "parameters") {
                try json.skip()
            }
        }
        guard let isOK else { return nil }
        if isOK { return .done(message: message) }
        return failure.code == 0 ? nil : .failed(failure)
    }
}

/// Telegram's own words for why a call was not done.
struct BotFailure: Sendable, Equatable {
    var code: Int
    /// In small letters. It may name a chat or quote an address, so it is compared and never shown.
    var description = ""
    var retryAfter: Int64?
    var newChat: Int64?

    func says(_ words: String...) -> Bool { words.contains { description.contains($0) } }

    /// How long Telegram asks to wait; never more than an hour, should it ever be mistaken.
    var wait: Duration? { retryAfter.map { .seconds(min(max($0, 1), 3600)) } }
}
