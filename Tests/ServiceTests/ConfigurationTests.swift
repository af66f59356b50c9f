import TestLimits
import Testing
import YouSaidKit

@testable import Service

@Suite("What a configuration says", .limited)
struct ConfigurationTests {
    @Test("Everything that can be set is read")
    func everything() throws {
        let configuration = try load(
            """
            {
              forum: { name: "Voices United", timeZone: "Europe/Paris" },
              listen: "[::1]:9090",
              publicURL: "https://bot.example.org/",
              data: "../data", joining: "approval",
              plugins: ["Welcome", "Polls"], pluginsFolder: "/usr/lib/plugins", promptsFolder: "words",
              channels: { telegram: {
                token: {env: "TELEGRAM_TOKEN"}, secret: {credential: "telegram-secret"},
                apiURL: "http://127.0.0.1:8081/", messagesPerSecond: 500 } },
              proxy: "socks5://proxy:1080",
              sealingKey: {credential: "key"}, previousSealingKeys: [{env: "OLD"}, {env: "OLDER"}],
              consoleGroup: "officers", keepFailed: "1h30m", deleteAfter: "2d",
            }
            """
        ).get()
        #expect(configuration.forum == Forum(name: "Voices United", timeZone: "Europe/Paris"))
        #expect(configuration.listen == ListenAddress(host: "::1", port: 9090))
        #expect(configuration.listen.description == "[::1]:9090")
        #expect(configuration.publicURL == "https://bot.example.org")
        #expect(configuration.data == "/data")
        #expect(configuration.consoleSocket == "/data/console.sock")
        #expect(configuration.joining == .approval)
        #expect(configuration.plugins == ["Welcome", "Polls"])
        #expect(configuration.pluginsFolder == "/usr/lib/plugins")
        #expect(configuration.promptsFolder == "/srv/words")
        #expect(configuration.telegram?.token.source == .env("TELEGRAM_TOKEN"))
        #expect(configuration.telegram?.secret?.source == .credential("telegram-secret"))
        #expect(configuration.telegram?.apiURL == "http://127.0.0.1:8081")
        #expect(configuration.telegram?.messagesPerSecond == 500)
        #expect(configuration.proxy == "socks5://proxy:1080")
        #expect(configuration.sealingKey?.source == .credential("key"))
        #expect(configuration.previousSealingKeys.map(\.source) == [.env("OLD"), .env("OLDER")])
        #expect(configuration.secrets.count == 5)
        #expect(configuration.consoleGroup == "officers")
        #expect(configuration.keepFailed == .seconds(5_400))
        #expect(configuration.deleteAfter == .seconds(2 * 86_400))
        #expect(configuration.warnings.isEmpty)
    }

    @Test("What is left out is as the list of keys says")
    func standards() throws {
        let configuration = try load("{forum: {name: 'F'}}").get()
        func standard(_ path: String) -> String? {
            ConfigurationKey.all.first { $0.path == path }?.standard
        }
        #expect(configuration.forum.timeZone == standard("forum.timeZone"))
        #expect(configuration.listen.description == standard("listen"))
        #expect(configuration.data == "/srv/\(standard("data") ?? "")")
        #expect(configuration.joining.rawValue == standard("joining"))
        #expect(configuration.keepFailed == DurationText.read(standard("keepFailed") ?? ""))
        #expect(configuration.deleteAfter == DurationText.read(standard("deleteAfter") ?? ""))
        #expect(configuration.telegram == nil)
        #expect(configuration.warnings.map(\.path) == ["plugins"])
    }

    @Test("Telegram's pace is as the list of keys says, where nothing is set")
    func standardPace() throws {
        let configuration = try load("{forum: {name: 'F'}, channels: {telegram: {token: {env: 'T'}}}}").get()
        let key = ConfigurationKey.all.first { $0.path == "channels.telegram.messagesPerSecond" }
        #expect(configuration.telegram.map { "\($0.messagesPerSecond)" } == key?.standard)
    }

    @Test("A file's relative paths begin in its folder")
    func relativePaths() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}, data: 'here'}", to: "forum.json5")
        #expect(try Configuration.load(path: file).get().data == folder.path + "/here")
    }

    @Test(
        "Lengths of time",
        arguments: [
            ("90s", 90), ("15m", 900), ("1h", 3_600), ("2d", 172_800), ("1h30m", 5_400), ("0s", 0),
            ("", nil), ("5", nil), ("h", nil), ("1w", nil), ("1h1h", nil), ("-1h", nil), ("1h ", nil),
            ("99999999999999999999d", nil), ("500d", nil),
        ] as [(String, Int?)])
    func durations(_ text: String, _ seconds: Int?) {
        #expect(DurationText.read(text) == seconds.map { .seconds($0) })
    }

    // MARK: Plugins' sections

    private static let declared = [
        Setting("title", .text("Poll"), meaning: "what it is called"),
        Setting("days", .integer(7, in: 1...60), meaning: "how long it is open"),
        Setting("quiet", .flag(false), meaning: "whether it keeps quiet"),
        Setting("who", .oneOf(["parent", "own", "closed"], standard: "own"), meaning: "who decides"),
        Setting("asked", .someOf(["photos", "news"], standard: "news"), meaning: "what is asked"),
        Setting("joining", .text("open"), meaning: "who may join"),
    ]

    @Test("A plugin's section is filled up with what the plugin declares")
    func pluginSettings() throws {
        let configuration = try load(
            "{forum: {name: 'F'}, joining: 'code', plugins: ['Polls'], Polls: {days: 3, quiet: true}}"
        ).get()
        let settings = try configuration.settings(of: "Polls", declared: Self.declared).get()
        #expect(try settings.text("title") == "Poll")
        #expect(try settings.integer("days") == 3)
        #expect(try settings.flag("quiet"))
        #expect(try settings.text("joining") == "code")
        #expect(try settings.text("who") == "own")
        #expect(try settings.text("asked") == "news")
        let other = try configuration.settings(of: "Welcome", declared: Self.declared).get()
        #expect(try other.integer("days") == 7)
    }

    @Test(
        "What is wrong in a plugin's section is named",
        arguments: [
            ("dys: 3", "Polls.dys", "Did you mean 'days'?"), ("days: 61", "Polls.days", "from 1 to 60"),
            ("days: 1.5", "Polls.days", "whole number"), ("days: '3'", "Polls.days", "a whole number"),
            ("title: 3", "Polls.title", "here belongs a text"),
            ("quiet: 'yes'", "Polls.quiet", "here belongs true or false"),
            (
                "who: 'perent'", "Polls.who",
                "\"perent\" is none of parent, own, closed. Did you mean 'parent'?"
            ),
            ("asked: 'photos, hats'", "Polls.asked", "\"hats\" is none of photos, news"),
            ("who: 3", "Polls.who", "here belongs a text"),
            ("joining: 'open'", "Polls.joining", "there is no such key"),
        ])
    func faultsInPluginSettings(_ line: String, _ path: String, _ says: String) throws {
        let configuration = try load("{forum: {name: 'F'}, plugins: ['Polls'],\nPolls: {\(line)}}").get()
        guard case .failure(let found) = configuration.settings(of: "Polls", declared: Self.declared) else {
            Issue.record("it was taken")
            return
        }
        #expect(found.faults.map(\.path) == [path])
        #expect(found.faults[0].line == 2)
        #expect(found.description.contains(says), "\(found)")
    }
}
