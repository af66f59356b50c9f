import Engine
import Foundation
import YouSaidKit

/// Goes through the whole file, key by key, and notes everything that is wrong. Made by
/// ``Configuration/load(bytes:file:)``.
struct ConfigurationReader {
    let root: SectionReader
    let file: String

    private var faults: FaultList { root.faults }

    /// - Returns: nil where something that has to be there is not, or is wrong; the faults are in the list.
    func read() -> Configuration? {
        for (path, first, second) in faults.outline.doubled {
            faults.add(
                path, "the key stands there twice, in lines \(first) and \(second)", "Keep one of them.")
        }
        let forum = readForum()
        let plugins = readPlugins()
        let listen = readListen()
        let publicURL = readPublicURL()
        let telegram = readChannels(isPublic: root.has("publicURL"))
        let playground = readPlayground(listen ?? ConfigurationDefaults.listen)
        let data = folder("data") ?? absolute(ConfigurationDefaults.data)
        checkSocket(in: data)
        let joining = root.text(
            "joining", example: "\"open\", \"approval\" or \"code\"", problem: "this is no way to join",
            Configuration.Joining.init(rawValue:))
        let keepFailed = root.text(
            "keepFailed", example: "\"90s\", \"15m\", \"1h\" or \"2d\"", problem: "this is no length of time",
            DurationText.read)
        let listenWithin = root.text(
            "listenWithin", example: "\"1d\" or \"3d\"",
            problem: "this is no length of time of an hour or more"
        ) { text in DurationText.read(text).flatMap { $0 >= .hours(1) ? $0 : nil } }
        let manners = root.section("manners").map { MannersSection(section: $0).read() }
        let safety = readSafety()
        let keep = readKeep()
        let deleteAfter = root.text(
            "deleteAfter", example: "\"90s\", \"15m\", \"1h\" or \"2d\"",
            problem: "this is no length of time",
            DurationText.read)
        let turnLimit = root.text(
            "turnLimit", example: "\"5s\", \"10s\" or \"1m\"",
            problem: "this is no length of time of a second or more"
        ) { text in DurationText.read(text).flatMap { $0 >= .seconds(1) ? $0 : nil } }
        let sections = pluginSections(plugins)
        let previous = root.list("previousSealingKeys", example: "[{credential: \"sealing-key-2025\"}]")
            .compactMap { SectionReader.secret($0.value, at: $0.path, faults) }
        let proxy = readProxy()
        let sealingKey = root.secret("sealingKey")
        let group = root.text("consoleGroup", example: "\"forum-officers\"")
        let (pluginsFolder, promptsFolder) = (folder("pluginsFolder"), folder("promptsFolder"))
        guard let forum else { return nil }
        return Configuration(
            file: file, forum: forum, listen: listen ?? ConfigurationDefaults.listen, publicURL: publicURL,
            data: data, joining: joining ?? ConfigurationDefaults.joining, plugins: plugins,
            pluginsFolder: pluginsFolder, promptsFolder: promptsFolder, telegram: telegram,
            playground: playground, proxy: proxy,
            sealingKey: sealingKey, previousSealingKeys: previous, consoleGroup: group,
            keepFailed: keepFailed ?? ConfigurationDefaults.keepFailed,
            listenWithin: listenWithin ?? ConfigurationDefaults.listenWithin,
            manners: manners ?? (playground ? .none : .usual),
            safety: safety, keep: keep, deleteAfter: deleteAfter ?? ConfigurationDefaults.deleteAfter,
            turnLimit: turnLimit ?? ConfigurationDefaults.turnLimit,
            warnings: faults.faults.filter { $0.weight == .warning }, sections: sections,
            outline: faults.outline)
    }

    /// Somebody outside the forum, for a worry that may be about a safeguarding lead.
    private func readOutside(_ safety: SectionReader) -> SafetyRules.Outside? {
        guard let section = safety.section("outside") else { return nil }
        section.refuseUnknown(known: ["name", "number"])
        let name = section.text("name", example: "\"Designated officer of the council\"")
        let number = section.text("number", example: "\"01905 000000\"")
        guard let name, !name.isEmpty, let number, !number.isEmpty else {
            faults.add(
                "safety.outside", "it needs a name and a number",
                "Write: outside: { name: \"Designated officer of the council\", number: \"01905 000000\" }")
            return nil
        }
        return SafetyRules.Outside(name: name, number: number)
    }

    private func readSafety() -> Configuration.Safety {
        var safety = Configuration.Safety()
        guard let section = root.section("safety") else { return safety }
        section.refuseUnknown(known: ConfigurationKey.names(in: "safety"))
        if let usesModel = section.flag("model", example: "false") { safety.usesModel = usesModel }
        let readWithin = section.text(
            "readWithin", example: "\"10m\"", problem: "this is no length of time of 1 minute to 1 day"
        ) { text in DurationText.read(text).flatMap { (.minutes(1) ... .hours(24)).contains($0) ? $0 : nil } }
        let usual = SafetyRules()
        safety.rules = SafetyRules(
            readWithin: readWithin ?? usual.readWithin, outside: readOutside(section))
        return safety
    }

    /// How long rows are kept, by table. Which tables there are is known once the plugins are loaded.
    private func readKeep() -> [String: Duration] {
        guard let section = root.section("keep") else { return [:] }
        var keep: [String: Duration] = [:]
        for table in section.values.keys.sorted() {
            keep[table] = section.text(
                table, example: "\"30d\"", problem: "this is no length of time of a day or more"
            ) { text in DurationText.read(text).flatMap { $0 >= .hours(24) ? $0 : nil } }
        }
        return keep
    }

    // MARK: The forum

    private func readForum() -> Forum? {
        guard root.has("forum") else {
            faults.add("forum", "the section is missing", "Add: forum: { name: \"Voices United\" },")
            return nil
        }
        guard let section = root.section("forum") else { return nil }
        section.refuseUnknown(known: ConfigurationKey.names(in: "forum"))
        if !section.has("name") {
            faults.add("forum.name", "the forum has no name", "Add: name: \"Voices United\",")
        }
        let zone = section.text("timeZone", example: "\"Europe/London\"")
        if let zone, !Self.isTimeZone(zone) {
            let nearest = NearestWord.find(zone, in: TimeZone.knownTimeZoneIdentifiers)
            let meant = nearest.map { "Did you mean '\($0)'? " } ?? ""
            faults.add(
                "forum.timeZone", "there is no such time zone",
                meant + "Write it as a continent and a city, such as \"Europe/London\".")
        }
        guard let name = section.text("name", example: "\"Voices United\"") else { return nil }
        return Forum(name: name, timeZone: zone ?? ConfigurationDefaults.timeZone)
    }

    /// Abbreviations are refused: "BST" would be summer time all year round.
    private static func isTimeZone(_ name: String) -> Bool {
        TimeZone.knownTimeZoneIdentifiers.contains(name) || name == "UTC"
            || (name.contains("/") && TimeZone(identifier: name) != nil)
    }

    // MARK: Addresses

    private func readListen() -> ListenAddress? {
        let address = root.text(
            "listen", example: "\"127.0.0.1:8080\" or \"[::1]:8080\"",
            problem: "this is not an IP address with a port", ListenAddress.init(_:))
        if let address, !address.isLoopback {
            faults.add(
                "listen", "other machines can reach the bot without encryption",
                "Listen on 127.0.0.1 and let a reverse proxy with TLS stand before it.", weight: .warning)
        }
        return address
    }

    private func readPublicURL() -> String? {
        guard let text = root.text("publicURL", example: "\"https://bot.example.org\"") else { return nil }
        let advice = "Write it like \"https://bot.example.org\"; /webhooks/<channel> is added by the bot."
        guard let address = WebAddress(text) else {
            faults.add("publicURL", "this is not a web address", advice)
            return nil
        }
        if address.scheme != "https" {
            faults.add("publicURL", "it must begin with https://: platforms deliver to nothing else", advice)
        }
        if address.hasUser { faults.add("publicURL", "it must have no user or password in it", advice) }
        if !(address.path.isEmpty || address.path == "/") || address.hasMore {
            faults.add("publicURL", "there must be nothing after the host", advice)
        }
        return WebAddress.trimmed(text)
    }

    private func readProxy() -> String? {
        let example = "\"http://proxy:3128\""
        guard let text = root.text("proxy", example: example) else { return nil }
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        guard let address = WebAddress(text), schemes.contains(address.scheme) else {
            faults.add("proxy", "this is not a proxy's address", "Write it like \(example).")
            return nil
        }
        if address.hasUser {
            faults.add(
                "proxy", "a password must not stand in the file",
                "Leave user and password out, and let the proxy know this machine by its address.")
        }
        return WebAddress.trimmed(text)
    }

    // MARK: Channels

    private func readChannels(isPublic: Bool) -> Configuration.Telegram? {
        guard let channels = root.section("channels") else { return nil }
        channels.refuseUnknown(known: ConfigurationKey.names(in: "channels"))
        guard let section = channels.section("telegram") else { return nil }
        section.refuseUnknown(known: ConfigurationKey.names(in: section.path))
        let token = section.secret("token")
        if !section.has("token") {
            faults.add(
                section.path(of: "token"), "Telegram needs the bot's token",
                "Add: token: {env: \"TELEGRAM_TOKEN\"}, with the token that BotFather gave you in that variable."
            )
        }
        let secret = section.secret("secret")
        if isPublic, !section.has("secret") {
            faults.add(
                section.path(of: "secret"),
                "with publicURL anybody could write in your members' names without it",
                "Add: secret: {env: \"TELEGRAM_SECRET\"}, with 32 letters and figures of your own in it.")
        }
        let apiURL = readAPIURL(in: section)
        let pace = section.wholeNumber("messagesPerSecond", in: 1...100_000, example: "30")
        return token.map {
            Configuration.Telegram(
                token: $0, secret: secret, apiURL: apiURL ?? ConfigurationDefaults.telegramURL,
                messagesPerSecond: pace ?? ConfigurationDefaults.telegramMessagesPerSecond)
        }
    }

    /// Pretend people are members like any others: beside real ones they would be counted, and read what those are
    /// told. And whoever reaches the page is an organiser.
    private func readPlayground(_ listen: ListenAddress) -> Bool {
        guard root.flag("playground", example: "true") == true else { return false }
        let advice = "Remove 'playground', or give it a configuration and a data folder of its own."
        if root.has("channels") {
            faults.add("playground", "pretend people and a real platform do not go together", advice)
        }
        if root.has("publicURL") {
            faults.add("playground", "pretend people and a public address do not go together", advice)
        }
        if !listen.isLoopback {
            faults.add(
                "playground",
                "other machines could reach \(listen), and the playground is for this machine alone",
                "Listen on 127.0.0.1, or remove 'playground'.")
        }
        return true
    }

    private func readAPIURL(in section: SectionReader) -> String? {
        let path = section.path(of: "apiURL")
        let example = "\"\(ConfigurationDefaults.telegramURL)\""
        guard let text = section.text("apiURL", example: example) else { return nil }
        guard let address = WebAddress(text), ["https", "http"].contains(address.scheme), !address.hasMore,
            !address.hasUser
        else {
            faults.add(path, "this is not an address of a Bot API", "Write it like \(example).")
            return nil
        }
        if address.scheme == "http", !ListenAddress.isLoopback(address.host) {
            faults.add(
                path, "the token would go over the network without encryption",
                "Write https://; http:// is only for this machine itself.")
        }
        return WebAddress.trimmed(text)
    }

    // MARK: Folders

    private func folder(_ key: String) -> String? {
        guard let text = root.text(key, example: "\"\(key == "data" ? "var" : "/srv/yousaid/folder")\"")
        else {
            return nil
        }
        if text.hasPrefix("~") {
            faults.add(key, "'~' is not understood here", "Write the whole path, such as /home/forum/var.")
            return nil
        }
        return absolute(text)
    }

    /// Relative paths begin in the file's folder.
    private func absolute(_ path: String) -> String {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        return URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL.path
    }

    /// The system takes no longer paths for sockets.
    private func checkSocket(in data: String) {
        let length = (data + "/console.sock").utf8.count
        guard length > 107 else { return }
        faults.add(
            "data", "the path of the operator's socket in it would have \(length) bytes, and 107 are allowed",
            "Choose a folder with a shorter path.")
    }
}
