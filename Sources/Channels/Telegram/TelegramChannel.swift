import ChannelContract
import HTTP
import Threads
import YouSaidKit

/// Telegram, by its Bot API: updates by webhook or by asking for them, messages with buttons under them.
/// Made from the configuration by the service, used by the engine as a ``Channel``.
///
/// ```swift
/// let channel = try TelegramChannel(configuration: configuration, client: client)
/// try await channel.start(inbox)
/// ```
public final class TelegramChannel: Channel {
    public let name: String
    public let traits: ChannelTraits
    let configuration: Configuration
    private let secret: Hidden?
    let api: BotAPI
    private let polling = PollingTask()
    private let patience = Guarded(Patience())

    /// Makes the channel; it does nothing before ``start(_:)`` or ``receive(_:)``.
    ///
    /// - Parameters:
    ///   - configuration: The token and everything else it needs to know.
    ///   - client: What its calls go through; the outbound proxy is configured there.
    /// - Throws: ``ChannelError``, which is not temporary, where the configuration cannot be right.
    public init(configuration: Configuration, client: Client) throws(ChannelError) {
        let problems = configuration.problems()
        guard problems.isEmpty else {
            throw ChannelError(
                channel: configuration.name, message: problems.joined(separator: " "), isTemporary: false)
        }
        name = configuration.name
        traits = ChannelTraits(
            hasButtons: true, carriesAttachments: true, showsPictures: true, largestFetch: Self.largestFetch,
            messagesPerSecond: configuration.messagesPerSecond,
            intervalPerPerson: configuration.intervalPerPerson, concurrentSends: configuration.concurrentSends
        )
        self.configuration = configuration
        secret = configuration.secret.map(Hidden.init)
        api = BotAPI(
            client: client, url: configuration.apiURL, token: configuration.token,
            answerTime: configuration.answerTime)
    }

    public func receive(_ request: Request) -> Reception {
        guard let secret, let given = request.header("X-Telegram-Bot-Api-Secret-Token"), secret.matches(given)
        else { return .refused(.unauthorized, reason: .forged) }
        guard request.method == .post else { return .refused(.methodNotAllowed, reason: .malformed) }
        guard let update = try? IncomingUpdate.read(request.body) else { return damaged(request.body) }
        let response = update.callback.map(WebhookAnswer.response) ?? .ok
        return .events(update.event.map { [$0] } ?? [], response: response)
    }

    /// Telegram brings again what is refused, and behind it waits what comes later. So the same is refused some times
    /// only: something on the way may have broken it.
    private func damaged(_ body: [UInt8]) -> Reception {
        let update = DamagedUpdate(body)
        let key = update.number.map { $0.hashValue } ?? body.hashValue
        guard patience.with({ $0.isOver(key) }) else { return .refused(.badRequest, reason: .malformed) }
        return .passedOver(
            number: update.number.map(String.init), update.event.map { [$0] } ?? [],
            response: update.callback.map(WebhookAnswer.response) ?? .ok)
    }

    public func send(_ delivery: Delivery) async -> SendReport {
        guard let answered = delivery.answering else { return await sendParts(of: delivery) }
        async let shown: Void = show(answered, in: delivery.address)
        let report = await sendParts(of: delivery)
        await shown
        return report
    }

    public func start(_ inbox: any Inbox) async throws {
        guard let url = configuration.webhookURL, let secret else {
            try ready(await api.call(DeleteWebhook.method, DeleteWebhook()))
            await polling.start(
                UpdatePoller(
                    api: api, channel: name, inbox: inbox, pollTime: configuration.pollTime,
                    pauses: configuration.pauses))
            return
        }
        try ready(
            await api.call(
                SetWebhook.method,
                SetWebhook(url: url, secret: secret.value, connections: configuration.webhookConnections)))
    }

    /// Ends asking for updates. A webhook stays as it is: Telegram keeps what comes in meanwhile.
    public func stop() async {
        await polling.stop()
    }

    private func ready(_ reply: BotReply) throws(ChannelError) {
        if let error = ChannelError(reply, channel: name) { throw error }
    }

    // MARK: Sending

    private func sendParts(of delivery: Delivery) async -> SendReport {
        let plan = MessagePlan(delivery)
        guard !plan.parts.isEmpty else {
            // Only the buttons of an earlier message were to change.
            if delivery.answering != nil { return SendReport(.sent(receipt: nil)) }
            return SendReport(.refused(.badMessage, reason: "the message is empty"))
        }
        let chat = ChatNumber(delivery.address)
        var delivered = min(max(delivery.partsDelivered, 0), plan.parts.count)
        var receipt: String?
        while delivered < plan.parts.count {
            let isLast = delivered == plan.lastWords
            let outcome = await send(plan.parts[delivered], to: chat, with: isLast ? plan.keyboard : nil)
            guard case .sent(let number) = outcome else {
                return SendReport(outcome, partsDelivered: delivered)
            }
            // A reply is to the words, not to the voice note below them.
            if delivered <= plan.lastWords || receipt == nil { receipt = number }
            delivered += 1
        }
        return SendReport(.sent(receipt: receipt), partsDelivered: delivered)
    }

    private func send(
        _ part: MessagePlan.Part, to chat: ChatNumber, with keyboard: Keyboard?
    ) async -> SendReport.Outcome {
        switch part {
        case .text(let text):
            return SendReport.Outcome(
                await api.call(SendMessage.method, SendMessage(chat: chat, text: text, keyboard: keyboard)))
        case .picture(let source, let caption, let instead):
            let words = caption.isEmpty ? nil : caption
            let outcome =
                switch source {
                case .address(let url):
                    SendReport.Outcome(
                        await api.call(
                            SendPhoto.method,
                            SendPhoto(chat: chat, photo: url, caption: words, keyboard: keyboard)))
                case .png(let bytes):
                    SendReport.Outcome(
                        await api.upload(
                            SendPhoto.method,
                            UploadPhoto(chat: chat, png: bytes, caption: words, keyboard: keyboard).parts))
                }
            // A picture that Telegram cannot fetch or does not take is no reason to say nothing.
            guard case .refused(.badMessage, _) = outcome else { return outcome }
            if instead.isEmpty {
                if case .png = source { return .sent(receipt: nil) } else { return outcome }
            }
            return await send(.text(instead), to: chat, with: keyboard)
        case .attachment(let attachment): return await pass(attachment, to: chat)
        }
    }

    /// Hands on what somebody sent to the bot, by its number. A number is good for one call alone, so where Telegram
    /// knows several kinds of a thing, the next one is tried after a refusal.
    private func pass(_ attachment: Attachment, to chat: ChatNumber) async -> SendReport.Outcome {
        var outcome = SendReport.Outcome.refused(.badMessage, reason: "this is nothing to hand on")
        for call in SendFile.calls(for: attachment.kind) {
            outcome = SendReport.Outcome(
                await api.call(
                    call.method, SendFile(chat: chat, field: call.field, file: attachment.reference)))
            guard case .refused(.badMessage, _) = outcome else { return outcome }
        }
        return outcome
    }

    /// Shows the chosen answer under the question. It is a courtesy: the message may be too old or gone, or
    /// show it already, and what is said does not depend on it.
    private func show(_ answered: AnsweredPress, in address: String) async {
        guard let message = answered.press.message.flatMap({ Int64($0) }) else { return }
        _ = await api.call(
            EditKeyboard.method,
            EditKeyboard(
                chat: ChatNumber(address), message: message, keyboard: Keyboard(answered.buttons) ?? .empty))
    }
}

/// The answer to a webhook that also answers a press: Telegram carries out what it says, which saves a call.
enum WebhookAnswer {
    static func response(to callback: String) -> Response {
        // Telegram's numbers are digits. Anything else is left out rather than quoted.
        guard callback.utf8.allSatisfy(JSONReader.isDigit), !callback.isEmpty else { return .ok }
        return .json(Array(#"{"method":"answerCallbackQuery","callback_query_id":"\#(callback)"}"#.utf8))
    }
}
