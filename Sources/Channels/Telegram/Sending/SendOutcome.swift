import ChannelContract

/// What a reply of Telegram means for the message that was sent.
///
/// Two decisions stand behind it. A refused token (401, 404) is the operator's trouble and passes: nothing is
/// thrown away for it, the whole channel waits. And every 5xx leaves the outcome unknown, also one in
/// Telegram's own form: its server ends sends that are under way with such an answer when it restarts, and
/// gives one where "the sent message was immediately deleted".
extension SendReport.Outcome {
    init(_ reply: BotReply) {
        switch reply {
        case .done(let message): self = .sent(receipt: message.map(String.init))
        case .failed(let failure): self.init(failure)
        case .unreadable(let status) where status < 300 || status >= 500:
            self = .unknown(reason: "HTTP \(status) without an answer of Telegram's")
        case .unreadable(let status):
            // A proxy's page, not Telegram: nobody may be taken for unreachable because of it.
            self = .retry(
                after: .seconds(30),
                reason: "HTTP \(status) without an answer of Telegram's: look at the proxy and at 'apiURL'")
        case .notSent(let reason): self = .retry(after: nil, reason: reason)
        case .noAnswer(let reason): self = .unknown(reason: reason)
        }
    }

    private init(_ failure: BotFailure) {
        switch failure.code {
        case 400: self.init(badRequest: failure)
        case 401, 404:
            self = .shutOut(after: .seconds(60), reason: "Telegram refuses the token (error \(failure.code))")
        case 403: self = .refused(.unreachable, reason: Self.reasonOutOfReach(failure))
        case 409: self = .retry(after: nil, reason: "error 409")
        case 420, 429:
            if let wait = failure.wait {
                self = .slowDown(after: wait, reason: "too many messages (error \(failure.code))")
            } else {
                self = .retry(after: nil, reason: "too many messages (error \(failure.code))")
            }
        case 500...: self = .unknown(reason: "error \(failure.code)")
        default: self = .refused(.badMessage, reason: "error \(failure.code)")
        }
    }

    private init(badRequest failure: BotFailure) {
        if let chat = failure.newChat {
            self = .moved(to: String(chat))
        } else if failure.says("message is not modified") {
            self = .sent(receipt: nil)
        } else if failure.says("chat not found", "user not found", "peer_id_invalid", "chat_id is empty") {
            self = .refused(.noSuchAddress, reason: "there is no such chat (error 400)")
        } else if failure.says("no rights to send", "not enough rights", "chat_write_forbidden") {
            self = .refused(.unreachable, reason: "the bot may not write there (error 400)")
        } else {
            self = .refused(.badMessage, reason: Self.reasonOfFault(failure))
        }
    }

    /// In words of our own: Telegram's could quote the message or name the chat.
    private static func reasonOfFault(_ failure: BotFailure) -> String {
        let faults = [
            ("too long", "the message is too long"), ("text is empty", "the message is empty"),
            ("button_data_invalid", "a button's data is not valid"), ("button", "a button is not valid"),
            ("http url", "Telegram cannot fetch the picture"),
            ("web page", "the picture's address is no picture"),
            ("photo", "Telegram does not take the picture"), ("chat", "Telegram does not take the chat"),
        ]
        let fault = faults.first { failure.description.contains($0.0) }?.1
        return fault.map { "\($0) (error 400)" } ?? "error 400"
    }

    private static func reasonOutOfReach(_ failure: BotFailure) -> String {
        let reasons = [
            ("blocked", "blocked by the person"), ("deactivated", "the account is gone"),
            ("kicked", "the bot was put out of the chat"), ("not a member", "the bot is not in the chat"),
            ("initiate", "the person has not written to the bot yet"),
        ]
        let reason = reasons.first { failure.description.contains($0.0) }?.1
        return "\(reason ?? "not allowed to write to them") (error 403)"
    }
}
