import Foundation
import TestSupport
import Threads

/// A message that arrived at the pretend Bot API.
struct HeardMessage: Sendable {
    let chat: Int64
    let text: String
    /// What stands on the buttons, with what is behind them.
    let buttons: [(label: String, data: String)]
    /// The number that it got.
    let number: Int64
    /// In which life of the program it was sent.
    let life: String

    var labels: [String] { buttons.map(\.label) }
}

/// Everything that the program had sent to people, by the chat it went to.
final class Heard: Sendable {
    private struct State {
        var read = 0
        var all: [HeardMessage] = []
        var byChat: [Int64: [Int]] = [:]
    }

    private let telegram: PretendBotAPI
    private let state = Guarded(State())

    init(_ telegram: PretendBotAPI) { self.telegram = telegram }

    var all: [HeardMessage] { upToDate { $0.all } }

    func messages(to chat: Int64) -> [HeardMessage] {
        upToDate { state in (state.byChat[chat] ?? []).map { state.all[$0] } }
    }

    var count: Int { upToDate { $0.all.count } }

    private func upToDate<Result>(_ body: (State) -> Result) -> Result {
        state.with { state in
            let calls = telegram.calls
            for call in calls[state.read...] {
                guard let number = call.message, let message = Self.read(call, number) else { continue }
                state.byChat[message.chat, default: []].append(state.all.count)
                state.all.append(message)
            }
            state.read = calls.count
            return body(state)
        }
    }

    private static func read(_ call: PretendBotAPI.Call, _ number: Int64) -> HeardMessage? {
        let fields = call.fields
        guard let chat = (fields["chat_id"] as? NSNumber)?.int64Value else { return nil }
        let markup = fields["reply_markup"] as? [String: Any]
        let rows = markup?["inline_keyboard"] as? [[[String: Any]]] ?? []
        let buttons = rows.joined().map { button in
            (label: button["text"] as? String ?? "", data: button["callback_data"] as? String ?? "")
        }
        return HeardMessage(
            chat: chat, text: fields["text"] as? String ?? fields["caption"] as? String ?? "",
            buttons: buttons, number: number, life: call.base)
    }
}
