import ChannelContract

/// The phone of one person on one platform: what has arrived there, and what of it the test has seen.
final class Phone {
    let owner: String
    let platform: PretendPlatform
    var address: String
    private(set) var messages: [PretendMessage] = []
    /// How many messages the test has seen or passed over.
    var seen = 0
    /// Presses that the bot has not answered: the app shows that it is waiting.
    var waitingPresses = 0
    /// True while its owner has said STOP.
    var hasSaidStop = false
    /// True while its owner blocks the bot.
    var blocks = false

    init(owner: String, platform: PretendPlatform, address: String) {
        self.owner = owner
        self.platform = platform
        self.address = address
    }

    var unseen: ArraySlice<PretendMessage> { messages[seen...] }

    /// Shows a message, and, where it answers a press, the changed buttons of the older one. What has no words
    /// only answers a press.
    func show(_ delivery: Delivery) -> PretendMessage {
        waitingPresses -= delivery.answering?.press.data.isEmpty ?? true ? 0 : 1
        if let answered = delivery.answering, let old = answered.press.message,
            let index = messages.firstIndex(where: { $0.number == old })
        {
            messages[index].buttons = answered.buttons.map { PretendButton($0, on: old) }
        }
        let message = PretendMessage(delivery, number: "\(messages.count + 1)")
        if !delivery.text.isEmpty { messages.append(message) }
        return message
    }
}
