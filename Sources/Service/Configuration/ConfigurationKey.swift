/// One key that the configuration file may have: the list from which faults, `yousaid check --help` and the guide
/// are made. What is not in it is refused.
public struct ConfigurationKey: Sendable, Hashable {
    /// "channels.telegram.token".
    public let path: String
    /// What stands there, with an example.
    public let example: String
    /// What is taken where the key is left out, in words; nil where it has to be there.
    public let standard: String?
    public let meaning: String

    init(_ path: String, _ example: String, standard: String?, _ meaning: String) {
        self.path = path
        self.example = example
        self.standard = standard
        self.meaning = meaning
    }

    /// All keys but the plugins' own.
    public static let all = [
        ConfigurationKey(
            "forum.name", "\"Voices United\"", standard: nil, "what members know the forum by"),
        ConfigurationKey(
            "forum.timeZone", "\"Europe/London\"", standard: ConfigurationDefaults.timeZone,
            "where the forum's clock hangs"),
        ConfigurationKey(
            "listen", "\"127.0.0.1:8080\"", standard: ConfigurationDefaults.listen.description,
            "where webhooks arrive, at /webhooks/<channel>"),
        ConfigurationKey(
            "publicURL", "\"https://bot.example.org\"",
            standard: "none, and platforms are asked for messages",
            "where platforms reach the bot"),
        ConfigurationKey(
            "data", "\"var\"", standard: ConfigurationDefaults.data,
            "the folder of the database, the keys and the operator's socket"),
        ConfigurationKey(
            "joining", "\"approval\"", standard: ConfigurationDefaults.joining.rawValue,
            "who may join: open, approval (an organiser agrees) or code"),
        ConfigurationKey(
            "plugins", "[\"Welcome\", \"Polls\"]", standard: "none", "which plugins are switched on"),
        ConfigurationKey(
            "pluginsFolder", "\"plugins\"", standard: "the folder that came with the program",
            "where the plugins' libraries are"),
        ConfigurationKey(
            "promptsFolder", "\"prompts\"",
            standard: "none, and the bot says the words that came with the program",
            "where the forum's own words are; each file stands in for the one of that name that came along"),
        ConfigurationKey(
            "channels.telegram.token", "{env: \"TELEGRAM_TOKEN\"}", standard: nil,
            "the bot's token from BotFather"),
        ConfigurationKey(
            "channels.telegram.secret", "{env: \"TELEGRAM_SECRET\"}",
            standard: "none, but has to be there with publicURL",
            "a word of your own that Telegram sends along, so that nobody else can pretend to be it"),
        ConfigurationKey(
            "channels.telegram.apiURL", "\"https://api.telegram.org\"",
            standard: ConfigurationDefaults.telegramURL, "where Telegram's Bot API is"),
        ConfigurationKey(
            "channels.telegram.messagesPerSecond", "1000",
            standard: "\(ConfigurationDefaults.telegramMessagesPerSecond)",
            "how many messages go out at most; over 30 only with a Bot API server of your own"),
        ConfigurationKey(
            "playground", "true", standard: "false",
            "shows pretend phones at /playground, on this machine alone and with no real platform beside them"
        ),
        ConfigurationKey(
            "proxy", "\"http://proxy:3128\"", standard: "none", "what calls to platforms go through"),
        ConfigurationKey(
            "sealingKey", "{credential: \"sealing-key\"}", standard: "one is made in the data folder",
            "what addresses and messages are sealed with"),
        ConfigurationKey(
            "previousSealingKeys", "[{credential: \"sealing-key-2025\"}]", standard: "none",
            "earlier keys, while the key is being changed"),
        ConfigurationKey(
            "consoleGroup", "\"forum-officers\"", standard: "none, so the owner alone",
            "the group of this machine's users who may use the operator's console"),
        ConfigurationKey(
            "keepFailed", "\"30d\"", standard: ConfigurationDefaults.keepFailedText,
            "how long a message that could not be handled is kept, sealed, so that it can be tried again"),
        ConfigurationKey(
            "listenWithin", "\"3d\"", standard: ConfigurationDefaults.listenWithinText,
            "by when an organiser will have listened to a voice note, as its sender is told"),
        ConfigurationKey(
            "manners.weekdays", MannersSection.hoursExample, standard: "8am to 8pm",
            "when the bot writes by itself on weekdays; answers and what is urgent go at any hour"),
        ConfigurationKey(
            "manners.weekends", MannersSection.hoursExample, standard: "8am to 8pm",
            "the same on Saturdays and Sundays"),
        ConfigurationKey(
            "manners.termTime", "\"3:30pm to 8pm\"", standard: "none, so as on other weekdays",
            "the same on weekdays in the terms, for those who are at school then"),
        ConfigurationKey(
            "manners.terms", "[\(MannersSection.termExample)]", standard: "none", "when the terms are"),
        ConfigurationKey(
            "manners.messagesAWeek", "20", standard: "14",
            "how many messages that are no answer one person gets in a week; 0 for no limit"),
        ConfigurationKey(
            "manners.messagesAMinute", "60", standard: "30",
            "how many messages of one person are answered at once in a minute; 0 for no limit"),
        ConfigurationKey(
            "safety.model", "false", standard: "true",
            "whether the model reads messages for what may tell of harm, beside the lists of phrases"),
        ConfigurationKey(
            "safety.readWithin", "\"10m\"", standard: "10m",
            "how long a safeguarding lead has to read what somebody wrote before others are told"),
        ConfigurationKey(
            "safety.outside", "{ name: \"Designated officer of the council\", number: \"01905 000000\" }",
            standard: "none",
            "who outside the forum is rung where a worry may be about a lead and no other can be reached; in England the"
                + " local authority designated officer"),
        ConfigurationKey(
            "keep", "{ core_outgoing: \"30d\" }", standard: "as `yousaid data-map` prints it",
            "how long the rows of a table are kept, where time takes them away"),
        ConfigurationKey(
            "deleteAfter", "\"1d\"", standard: ConfigurationDefaults.deleteAfterText,
            "how long somebody who said DELETE ME has for a change of mind"),
        ConfigurationKey(
            "turnLimit", "\"10s\"", standard: ConfigurationDefaults.turnLimitText,
            "how long one turn of a plugin may run before the bot is ended, to be started again"),
    ]

    /// The names that are known in a section; "" is the file itself.
    static func names(in section: String) -> [String] {
        var names: [String] = []
        let prefix = section.isEmpty ? "" : section + "."
        for key in all where key.path.hasPrefix(prefix) {
            let name = String(key.path.dropFirst(prefix.count).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}

/// What is taken where the configuration says nothing.
enum ConfigurationDefaults {
    static let timeZone = "Europe/London"
    static let listen = ListenAddress(host: "127.0.0.1", port: 8080)
    static let data = "var"
    static let joining = Configuration.Joining.open
    static let telegramURL = "https://api.telegram.org"
    static let telegramMessagesPerSecond = 30
    static let keepFailedText = "30d"
    static let keepFailed = Duration.seconds(30 * 86_400)
    static let listenWithinText = "3d"
    static let listenWithin = Duration.seconds(3 * 86_400)
    static let deleteAfterText = "1d"
    static let deleteAfter = Duration.seconds(86_400)
    static let turnLimitText = "10s"
    static let turnLimit = Duration.seconds(10)
}
