extension TelegramChannel {
    /// What the channel needs to know. Made from the configuration file; printing it shows no secret.
    public struct Configuration: Sendable, CustomStringConvertible, CustomReflectable {
        /// The channel's name, also in `/webhooks/<name>`.
        public var name = "telegram"
        /// The bot's token, as BotFather gives it.
        public var token: String
        /// What Telegram sends with each update, so that nobody else can. Needed with a webhook.
        public var secret: String?
        /// Where the Bot API is.
        public var apiURL = "https://api.telegram.org"
        /// The public address of `/webhooks/<name>`; nil asks Telegram for updates instead.
        public var webhookURL: String?
        /// How many updates Telegram may deliver at once.
        public var webhookConnections = 100
        /// How many messages a second Telegram takes from one bot.
        public var messagesPerSecond = 30.0
        /// The shortest time between two messages to one person.
        public var intervalPerPerson = Duration.seconds(1)
        /// How many sends may be under way at once.
        public var concurrentSends = 30
        /// How long Telegram may take to answer a call. What was sent by then may have arrived.
        public var answerTime = Duration.seconds(30)
        /// How long one question for updates waits for some.
        public var pollTime = Duration.seconds(50)
        /// How long to wait when asking for updates fails.
        var pauses = Pauses()

        /// Makes a configuration with the usual limits.
        ///
        /// - Parameters:
        ///   - token: The bot's token.
        ///   - secret: The webhook's secret: 1 to 256 of `A-Z`, `a-z`, `0-9`, `_` and `-`.
        ///   - webhookURL: The public address for updates; nil asks for them instead.
        public init(token: String, secret: String? = nil, webhookURL: String? = nil) {
            self.token = token
            self.secret = secret
            self.webhookURL = webhookURL
        }

        /// Checks everything that can be checked without asking Telegram.
        ///
        /// - Returns: What is wrong and what to do, one sentence or two each; nothing of a secret is in it.
        public func problems() -> [String] {
            var found: [String] = []
            if let problem = tokenProblem { found.append(problem) }
            if let problem = secretProblem { found.append(problem) }
            if !Self.isWebAddress(apiURL) || apiURL.contains("?") {
                found.append("'apiURL' must be an address such as https://api.telegram.org, without '?'.")
            }
            if let webhookURL {
                if secret == nil {
                    found.append(
                        "'secret' is missing: with a webhook anybody could write in your members' names.")
                }
                if !Self.isWebAddress(webhookURL) {
                    found.append(
                        "'webhookURL' must be an address such as https://bot.example.org/webhooks/\(name).")
                } else if apiURL == "https://api.telegram.org", !webhookURL.hasPrefix("https://") {
                    found.append("'webhookURL' must begin with https://: Telegram delivers to nothing else.")
                }
            }
            return found
        }

        public var description: String {
            "Telegram channel '\(name)', \(webhookURL == nil ? "asking for updates" : "by webhook")"
        }

        public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

        private var tokenProblem: String? {
            let advice = "Copy it again from BotFather: digits, a colon, then about 35 letters and digits."
            if token.isEmpty {
                return "'token' is missing. BotFather gives it: write /newbot or /token to it."
            }
            if token.contains(where: \.isWhitespace) {
                return "'token' has a space or a line break in it. \(advice)"
            }
            if token.hasPrefix("bot") { return "'token' must not begin with 'bot'. \(advice)" }
            guard let colon = token.firstIndex(of: ":") else {
                return "'token' has no colon in it. \(advice)"
            }
            let number = token[..<colon]
            let rest = token[token.index(after: colon)...]
            if number.isEmpty || !number.utf8.allSatisfy(JSONReader.isDigit) {
                return "'token' must have only digits before the colon. \(advice)"
            }
            if !rest.utf8.allSatisfy(Self.isSecretByte) {
                return "'token' has a character after the colon that no token has. \(advice)"
            }
            return rest.utf8.count < 10 ? "'token' is too short after the colon. \(advice)" : nil
        }

        private var secretProblem: String? {
            guard let secret else { return nil }
            let isRight = (1...256).contains(secret.utf8.count) && secret.utf8.allSatisfy(Self.isSecretByte)
            return isRight ? nil : "'secret' must be 1 to 256 of the characters A-Z, a-z, 0-9, _ and -."
        }

        private static func isSecretByte(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }

        static func isWebAddress(_ text: String) -> Bool {
            let lower = text.lowercased()
            guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else {
                return false
            }
            let host = lower.dropFirst(scheme.count).prefix { $0 != "/" }
            return !host.isEmpty && !text.contains(where: { $0.isWhitespace })
        }
    }
}
