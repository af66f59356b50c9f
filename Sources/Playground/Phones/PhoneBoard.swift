import ChannelContract
import Foundation
import Threads

/// All pretend phones and what is on them. Channels put messages in, pages wait for news of them; ``Playground``
/// owns it.
final class PhoneBoard: Sendable {
    /// What has changed since somebody last looked.
    struct News: Sendable {
        let phones: [PretendPhone]
        let messages: [PhoneMessage]
        /// What to ask with the next time.
        let next: Int
    }

    private struct State {
        var phones: [PretendPhone]
        var messages: [PhoneMessage] = []
        var lastMessage = 0
        var lastChange = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter = 0
        var isOpen = true
    }

    /// How many messages are kept at most; the oldest go.
    private static let capacity = 600

    private let state: Guarded<State>

    init(_ phones: [PretendPhone]) { state = Guarded(State(phones: phones)) }

    func phone(_ id: String) -> PretendPhone? {
        state.with { state in state.phones.first { $0.id == id } }
    }

    // MARK: Putting in

    /// A message arrives on a phone.
    func arrive(_ delivery: Delivery, at time: PhoneTime) {
        change { state in
            if let answering = delivery.answering { Self.mark(answering, in: &state) }
            // What only says that a press was taken has no words.
            guard !delivery.text.isEmpty || delivery.picture != nil || delivery.link != nil else { return }
            var message = Self.make(delivery.address, .bot, delivery.text, time, &state)
            message.buttons = delivery.prefersNumbers ? [] : delivery.buttons.map(PhoneMessage.Button.init)
            message.picture = delivery.picture?.description
            if case .png(let bytes) = delivery.picture?.source {
                message.drawing = Data(bytes).base64EncodedString()
            }
            message.link = delivery.link.map { .init(url: $0.url, label: $0.label) }
            message.attachments = delivery.attachments.map(\.kind.rawValue)
            state.messages.append(message)
        }
    }

    /// Somebody has said something on their phone.
    func said(_ text: String, on phone: String, at time: PhoneTime) {
        change { state in
            let message = Self.make(phone, .person, text, time, &state)
            state.messages.append(message)
        }
    }

    /// Adds a phone.
    /// - Returns: nil where there is no room for more.
    func add(_ kind: PretendPhone.Kind) -> PretendPhone? {
        change { state in
            guard let phone = PretendPhone.next(kind, after: state.phones) else { return nil }
            state.phones.append(phone)
            return phone
        }
    }

    /// Brings in one of those who are known by name, where they are not there yet.
    /// - Returns: nil where nobody is known by that name.
    func bringIn(_ id: String) -> PretendPhone? {
        if let phone = phone(id) { return phone }
        guard let guest = PretendPhone.guests.first(where: { $0.id == id }) else { return nil }
        return change { state in
            if !state.phones.contains(guest) { state.phones.append(guest) }
            return guest
        }
    }

    /// Tells everybody to look again, because the clock was moved.
    func nudge() { change { _ in } }

    /// Sends everybody away who waits.
    func close() { change { $0.isOpen = false } }

    private func change<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, waiting) = state.with { state in
            state.lastChange += 1
            let result = body(&state)
            if state.messages.count > Self.capacity {
                state.messages.removeFirst(state.messages.count - Self.capacity)
            }
            defer { state.waiting = [:] }
            return (result, state.waiting)
        }
        for continuation in waiting.values { continuation.resume() }
        return result
    }

    private static func make(
        _ phone: String, _ side: PhoneMessage.Side, _ text: String, _ time: PhoneTime, _ state: inout State
    ) -> PhoneMessage {
        state.lastMessage += 1
        return PhoneMessage(
            id: state.lastMessage, change: state.lastChange, phone: phone, side: side, text: text, at: time)
    }

    /// Shows the chosen answer on the message whose button was pressed.
    private static func mark(_ answering: AnsweredPress, in state: inout State) {
        guard let number = answering.press.message.flatMap({ Int($0) }),
            let index = state.messages.firstIndex(where: { $0.id == number })
        else { return }
        state.messages[index].buttons = answering.buttons.map(PhoneMessage.Button.init)
        state.messages[index].change = state.lastChange
    }

    // MARK: Looking

    /// The number of the last message.
    var lastMessage: Int { state.with { $0.lastMessage } }

    /// On whose phones a message of the bot's has arrived since.
    func whoHeard(after message: Int) -> [PretendPhone] {
        state.with { state in
            let heard = Set(state.messages.filter { $0.id > message && $0.side == .bot }.map(\.phone))
            return state.phones.filter { heard.contains($0.id) }
        }
    }

    /// How many wait for news.
    var listeners: Int { state.with { $0.waiting.count } }

    /// What has changed after a number. Where nothing has, it waits for something.
    func news(after number: Int, wait: Duration) async -> News {
        await waitForChange(after: number, wait)
        return state.with { state in
            // A number from the future is one of an earlier run: then everything is new.
            let seen = number > state.lastChange ? 0 : number
            return News(
                phones: state.phones, messages: state.messages.filter { $0.change > seen },
                next: state.lastChange)
        }
    }

    private func waitForChange(after number: Int, _ limit: Duration) async {
        guard limit > .zero else { return }
        let waiter = state.with { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let deadline = Task {
            try await Task.sleep(for: limit)
            state.with { $0.waiting.removeValue(forKey: waiter) }?.resume()
        }
        await withCheckedContinuation { continuation in
            let isOver = state.with { state in
                let isOver = state.lastChange != number || !state.isOpen
                if !isOver { state.waiting[waiter] = continuation }
                return isOver
            }
            if isOver { continuation.resume() }
        }
        deadline.cancel()
    }
}
