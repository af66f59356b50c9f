import Foundation
import Sealing
import TestLimits
import Testing

@testable import Service

@Suite("Secrets", .limited)
struct SecretTests {
    private func secret(_ source: String) throws -> Secret {
        try #require(try load("{forum: {name: 'F'},\nsealingKey: \(source)}").get().sealingKey)
    }

    private func problem(_ source: String, _ environment: [String: String]) throws -> String {
        let secret = try secret(source)
        let fault = #expect(throws: ConfigurationFault.self) { try secret.resolve(environment: environment) }
        return fault?.description ?? ""
    }

    @Test("One in the environment is found, and its absence names the variable and the key")
    func environment() throws {
        let found = try secret("{env: 'KEY'}").resolve(environment: ["KEY": "hunter2"])
        #expect(found.reveal() == "hunter2")
        let missing = try problem("{env: 'KEY'}", [:])
        #expect(missing.contains("/srv/forum.json5:2: sealingKey: the environment variable KEY is not set"))
        #expect(missing.contains("export KEY="))
        #expect(try problem("{env: 'KEY'}", ["KEY": ""]).contains("is empty"))
    }

    @Test("One among the credentials is read without the line break at its end")
    func credential() throws {
        let folder = try TemporaryFolder()
        try folder.write("hunter2\n", to: "key")
        let found = try secret("{credential: 'key'}").resolve(
            environment: ["CREDENTIALS_DIRECTORY": folder.path])
        #expect(found.reveal() == "hunter2")
    }

    @Test("A credential that is missing, empty, no text or open to everybody is refused")
    func badCredentials() throws {
        let folder = try TemporaryFolder()
        let environment = ["CREDENTIALS_DIRECTORY": folder.path]
        #expect(try problem("{credential: 'key'}", [:]).contains("CREDENTIALS_DIRECTORY is not set"))
        #expect(try problem("{credential: 'key'}", environment).contains("is not there"))
        try folder.write("\n", to: "key")
        #expect(try problem("{credential: 'key'}", environment).contains("is empty"))
        try folder.write("hunter2", to: "key", mode: 0o644)
        let open = try problem("{credential: 'key'}", environment)
        #expect(open.contains("chmod 600"))
        #expect(!open.contains("hunter2"))
    }

    @Test("A resolved secret shows in no print, dump or interpolation")
    func neverPrinted() {
        let secret = SecretText("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(["token": secret], to: &dumped)
        let shown = "\(secret) \(String(reflecting: secret)) \(String(describing: [secret])) \(dumped)"
        #expect(!shown.contains("hunter2"))
    }

    @Test("On the machine, all secrets, groups and folders that are missing are found at once")
    func machine() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let file = try folder.write(
            """
            {forum: {name: 'F'}, plugins: ['P'], data: 'file', promptsFolder: 'none', pluginsFolder: 'none',
            consoleGroup: 'no-such-group-here', sealingKey: {env: 'KEY'}, previousSealingKeys: [{env: 'OLD'}],
            channels: {telegram: {token: {env: 'TOKEN'}, secret: {env: 'SECRET'}}}}
            """, to: "forum.json5")
        let configuration = try Configuration.load(path: file).get()
        let found = MachineCheck(configuration, environment: ["SECRET": "s"]).faults()
        #expect(
            Set(found.compactMap(\.path)) == [
                "channels.telegram.token", "channels.telegram.secret", "sealingKey", "previousSealingKeys[0]",
                "consoleGroup",
                "pluginsFolder", "promptsFolder", "data",
            ])
        #expect(found.allSatisfy { $0.line != nil })
    }

    private func telegram(_ folder: TemporaryFolder) throws -> Configuration {
        let file = try folder.write(
            """
            {forum: {name: 'F'}, plugins: ['P'], data: 'var',
            channels: {telegram: {token: {env: 'TOKEN'}, secret: {env: 'SECRET'}}}}
            """, to: "forum.json5")
        return try Configuration.load(path: file).get()
    }

    @Test("A webhook's secret of fewer than 16 letters is refused with what to do, and none of it is said")
    func shortSecret() throws {
        let configuration = try telegram(try TemporaryFolder())
        func faults(_ secret: String) -> [ConfigurationFault] {
            MachineCheck(configuration, environment: ["TOKEN": "t", "SECRET": secret]).faults()
        }
        let found = faults("only-15-letters")
        #expect(found.map(\.path) == ["channels.telegram.secret"])
        #expect(found.first?.weight == .fault)
        #expect(found.first?.description.contains("openssl rand") == true)
        #expect(found.first?.description.contains("only-15") == false)
        #expect(faults("exactly-16-sign_").isEmpty)
    }

    @Test("A data folder in which others can write is refused, and one that they can look into is told")
    func openFolder() throws {
        let folder = try TemporaryFolder()
        let configuration = try telegram(folder)
        let data = folder.path + "/var"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        for (mode, weight) in [
            (0o777, ConfigurationFault.Weight.fault), (0o770, .fault), (0o755, .warning), (0o750, .warning),
            (0o700, nil),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: data)
            let found = MachineCheck(
                configuration, environment: ["TOKEN": "t", "SECRET": "exactly-16-sign_"]
            ).faults()
            #expect(found.map(\.weight) == (weight.map { [$0] } ?? []), "\(String(mode, radix: 8))")
            #expect(found.allSatisfy { $0.path == "data" && $0.advice == "Run: chmod 700 '\(data)'" })
        }
    }

    @Test("The mark that some programs put before a text is skipped in a configuration, a secret and a key")
    func byteOrderMark() throws {
        let folder = try TemporaryFolder()
        let mark = "\u{FEFF}"
        let file = try folder.write(mark + "{forum: {name: 'F'}}", to: "forum.json5")
        #expect(try Configuration.load(path: file).get().forum.name == "F")
        try folder.write(mark + "hunter2\n", to: "token")
        let secret = Secret(source: .credential("token"), file: "f", path: "p", line: nil)
        #expect(try secret.resolve(environment: ["CREDENTIALS_DIRECTORY": folder.path]).reveal() == "hunter2")
        let key = try folder.write(mark + String(repeating: "0a", count: 32) + "\n", to: "key")
        #expect(throws: Never.self) { try SealingKey(contentsOf: key) }
    }
}
