import Foundation
import TestLimits
import Testing

@testable import Service

/// Reads a configuration as if it stood in /srv/forum.json5.
func load(_ text: String) -> Result<Configuration, ConfigurationFaults> {
    Configuration.load(bytes: Array(text.utf8), file: "/srv/forum.json5")
}

func faults(_ text: String) -> [ConfigurationFault] {
    switch load(text) {
    case .success(let configuration): configuration.warnings
    case .failure(let found): found.faults
    }
}

@Suite("Faults in a configuration", .limited)
struct ConfigurationFaultTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let line: String
        let path: String
        /// What the fault has to say, in its problem or its advice.
        let says: String
        var testDescription: String { line }

        init(_ line: String, _ path: String, _ says: String) {
            self.line = line
            self.path = path
            self.says = says
        }
    }

    static let examples = [
        Example("lisen: '127.0.0.1:80'", "lisen", "Did you mean 'listen'?"),
        Example("xyzzyx: 1", "xyzzyx", "Known: forum, listen"),
        Example("Poll: {}", "Poll", "Did you mean 'Polls'?"),
        Example("listen: 8080", "listen", "there is a number"),
        Example("listen: '8080'", "listen", "not an IP address with a port"),
        Example("listen: '127.0.0.1:99999'", "listen", "not an IP address with a port"),
        Example("listen: '::1:8080'", "listen", "not an IP address with a port"),
        Example("listen: '127.0.0.1:+80'", "listen", "not an IP address with a port"),
        Example("publicURL: 'http://bot.example.org'", "publicURL", "https://"),
        Example("publicURL: 'https://bot.example.org/bot'", "publicURL", "nothing after the host"),
        Example("publicURL: 'https://bot.example.org?a'", "publicURL", "nothing after the host"),
        Example("publicURL: 'https://me@bot.example.org'", "publicURL", "no user"),
        Example("publicURL: 'bot.example.org'", "publicURL", "not a web address"),
        Example("data: ['var']", "data", "there is a list"),
        Example("data: ' '", "data", "empty"),
        Example("data: 'var \\\n more'", "data", "Write it in one line"),
        Example("consoleGroup: 'a\\u001Bb'", "consoleGroup", "Write it in one line"),
        Example("data: '~/var'", "data", "'~' is not understood"),
        Example("data: '/\(String(repeating: "long/", count: 25))'", "data", "socket"),
        Example("joining: 'closed'", "joining", "\"approval\""),
        Example("plugins: 'Polls'", "plugins", "here belongs a list"),
        Example("plugins: ['Polls', 'Polls']", "plugins[1]", "twice"),
        Example("plugins: ['../Polls']", "plugins[0]", "plain letters"),
        Example("plugins: [7]", "plugins[0]", "there is a number"),
        Example("plugins: ['forum']", "plugins[0]", "another name"),
        Example("proxy: 'ftp://proxy'", "proxy", "not a proxy's address"),
        Example("proxy: 'http://me:hunter2@proxy:3128'", "proxy", "password must not stand"),
        Example("keepFailed: '1 hour'", "keepFailed", "\"1h\""),
        Example("keepFailed: 3600", "keepFailed", "here belongs a text"),
        Example("playground: 'yes'", "playground", "here belongs true or false"),
        Example("playground: true, listen: '0.0.0.0:80'", "playground", "this machine alone"),
        Example("playground: true, publicURL: 'https://bot.example.org'", "playground", "do not go together"),
        Example(
            "playground: true, channels: {telegram: {token: {env: 'T'}}}", "playground", "do not go together"),
        Example("sealingKey: 'hunter2'", "sealingKey", "{env: \"SEALING_KEY\"}"),
        Example("sealingKey: {file: 'x'}", "sealingKey.file", "Known: env, credential"),
        Example("sealingKey: {}", "sealingKey", "does not say where"),
        Example("sealingKey: {env: 'A', credential: 'b'}", "sealingKey", "side by side"),
        Example("sealingKey: {env: '12:hunter2'}", "sealingKey.env", "name of an environment variable"),
        Example("sealingKey: {credential: '../key'}", "sealingKey.credential", "name of a file"),
        Example("previousSealingKeys: ['hunter2']", "previousSealingKeys[0]", "must not stand in the file"),
        Example("consoleGroup: true", "consoleGroup", "there is true or false"),
        Example("channels: []", "channels", "here belongs a section"),
        Example("channels: {telegran: {}}", "channels.telegran", "Did you mean 'telegram'?"),
        Example("channels: {telegram: {}}", "channels.telegram.token", "BotFather"),
        Example(
            "channels: {telegram: {token: 'hunter2'}}", "channels.telegram.token",
            "{credential: \"telegram-token\"}"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, messagesPerSecond: 0}}",
            "channels.telegram.messagesPerSecond", "from 1 to 100000"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, messagesPerSecond: 100001}}",
            "channels.telegram.messagesPerSecond", "from 1 to 100000"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, messagesPerSecond: 29.5}}",
            "channels.telegram.messagesPerSecond", "whole number"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, messagesPerSecond: '30'}}",
            "channels.telegram.messagesPerSecond", "there is a text"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, apiURL: 'http://api.example.org'}}",
            "channels.telegram.apiURL", "without encryption"),
        Example(
            "channels: {telegram: {token: {env: 'T'}, apiURL: 'api.example.org'}}",
            "channels.telegram.apiURL", "Write it like \"https://api.telegram.org\""),
        Example(
            "publicURL: 'https://b.example', channels: {telegram: {token: {env: 'T'}}}",
            "channels.telegram.secret", "TELEGRAM_SECRET"),
    ]

    @Test("Each is found alone, with its line, its key and what to do", arguments: examples)
    func isFoundAlone(_ example: Example) throws {
        let plugins = example.line.hasPrefix("plugins") ? "" : "plugins: ['Polls'],"
        let found = faults("{ forum: {name: 'F'}, \(plugins)\n\n\(example.line) }")
            .filter { $0.weight == .fault }
        let fault = try #require(found.first)
        #expect(found.count == 1, "\(found)")
        #expect(fault.path == example.path)
        #expect(fault.line == 3)
        #expect("\(fault.problem) \(fault.advice)".contains(example.says), "\(fault)")
        #expect(fault.description.hasPrefix("/srv/forum.json5:3: \(example.path): "))
        #expect(!fault.description.contains("hunter2"))
    }

    @Test("All are found at once, in the order of the file, and no secret is repeated")
    func areFoundAtOnce() {
        let lines = Self.examples.map(\.line).filter {
            // Keys of which one file can have one alone.
            ["lisen", "listen: 8080", "keepFailed: 3600", "joining", "proxy: 'http"].contains(
                where: $0.hasPrefix)
        }
        let found = faults(
            """
            {
            forum: { nmae: "F", timeZone: "Europe/Lodnon" },
            \(lines.joined(separator: ",\n")),
            channels: { telegram: { token: "123:hunter2" } },
            sealingKey: "hunter2", plugins: ['Polls'],
            }
            """)
        #expect(
            found.map(\.path) == [
                "forum.name", "forum.nmae", "forum.timeZone", "lisen", "listen", "joining", "proxy",
                "keepFailed", "channels.telegram.token", "sealingKey",
            ])
        #expect(found.compactMap(\.line) == found.compactMap(\.line).sorted())
        #expect(!ConfigurationFaults(found).description.contains("hunter2"))
    }

    @Test("A time zone has to be one that keeps the clock, and the nearest is suggested")
    func timeZone() {
        func found(_ zone: String) -> [ConfigurationFault] {
            faults("{forum: {name: 'F', timeZone: '\(zone)'}, plugins: ['Polls']}")
        }
        #expect(found("Europe/Lodnon").map(\.path) == ["forum.timeZone"])
        #expect(found("Europe/Lodnon")[0].advice.contains("'Europe/London'"))
        #expect(found("BST").map(\.path) == ["forum.timeZone"])
        #expect(found("US/Eastern").isEmpty)
        #expect(found("UTC").isEmpty)
    }

    @Test("The forum and its name have to be there")
    func forumIsNeeded() {
        #expect(faults("{}").contains { $0.path == "forum" && $0.weight == .fault })
        #expect(faults("{forum: {}}").contains { $0.path == "forum.name" && $0.weight == .fault })
    }

    @Test("A key that stands there twice is refused, with both lines")
    func doubledKey() {
        let found = faults("{forum: {name: 'F',\nname: 'G'}, plugins: ['Polls']}")
        #expect(found.map(\.path) == ["forum.name"])
        #expect(found[0].problem.contains("lines 1 and 2"))
    }

    @Test("Listening for other machines is a warning")
    func listeningToTheWorld() throws {
        let configuration = try load("{forum: {name: 'F'}, plugins: ['P'], listen: '0.0.0.0:80'}").get()
        #expect(configuration.warnings.map(\.path) == ["listen"])
        #expect(configuration.warnings[0].description.contains("warning: listen:"))
        let local = try load("{forum: {name: 'F'}, plugins: ['P'], listen: '[::1]:0'}").get()
        #expect(local.warnings.isEmpty)
    }

    @Test("The playground is off unless it is switched on")
    func playground() throws {
        #expect(!(try load("{forum: {name: 'F'}, plugins: ['P']}").get().playground))
        #expect(
            !(try load("{forum: {name: 'F'}, plugins: ['P'], playground: false, listen: '0.0.0.0:80'}").get()
                .playground))
        #expect(
            try load("{forum: {name: 'F'}, plugins: ['P'], playground: true, listen: '[::1]:0'}").get()
                .playground)
    }

    @Test("A file that is not there, is a folder, or is not UTF-8 is named")
    func unreadableFiles() throws {
        let folder = try TemporaryFolder()
        func problem(_ path: String) -> String {
            guard case .failure(let found) = Configuration.load(path: path) else { return "" }
            return found.description
        }
        #expect(problem(folder.path + "/none.json5").contains("no such file"))
        #expect(problem(folder.path).contains("this is a folder"))
        guard case .failure(let found) = Configuration.load(bytes: [0x7B, 0xFF, 0x7D], file: "f") else {
            Issue.record("it was read")
            return
        }
        #expect(found.description.contains("UTF-8"))
    }

    @Test("A token that Telegram would never take is found before the bot starts, with its line")
    func cutToken() async throws {
        let configuration = try load(
            "{forum: {name: 'F'}, plugins: [],\nchannels: {telegram: {\ntoken: {env: 'T'}}}}"
        ).get()
        func problem(_ token: String) async -> ConfigurationFault? {
            await Service(environment: ["T": token], log: { _ in }).faults(in: configuration).first {
                $0.path?.hasPrefix("channels.telegram") ?? false
            }
        }
        let fault = try #require(await problem("123"))
        #expect(fault.path == "channels.telegram.token" && fault.line == 3)
        #expect(fault.problem == "'token' has no colon in it")
        #expect(fault.advice.hasPrefix("Copy it again from BotFather"))
        #expect(await problem("12345678:AAHabcdefghijklmnopqrstuvwxyz01234567") == nil)
    }

    @Test("A plugin that is not there is a fault with its line, and with what was meant")
    func misspeltPlugin() async throws {
        let folder = try TemporaryFolder()
        for name in ["Welcome", "Polls"] {
            try Data().write(to: URL(filePath: folder.path + "/lib\(name).so"))
        }
        let configuration = try load(
            "{forum: {name: 'F'}, data: '\(folder.path)',\npluginsFolder: '\(folder.path)',\nplugins: [\n'Pols']}"
        ).get()
        let faults = await Service(environment: [:], log: { _ in }).faults(in: configuration)
        let fault = try #require(faults.first { $0.problem.contains("Pols") })
        #expect(fault.path == "plugins[0]")
        #expect(fault.line == 3 || fault.line == 4)
        #expect(fault.advice == "Did you mean 'Polls'?")
        #expect(fault.weight == .fault)
    }
}
