import Foundation
import Sealing
import Testing

extension EndToEnd {
    /// What somebody finds of a poll's key who takes the machine, with the program running.
    @Suite(.enabled(if: MemorySearch.isAllowed, "only root sees the memory of the program"))
    struct KeysInMemoryTests {
        /// A poll's key as it lay in its file, and each form of it from which votes can be opened.
        private static func forms(of file: String) throws -> [(what: String, bytes: [UInt8])] {
            try forms(
                ofText: String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines))
        }

        private static func forms(ofText text: String) throws -> [(what: String, bytes: [UInt8])] {
            let key = try #require(Hex.decode(text))
            let forms = ["yousaid seal 1", "yousaid hash 1"].map {
                (what: $0, bytes: HMAC.sha256(key: key, Array($0.utf8)))
            }
            // Half of the text is enough of it.
            return [("the key", key), ("the key's text", Array(text.utf8.prefix(32)))] + forms
        }

        private static func keyFiles(_ forum: LiveForum) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: forum.data + "/vaults")
                .filter { $0.hasSuffix(".key") }.map { "\(forum.data)/vaults/\($0)" }
        }

        @Test(arguments: [false, true])
        func `when a poll is closed, its key is nowhere in the program's memory`(restarts: Bool) async throws
        {
            try await LiveForum.use { forum in
                let people = (1...6).map { forum.person("Person\($0)") }
                for person in people { try await person.says("JOIN", hears: "You have joined") }
                try await forum.ask("Which day suits you? | Saturday | Sunday")
                for person in people { try await person.hears("Which day suits you?") }
                let file = try #require(try Self.keyFiles(forum).first)
                let forms = try Self.forms(of: file)
                for person in people.prefix(3) { try await person.says("1", hears: "You chose Saturday") }
                // The first life made the key; the second one read it from its file.
                if restarts {
                    try await forum.stop()
                    try await forum.start()
                }
                for person in people { try await person.says("2", hears: "You chose Sunday") }
                let pid = try #require(forum.program?.pid)
                let whileOpen = try await onAnotherThread { try MemorySearch.places(of: forms, in: pid) }
                #expect(!whileOpen.isEmpty, "the search does not find a key that is there")
                #expect(!whileOpen.contains { $0.hasPrefix("the key") }, "it was copied: \(whileOpen)")

                _ = try await forum.operatorSays("CLOSE")
                let closed = try await forum.operatorSays("YES")
                #expect(closed.contains("6 of 6 people chose Sunday."))
                try await eventually("the end of the key's file") { try Self.keyFiles(forum).isEmpty }
                let afterwards = try await onAnotherThread { try MemorySearch.places(of: forms, in: pid) }
                #expect(afterwards.isEmpty)
            }
        }

        @Test func `a key that was given in a variable is nowhere but in locked memory`() async throws {
            let text = Hex.encode(Random.bytes(32))
            try await LiveForum.use(
                more: "sealingKey: {env: \"FORUM_KEY\"},", variables: ["FORUM_KEY": text]
            ) { forum in
                try await forum.person("Person").says("JOIN")
                let pid = try #require(forum.program?.pid)
                let forms = try Self.forms(ofText: text)
                let places = try await onAnotherThread { try MemorySearch.places(of: forms, in: pid) }
                // It, and the two keys that are made of it, once each and on the one page of locked memory.
                #expect(places.count == 3, "\(places)")
                #expect(Set(places.compactMap { $0.split(separator: " ").last?.dropLast(3) }).count == 1)
            }
        }

        @Test(.enabled(if: OwnMounts.areAllowed, Comment(rawValue: OwnMounts.reason)))
        func `where the system locks no memory, the log says so and the bot works`() async throws {
            // Root may lock what it likes, unless that right is taken from it.
            let without = #"ulimit -l 0 && exec setpriv --bounding-set -ipc_lock "$0" "$@""#
            let mounts: @Sendable (String) -> String = { _ in without }
            try await LiveForum.use(mounts: mounts) { forum in
                let person = forum.person("Person")
                try await person.says("JOIN", hears: "You have joined")
                #expect(forum.program?.log.contains("keys cannot be locked in memory") == true)
            }
            try await LiveForum.use { #expect($0.program?.log.contains("locked") == false) }
        }
    }
}
