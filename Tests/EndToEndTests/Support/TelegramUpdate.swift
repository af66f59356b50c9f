import Foundation
import TestSupport

/// Makes updates in the exact shapes of the Bot API, out of the ones that the Telegram channel is tested with.
struct TelegramUpdate {
    /// Which of Tests/TelegramTests/Fixtures.
    let shape: String
    var chat: Int64
    var name = "Ada"
    /// The words, or what stands behind a button that is pressed.
    var text: String?
    /// The message itself, or the one whose button is pressed.
    var message: Int64?

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "TelegramTests/Fixtures")

    /// The number that everybody has in the fixtures.
    private static let everybody: Int64 = 700_100_001

    /// The whole update.
    func json(number: Int64) throws -> String {
        let bytes = try Data(contentsOf: Self.folder.appending(path: shape + ".json"))
        guard var update = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else { return "" }
        update["update_id"] = number
        for kind in update.keys where kind != "update_id" {
            guard var body = renamed(update[kind] as Any) as? [String: Any] else { continue }
            fill(&body, number: number)
            update[kind] = body
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: update), as: UTF8.self)
    }

    /// The same with this person in place of the one in the fixture.
    private func renamed(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(renamed) }
        guard var fields = value as? [String: Any] else { return value }
        for (key, value) in fields { fields[key] = renamed(value) }
        if (fields["id"] as? NSNumber)?.int64Value == Self.everybody {
            fields["id"] = chat
            fields["first_name"] = name
            fields["username"] = name.lowercased() + "_made_up"
        }
        return fields
    }

    private func fill(_ body: inout [String: Any], number: Int64) {
        if shape.hasPrefix("press") {
            // Each press has a number of its own.
            body["id"] = String(3_006_914_201_234_000_000 + number)
            if let text { body["data"] = text }
            if let message, var pressed = body["message"] as? [String: Any] {
                pressed["message_id"] = message
                body["message"] = pressed
            }
            return
        }
        if body["message_id"] != nil { body["message_id"] = message ?? number }
        guard let text, body["text"] != nil else { return }
        body["text"] = text
        if var entities = body["entities"] as? [[String: Any]], !entities.isEmpty {
            entities[0]["length"] = text.prefix { $0 != " " }.utf16.count
            body["entities"] = entities
        }
    }
}
