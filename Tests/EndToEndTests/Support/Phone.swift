import Foundation
import HTTP
import Testing

/// Somebody's Telegram.
struct Phone: Sendable {
    let forum: LiveForum
    let chat: Int64
    let name: String

    /// Everything that arrived.
    var messages: [HeardMessage] { forum.heard.messages(to: chat) }

    /// Writes something.
    @discardableResult
    func says(_ text: String) async throws -> ClientResponse {
        try await sends(text.hasPrefix("/") ? "command" : "text", text)
    }

    /// Sends something in another shape: a voice note, a sticker.
    @discardableResult
    func sends(_ shape: String, _ text: String? = nil, message: Int64? = nil) async throws -> ClientResponse {
        let response = try await forum.post(
            forum.update(
                TelegramUpdate(shape: shape, chat: chat, name: name, text: text, message: message)))
        #expect(response.status == 200)
        return response
    }

    /// Presses a button, of the latest message that has it.
    @discardableResult
    func presses(_ label: String) async throws -> ClientResponse {
        let message = try #require(messages.last { $0.labels.contains(label) })
        let data = try #require(message.buttons.first { $0.label == label }?.data)
        return try await sends("press", data, message: message.number)
    }

    /// Waits for a message that has these words in it.
    /// - Parameter count: how many of them there must be.
    @discardableResult
    func hears(_ words: String, count: Int = 1) async throws -> HeardMessage {
        try await eventually("\(name) hears \"\(words)\"; heard was: \(messages.map(\.text))") {
            messages.count { $0.text.contains(words) } >= count
        }
        return try #require(messages.last { $0.text.contains(words) })
    }

    /// Writes something and waits for the answer.
    @discardableResult
    func says(_ text: String, hears words: String) async throws -> HeardMessage {
        let before = messages.count { $0.text.contains(words) }
        try await says(text)
        return try await hears(words, count: before + 1)
    }
}
