/// Whoever sent a message, as far as the bot wants to know.
struct MessageSenderInfo {
    var id: Int64?
    var isBot = false

    init() {}

    init(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return }
        while try json.nextMember() {
            if json.key(is: "id") {
                id = try json.integer()
            } else if json.key(is: "is_bot") {
                isBot = try json.bool() ?? false
            } else {
                try json.skip()
            }
        }
    }
}

/// Words in a message that are not what somebody wrote: read by ``IncomingMessage``, because they may tell of harm too.
enum BesideWords {
    /// The `text` of an object, such as a quote.
    static func text(_ json: inout JSONReader) throws(JSONError) -> String? {
        guard try json.enterObject() else { return nil }
        var text: String?
        while try json.nextMember() {
            if json.key(is: "text") { text = try json.string() } else { try json.skip() }
        }
        return text
    }

    /// The words of a poll or a checklist: its question or title, and what stands under it.
    static func asked(_ json: inout JSONReader) throws(JSONError) -> [String] {
        guard try json.enterObject() else { return [] }
        var words: [String] = []
        while try json.nextMember() {
            if json.key(is: "question") || json.key(is: "title") {
                if let text = try json.string() { words.append(text) }
            } else if json.key(is: "options") || json.key(is: "tasks") {
                guard try json.enterArray() else { continue }
                while try json.nextElement() {
                    if let text = try text(&json) { words.append(text) }
                }
            } else {
                try json.skip()
            }
        }
        return words
    }
}
