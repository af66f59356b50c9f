import ChannelContract

/// Why Telegram does not give its updates, in words for the operator.
extension ChannelError {
    /// Nil where the reply is that all is well.
    init?(_ reply: BotReply, channel: String) {
        switch reply {
        case .done: return nil
        case .failed(let failure):
            let (message, isTemporary) = Self.words(for: failure)
            self.init(channel: channel, message: message, isTemporary: isTemporary)
        case .unreadable(let status):
            self.init(
                channel: channel,
                message: "HTTP \(status) came back without an answer of Telegram's. "
                    + "Look at 'apiURL' and at the proxy.",
                isTemporary: true)
        case .notSent(let reason), .noAnswer(let reason):
            self.init(
                channel: channel, message: "Telegram cannot be reached: \(reason)", isTemporary: true)
        }
    }

    private static func words(for failure: BotFailure) -> (String, isTemporary: Bool) {
        switch failure.code {
        case 401, 404:
            ("Telegram refuses the token (error \(failure.code)). Copy it again from BotFather.", false)
        case 403: ("Telegram does not let this bot in (error 403). Ask BotFather what became of it.", false)
        case 409:
            (
                "Another copy of this bot is asking Telegram for updates, or a webhook is set (error 409). "
                    + "Stop the other copy.", true
            )
        case 400 where failure.says("resolve"):
            ("Telegram cannot find the host of 'webhookURL'. Look at its name and its DNS entry.", true)
        case 400 where failure.says("port"):
            ("Telegram delivers only to the ports 443, 80, 88 and 8443. Change 'webhookURL'.", false)
        case 400 where failure.says("https"):
            ("'webhookURL' must begin with https://.", false)
        case 400 where failure.says("ip address"):
            (
                "Telegram delivers to public addresses only. Change 'webhookURL', or leave it out to ask "
                    + "for updates.", false
            )
        case 400: ("Telegram refuses the webhook (error 400). Look at 'webhookURL' and 'secret'.", false)
        case 429: ("Telegram asks to wait (error 429).", true)
        default: ("Telegram has trouble of its own (error \(failure.code)).", failure.code >= 500)
        }
    }
}
