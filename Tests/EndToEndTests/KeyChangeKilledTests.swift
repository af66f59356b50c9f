import Foundation
import Glibc
import Sealing
import Testing

@testable import Storage

extension EndToEnd {
    /// `yousaid rotate-keys`, killed in the middle again and again, and a large list taken in before it.
    struct KeyChangeKilledTests {
        private static let people = 5_000

        /// A list as another place may have it: every hundredth line is bad.
        private static func list() -> String {
            var text = "channel,address,name,form,age,roles\r\n"
            for number in 0..<people {
                text +=
                    number % 100 == 50
                    ? "carrier,\(number),Bad,,,\r\n"
                    : "telegram,\(800_000_000 + number),Person \(number),easy-read,16-to-17,member\r\n"
            }
            return text
        }

        /// The addresses of all contacts, opened with the key that lies in the data folder, and with no other.
        private static func addresses(_ forum: LiveForum) async throws -> Set<String> {
            let sealer = Sealer(current: try SealingKey(contentsOf: forum.data + "/sealing.key"))
            return try await forum.read { connection in
                var found: Set<String> = []
                try connection.each("SELECT address FROM core_contact WHERE channel = 'telegram'") { row in
                    found.insert(String(decoding: try sealer.open(try row[0], for: "address"), as: UTF8.self))
                }
                return found
            }
        }

        private static func keys(_ forum: LiveForum) -> [String] {
            ["/sealing.key", "/sealing.key.old"].compactMap {
                try? String(contentsOfFile: forum.data + $0, encoding: .utf8)
            }
        }

        @Test func killedInTheMiddleAChangeOfKeysGoesOnAndLosesNobody() async throws {
            try await LiveForum.use { forum in
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                try await takeIn(forum)
                let before = try await Self.addresses(forum)
                #expect(before.count == Self.people - 50)
                let first = Self.keys(forum)
                #expect(first.count == 1)

                // The first run makes the new key; it is killed once a page is done, and so are those after it.
                var kills = 0
                var arguments = ["--new-key"]
                while kills < 6 {
                    let run = try start(forum, arguments)
                    try await eventually("a page, or the end: \(run.log)") {
                        run.log.contains("Sealed anew") || run.end != nil
                    }
                    run.signal(SIGKILL)
                    let end = try await run.waitForEnd()
                    guard end == .init(status: SIGKILL, bySignal: true) else { break }
                    kills += 1
                    arguments = []
                    // There is always a whole key under each name, and the old one is the one from before.
                    let keys = Self.keys(forum)
                    #expect(keys.count == 2 && keys[1] == first[0] && keys[0] != first[0])
                }
                #expect(kills >= 3, "it was too quick to be killed")

                // A second new key is refused while the first change goes on.
                let refused = try await forum.run("rotate-keys", "--new-key")
                #expect(
                    refused.status == 1 && refused.output.contains("sealing.key.old"), "\(refused.output)")
                #expect(Self.keys(forum).last == first[0])

                let last = try await forum.run("rotate-keys")
                #expect(last.status == 0, "\(last.output)")
                #expect(last.output.contains("The database needs the old key no longer."))
                #expect(try await Self.addresses(forum) == before)

                // Without the old key everybody is known, and nobody twice.
                try FileManager.default.removeItem(atPath: forum.data + "/sealing.key.old")
                try await forum.start()
                for number in [0, 1, 2_499, Self.people - 1] {
                    let phone = Phone(forum: forum, chat: Int64(800_000_000 + number), name: "Person")
                    try await phone.says("JOIN", hears: "You have joined")
                }
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                #expect(try await Self.addresses(forum) == before)

                // And now another key can be made.
                let another = try await forum.run("rotate-keys", "--new-key")
                #expect(another.status == 0, "\(another.output)")
                #expect(try await Self.addresses(forum) == before)
            }
        }

        /// Killed at any moment of making the key, there is a whole one under the old name.
        @Test func killedWhileItMakesTheKeyThereIsAlwaysOne() async throws {
            var chance = Chance(seed: Chance.seedOfThisRun)
            try await LiveForum.use { forum in
                try await forum.person("Ada").says("JOIN", hears: "You have joined")
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                let before = try await Self.addresses(forum)
                let first = Self.keys(forum)
                for _ in 0..<20 {
                    let run = try start(forum, ["--new-key"])
                    try await Task.sleep(for: .microseconds(Int.random(in: 0..<120_000, using: &chance)))
                    run.signal(SIGKILL)
                    try await run.waitForEnd()
                    // Whichever it is, with the one from before beside it everything opens.
                    #expect(throws: Never.self) { try SealingKey(contentsOf: forum.data + "/sealing.key") }
                    #expect(Self.keys(forum).contains(first[0]))
                }
                let end = try await forum.run("rotate-keys")
                #expect(end.status == 0, "\(end.output)")
                #expect(try await Self.addresses(forum) == before)
            }
        }

        private func start(_ forum: LiveForum, _ arguments: [String]) throws -> RunningProgram {
            try RunningProgram(
                ["rotate-keys", "--config", forum.configurationPath] + arguments,
                environment: forum.environment,
                log: "\(forum.folder)/keys-\(UUID().uuidString.prefix(8)).log")
        }

        /// Takes the list in, and prints how long it took and the most memory that it needed.
        private func takeIn(_ forum: LiveForum) async throws {
            let path = forum.folder + "/list.csv"
            try Self.list().write(toFile: path, atomically: true, encoding: .utf8)
            let began = ContinuousClock.now
            let run = try RunningProgram(
                ["import", "--config", forum.configurationPath, path], environment: forum.environment,
                log: forum.folder + "/import.log")
            var peak = 0
            try await eventually("the end of the import") {
                peak = max(peak, run.peakMemory ?? 0)
                return run.end != nil
            }
            let time = ContinuousClock.now - began
            #expect(run.end == .init(status: 1, bySignal: false))
            #expect(run.log.contains("New: 4950. Known already: 0. Not taken: 50."), "\(run.log)")
            print("import: \(Self.people) lines with 50 bad ones in \(time), at most \(peak) KiB of memory")
        }
    }
}

extension RunningProgram {
    /// The most memory that it has needed so far, in KiB; nil where it has ended.
    fileprivate var peakMemory: Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.flatMap {
            Int($0.filter(\.isNumber))
        }
    }
}
