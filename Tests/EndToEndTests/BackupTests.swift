import Foundation
import Service
import Testing

extension EndToEnd {
    /// A backup is made while votes come in, and brought back after people have left: it brings nobody back, and
    /// says nothing a second time.
    struct BackupTests {
        @Test func aRestoreBringsNobodyBackAndSendsNothingTwice() async throws {
            let seed = Chance.seedOfThisRun
            print("backup: seed \(seed)")
            try await LiveForum.use { forum in
                let backup = forum.folder + "/backup.db"
                // A window far larger than the pace, so that most replies still wait when the backup is made.
                let voters = try await Voters.gather(40, in: forum, window: 900)
                async let voting: Void = voters.run(seed: seed)
                try await eventually("many votes") { voters.acknowledged >= 500 }
                let before = voters.deeds
                let service = Service(environment: forum.environment) { _ in }
                let configuration = try Configuration.load(path: forum.configurationPath).get()
                _ = try await service.backup(configuration, to: backup)
                voters.stop()
                try await voting
                let (stopped, erased) = try await leave(voters.phones)
                await #expect(throws: ServiceFault.self, "a running bot's database was replaced") {
                    try await service.restore(configuration, from: backup)
                }
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))

                _ = try await service.restore(configuration, from: backup)
                let kept = try FileManager.default.contentsOfDirectory(atPath: forum.data)
                #expect(kept.contains { $0.hasPrefix("yousaid.db.before-restore-") })
                let heard = forum.heard.count
                try await comeBackHeld(forum, voters.phones[0], erased, heard: heard)
                try await release(forum, stopped: stopped, erased: erased)
                try await check(forum, voters, before, heard: heard, erased: erased)
            }
        }

        /// Some say STOP, some have everything deleted.
        private func leave(_ people: [Phone]) async throws -> (stopped: [Phone], erased: [Phone]) {
            let (stopped, erased) = (Array(people[10..<13]), Array(people[20..<22]))
            for person in stopped { try await person.says("STOP") }
            for person in erased {
                try await person.says("DELETE ME")
                try await person.says("yes")
            }
            for person in stopped { try await person.hears("You have stopped messages") }
            for person in erased { try await person.hears("I have deleted what I kept about you") }
            return (stopped, erased)
        }

        /// Nothing goes out but to the operator, whatever happens.
        private func comeBackHeld(
            _ forum: LiveForum, _ person: Phone, _ erased: [Phone], heard: Int
        ) async throws {
            try await forum.start()
            #expect(forum.program?.log.contains("held after a restore") == true)
            try await person.says("HELP")
            #expect(try await forum.operatorSays("MEMBERS").contains("Members: 38"))
            #expect(try await forum.operatorSays("TELL The kettle is mended").contains("38 people"))
            #expect(try await forum.operatorSays("YES").contains("on its way"))
            try await eventually("the note written out") {
                try await forum.count("SELECT COUNT(*) FROM core_broadcast WHERE done IS NULL") == 0
            }
            // Also not after another start.
            #expect(try await forum.stop() == .init(status: 0, bySignal: false))
            try await forum.start()
            #expect(forum.program?.log.contains("held after a restore") == true)
            #expect(forum.heard.count == heard)
        }

        private func release(_ forum: LiveForum, stopped: [Phone], erased: [Phone]) async throws {
            #expect(try await forum.operatorSays("RELEASE").contains("Messages go out again"))
            #expect(try await forum.operatorSays("RELEASE").contains("Nothing was held back"))
            try await forum.waitUntilQuiet()
            for person in stopped + erased {
                #expect(!person.messages.contains { $0.text.contains("kettle") })
            }
            // Those who stopped get an answer to what they write; those who were erased are strangers.
            for person in stopped { try await person.says("HELP", hears: "You can send me these words") }
            for person in erased { try await person.says("Saturday", hears: "You have not joined yet") }
            try await forum.waitUntilQuiet()
        }

        private func check(
            _ forum: LiveForum, _ voters: Voters, _ before: [Voters.Deed], heard: Int, erased: [Phone]
        ) async throws {
            let gone = Set(erased.map(\.chat))
            let later = forum.heard.all[heard...]
            #expect(later.contains { $0.text.contains("kettle") })
            // What had waited since the backup went out after the release, and nothing went out twice.
            let replies = later.count { $0.text.contains("Your name here is now") }
            let names = forum.heard.all.filter { $0.text.contains("Your name here is now") }
            #expect(replies > 0)
            #expect(Set(names.map(\.text)).count == names.count, "a reply was sent twice")
            // What may have gone out before is left to a person.
            let unknown = try await forum.count("SELECT COUNT(*) FROM core_outgoing WHERE state = 4")
            let notTaken = before.filter { deed in
                deed.choice == nil && !gone.contains(voters.phones[deed.voter].chat)
                    && !names.contains { $0.text == deed.reply }
            }
            #expect(notTaken.count <= unknown)
            #expect(unknown <= 300)
            let ledger = try await Ledger.read(forum)
            #expect(ledger.votes.keys.allSatisfy { !gone.contains($0) })
            let voted = Set(before.filter { $0.choice != nil }.map { voters.phones[$0.voter].chat })
            #expect(voted.subtracting(gone).isSubset(of: Set(ledger.votes.keys)))
            print(
                """
                restored: \(before.count) acknowledged before the backup, \(later.count) messages after the \
                release, \(unknown) left to a person
                """)
        }
    }
}
