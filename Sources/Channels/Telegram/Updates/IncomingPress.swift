import ChannelContract

/// A press of a button as Telegram tells it. Read by ``IncomingUpdate``.
struct IncomingPress {
    /// The press's number, by which it is answered.
    var callback: String?
    private var sender: Int64?
    private var origin: MessageOrigin?
    private var data: String?

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        while try json.nextMember() {
            if json.key(is: "id") {
                callback = try json.string()
            } else if json.key(is: "from") {
                sender = try Self.sender(&json)
            } else if json.key(is: "message") {
                origin = try MessageOrigin(&json)
            } else if json.key(is: "data") {
                data = try json.string()
            } else {
                try json.skip()
            }
        }
    }

    /// What the engine is told; nil for a button that is not ours.
    func event(key: String) -> Event? {
        if let chat = origin?.chat, !chat.isPrivate {
            return Event(key: key, address: String(chat.id), kind: .group)
        }
        // Without a chat the button stood in a message too old to be told: the private chat with somebody
        // has that person's number.
        guard let data, let address = origin?.chat?.id ?? sender else { return nil }
        return Event(
            key: key, address: String(address),
            kind: .press(Press(data: data, callback: callback, message: origin?.message.map(String.init))))
    }

    private static func sender(_ json: inout JSONReader) throws(JSONError) -> Int64? {
        guard try json.enterObject() else { return nil }
        var id: Int64?
        while try json.nextMember() {
            if json.key(is: "id") { id = try json.integer() } else { try json.skip() }
        }
        return id
    }
}

/// A change of the bot's own standing in a chat: blocked, unblocked, added to a group. Read by
/// ``IncomingUpdate``.
struct MembershipChange {
    private var chat: IncomingChat?
    private var status: String?

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        while try json.nextMember() {
            if json.key(is: "chat") {
                chat = try IncomingChat(&json)
            } else if json.key(is: "new_chat_member") {
                status = try Self.status(&json)
            } else {
                try json.skip()
            }
        }
    }

    /// What the engine is told; nil where nothing follows from it, such as being put out of a group.
    func event(key: String) -> Event? {
        guard let chat, let status else { return nil }
        let isGone = status == "kicked" || status == "left"
        if chat.isPrivate {
            return Event(key: key, address: String(chat.id), kind: isGone ? .unreachable : .reachable)
        }
        return isGone ? nil : Event(key: key, address: String(chat.id), kind: .group)
    }

    private static func status(_ json: inout JSONReader) throws(JSONError) -> String? {
        guard try json.enterObject() else { return nil }
        var status: String?
        while try json.nextMember() {
            if json.key(is: "status") { status = try json.string() } else { try json.skip() }
        }
        return status
    }
}
