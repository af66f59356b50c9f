import Foundation
import Testing

@testable import Storage

extension EndToEnd {
    /// The program is killed, and one bit flips near the end of SQLite's write-ahead log: SQLite drops what stands from
    /// there on without a word. The journal has what was answered, and it holds.
    struct LostLogTests {
        @Test func aStopThatWasAnsweredHolds() async throws {
            try await Self.use { forum, ada, brook in
                let place = try Self.logSize(forum)
                try await ada.says("STOP", hears: "You have stopped")
                try await forum.waitUntilQuiet()
                try await Self.killAndFlip(forum, at: place + 200)
                try await forum.start()
                try await Self.tell(forum)
                try await brook.hears("After the loss.")
                try await forum.waitUntilQuiet()
                #expect(ada.messages.count { $0.text.contains("You have stopped") } == 1)
                #expect(!ada.messages.contains { $0.text.contains("After the loss.") })
                try await Self.checkTold(forum)
            }
        }

        @Test func whoeverWasDeletedStaysDeleted() async throws {
            try await Self.use { forum, ada, brook in
                try await ada.says("DELETE ME", hears: "Are you sure?")
                try await forum.waitUntilQuiet()
                // Somebody reads: the log cannot be emptied, as it is after a deletion.
                let reader = try Connection.reader(
                    path: forum.data + "/yousaid.db", options: Store.Options())
                defer { reader.close() }
                try reader.administer("BEGIN")
                try reader.administer("SELECT COUNT(*) FROM core_member")
                let place = try Self.logSize(forum)
                try await ada.says("yes", hears: "I will delete")
                try await ada.hears("I have deleted")
                try await forum.waitUntilQuiet()
                let heard = ada.messages.count
                try reader.administer("ROLLBACK")
                reader.close()
                try await Self.killAndFlip(forum, at: place + 200)
                try await forum.start()
                #expect(try await forum.count("SELECT COUNT(*) FROM core_member WHERE name = 'Ada'") == 0)
                try await Self.tell(forum)
                try await brook.hears("After the loss.")
                try await forum.waitUntilQuiet()
                #expect(ada.messages.count == heard)
                try await Self.checkTold(forum)
            }
        }

        @Test func anAddressThatWasTakenAwayStaysAway() async throws {
            try await Self.use { forum, ada, brook in
                let other = forum.person("Ada")
                let words = try await ada.says("LINK", hears: "From there, send me this message").text
                let code = try #require(words.firstMatch(of: /LINK ([A-Z0-9]+)/)?.1)
                try await other.says("LINK \(code)", hears: "It worked.")
                try await forum.waitUntilQuiet()
                let place = try Self.logSize(forum)
                let before = other.messages.count
                try await other.says("UNLINK")
                try await eventually("the answer to UNLINK") { other.messages.count > before }
                try await forum.waitUntilQuiet()
                let contacts = "SELECT COUNT(*) FROM core_contact WHERE channel = 'telegram'"
                let left = try await forum.count(contacts)
                let heard = other.messages.count
                try await Self.killAndFlip(forum, at: place + 200)
                try await forum.start()
                #expect(try await forum.count(contacts) == left)
                try await Self.tell(forum)
                try await brook.hears("After the loss.")
                try await forum.waitUntilQuiet()
                #expect(other.messages.count == heard)
                try await Self.checkTold(forum)
            }
        }

        @Test func aJournalWithAFlippedBitIsToldAndMadeAnew() async throws {
            try await Self.use { forum, ada, brook in
                try await ada.says("STOP", hears: "You have stopped")
                try await forum.waitUntilQuiet()
                try await forum.killProgram()
                let journal = forum.data + "/journal/journal.log"
                var bytes = try Data(contentsOf: URL(filePath: journal))
                let stop = try #require(bytes.firstRange(of: Data("S telegram".utf8)))
                bytes[stop.lowerBound + 14] ^= 1
                try bytes.write(to: URL(filePath: journal))
                let doctor = try await forum.run("doctor")
                #expect(doctor.output.contains("The journal \(journal) is damaged"), "\(doctor.output)")
                try await forum.start()
                #expect(forum.program?.log.contains("THE JOURNAL IS DAMAGED: 1 lines") == true)
                #expect(FileManager.default.fileExists(atPath: journal + ".damaged-1"))
                #expect(try await forum.operatorSays("PROBLEMS").contains("journal: lines were damaged"))
                try await Self.tell(forum)
                try await brook.hears("After the loss.")
                #expect(!ada.messages.contains { $0.text.contains("After the loss.") })
                let later = try await forum.run("doctor")
                #expect(!later.output.contains("The journal \(journal) is damaged"))
                #expect(later.output.contains("lines of the journal were damaged"), "\(later.output)")
            }
        }

        // MARK: The parts

        /// A forum with two people who have joined, and nothing on its way.
        private static func use(_ test: (LiveForum, Phone, Phone) async throws -> Void) async throws {
            try await LiveForum.use { forum in
                let (ada, brook) = (forum.person("Ada"), forum.person("Brook"))
                for phone in [ada, brook] {
                    try await phone.says("JOIN", hears: "You have joined")
                    try await phone.says("NAME \(phone.name)", hears: "Your name here is now")
                }
                try await forum.waitUntilQuiet()
                try await test(forum, ada, brook)
            }
        }

        private static func logSize(_ forum: LiveForum) throws -> Int {
            let facts = try FileManager.default.attributesOfItem(atPath: forum.data + "/yousaid.db-wal")
            return try #require(facts[.size] as? Int)
        }

        private static func killAndFlip(_ forum: LiveForum, at place: Int) async throws {
            try await forum.killProgram()
            let log = forum.data + "/yousaid.db-wal"
            var bytes = try Data(contentsOf: URL(filePath: log))
            try #require(bytes.count > place, "nothing was written")
            bytes[place] ^= 0x10
            try bytes.write(to: URL(filePath: log))
        }

        private static func tell(_ forum: LiveForum) async throws {
            _ = try await forum.operatorSays("TELL After the loss.")
            _ = try await forum.operatorSays("yes")
        }

        private static func checkTold(_ forum: LiveForum) async throws {
            let log = try #require(forum.program?.log)
            #expect(log.contains("THE DATABASE HAS LOST WHAT WAS DONE LAST"), "\(log)")
            #expect(try await forum.operatorSays("PROBLEMS").contains("the end of its log was lost"))
            let doctor = try await forum.run("doctor")
            #expect(doctor.output.contains("the end of the database's log was lost"), "\(doctor.output)")
            // Said once: the next start is a start like any other.
            #expect(try await forum.stop() == .init(status: 0, bySignal: false))
            try await forum.start()
            #expect(forum.program?.log.contains("HAS LOST") == false)
        }
    }
}
