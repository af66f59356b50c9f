import ChannelContract
import YouSaidKit

/// What of an update can be known that is no whole JSON. Made by ``UpdatePoller`` and for a webhook, after Telegram has
/// brought the same again and again.
///
/// A letter that is none costs that letter: the words around it are read, so that a STOP beside it is a STOP. Where the
/// braces do not fit together any more, only what stands there for certain is taken: who wrote, and the words if there
/// are no others. Without words the person hears that they were not understood.
struct DamagedUpdate {
    /// The update's number; nil where it cannot be read either.
    let number: Int64?
    /// What is to be handled all the same; nil where nobody can be told.
    let event: Event?
    /// The press that has to be answered.
    let callback: String?

    init(_ bytes: [UInt8]) {
        var json = JSONReader(bytes)
        json.isLenient = true
        if let update = try? IncomingUpdate(&json) {
            number = update.id
            event = update.event
            callback = update.callback
            return
        }
        number = Self.number(after: "\"update_id\":", in: bytes).flatMap { $0 >= 0 ? $0 : nil }
        event = number.flatMap { Self.message($0, bytes) }
        callback = nil
    }

    /// Somebody's message in a private chat.
    private static func message(_ number: Int64, _ bytes: [UInt8]) -> Event? {
        guard places(of: "\"message\":", in: bytes).count == 1,
            places(of: "\"callback_query\":", in: bytes).isEmpty
        else { return nil }
        let chats = Set(
            places(of: "\"chat\":{\"id\":", in: bytes).map { Self.number(at: $0, in: bytes) ?? 0 })
        guard chats.count == 1, let chat = chats.first, chat > 0 else { return nil }
        var text = ""
        let texts = places(of: "\"text\":", in: bytes)
        if texts.count == 1 {
            var json = JSONReader(bytes)
            json.isLenient = true
            json.position = texts[0]
            text = (try? json.string()) ?? ""
        }
        return Event(key: String(number), address: String(chat), text: BotCommand.withoutBotName(text))
    }

    private static func number(after mark: StaticString, in bytes: [UInt8]) -> Int64? {
        places(of: mark, in: bytes).first.flatMap { number(at: $0, in: bytes) }
    }

    private static func number(at place: Int, in bytes: [UInt8]) -> Int64? {
        var json = JSONReader(bytes)
        json.position = place
        return try? json.integer()
    }

    // MARK: One of many

    /// The updates in an answer that is no whole JSON, each with its bytes. Inside a text there is a backslash before every
    /// quote, so that nobody can write the beginning of an update.
    static func split(_ body: [UInt8]) -> [[UInt8]] {
        let starts = ranges(of: "{\"update_id\":", in: body).map(\.lowerBound)
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : body.count
            return Array(body[starts[index]..<end])
        }
    }

    /// Where the bytes behind a mark begin.
    private static func places(of mark: StaticString, in bytes: [UInt8]) -> [Int] {
        ranges(of: mark, in: bytes).map(\.upperBound)
    }

    /// Where a mark stands, with or without white space between its signs.
    private static func ranges(of mark: StaticString, in bytes: [UInt8]) -> [Range<Int>] {
        // The buffer is the literal's own, which lives as long as the program; it is read in bounds.
        mark.withUTF8Buffer { mark in
            var ranges: [Range<Int>] = []
            var start = 0
            while start < bytes.count {
                if bytes[start] == mark[0], let end = end(of: mark, in: bytes, from: start) {
                    ranges.append(start..<end)
                    start = end
                } else {
                    start += 1
                }
            }
            return ranges
        }
    }

    private static func end(of mark: UnsafeBufferPointer<UInt8>, in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        var wasSign = false
        for byte in mark {
            let isSign = "{}\":".utf8.contains(byte)
            if isSign, wasSign {
                while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
            }
            guard place < bytes.count, bytes[place] == byte else { return nil }
            place += 1
            wasSign = isSign
        }
        return place
    }
}

/// How often the same has come that could not be read. Telegram brings it again until it is told that it has arrived; what
/// broke on the way is whole the next time, and what is broken for good must not hold up everybody for ever.
struct Patience {
    /// So often it is asked for again.
    static let tries = 3
    private var counts: [Int: Int] = [:]

    /// - Returns: whether it is to be passed over now.
    mutating func isOver(_ key: Int) -> Bool {
        if counts.count > 200 { counts.removeAll() }
        let count = counts[key, default: 0] + 1
        counts[key] = count < Self.tries ? count : nil
        return count >= Self.tries
    }
}
