import Foundation
import Testing

extension EndToEnd {
    /// A backup is made while votes come in, and brought back after ten STOPs and three erasures: it brings nobody
    /// back, and says nothing a second time.
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
                let made = try await forum.run("backup", backup)
                #expect(made.status == 0, "\(made.output)")
                voters.stop()
                try await voting
                let (stopped, erased) = try await leave(voters.phones)
                let early = try await forum.run("restore", backup)
                #expect(early.status == 1, "a running bot's database was replaced")
                #expect(early.output.contains("Stop it first"))
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))

                let restored = try await forum.run("restore", backup)
                #expect(restored.status == 0, "\(restored.output)")
                #expect(restored.output.contains("Stopped people: 10. Deleted again: 3."))
                let kept = try FileManager.default.contentsOfDirectory(atPath: forum.data)
                #expect(kept.contains { $0.hasPrefix("yousaid.db.before-restore-") })
                let heard = forum.heard.count
                try await comeBackHeld(forum, voters.phones[0], heard: heard)
                try await release(forum, stopped: stopped, erased: erased)
                try await check(forum, voters, before, heard: heard, gone: stopped + erased)
                try await letGo(forum)
            }
        }

        /// Ten say STOP, three have everything deleted. Their answers wait behind all that waits already.
        private func leave(_ people: [Phone]) async throws -> (stopped: [Phone], erased: [Phone]) {
            let (stopped, erased) = (Array(people[10..<20]), Array(people[20..<23]))
            for person in stopped { try await person.says("STOP") }
            for person in erased {
                try await person.says("DELETE ME")
                try await person.says("yes")
            }
            return (stopped, erased)
        }

        /// Nothing goes out but to the operator, whatever happens.
        private func comeBackHeld(
            _ forum: LiveForum, _ person: Phone, heard: Int
        ) async throws {
            try await forum.start()
            #expect(forum.program?.log.contains("held after a restore") == true)
            try await person.says("HELP")
            #expect(try await forum.operatorSays("MEMBERS").contains("Members: 37"))
            #expect(try await forum.operatorSays("TELL The kettle is mended").contains("37 people"))
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
            _ forum: LiveForum, _ voters: Voters, _ before: [Voters.Deed], heard: Int, gone: [Phone]
        ) async throws {
            let gone = Set(gone.map(\.chat))
            let later = forum.heard.all[heard...]
            #expect(later.contains { $0.text.contains("kettle") })
            // What had waited since the backup went out after the release, and nothing went out twice.
            let waited = later.count { $0.text.contains("Your name here is now") }
            let names = forum.heard.all.filter { $0.text.contains("Your name here is now") }
            #expect(waited > 0)
            #expect(Set(names.map(\.text)).count == names.count, "a reply was sent twice")
            #expect(!later.contains { $0.text.hasPrefix("Which day suits you?") }, "the poll was sent twice")
            let said = Set(names.map(\.text))
            let lost = before.filter { deed in
                deed.choice == nil && !gone.contains(voters.phones[deed.voter].chat)
                    && !said.contains(deed.reply)
            }
            #expect(lost.isEmpty, "\(lost.count) replies were never sent")
            let ledger = try await Ledger.read(forum)
            let erased = Set(voters.phones[20..<23].map(\.chat))
            #expect(ledger.votes.keys.allSatisfy { !erased.contains($0) })
            let voted = Set(before.filter { $0.choice != nil }.map { voters.phones[$0.voter].chat })
            #expect(voted.subtracting(erased).isSubset(of: Set(ledger.votes.keys)))
            print("restored: \(before.count) acknowledged before, \(later.count) messages after the release")
        }

        /// What may have gone out before the restore waits for a person.
        private func letGo(_ forum: LiveForum) async throws {
            let unsure = try await forum.count("SELECT COUNT(*) FROM core_outgoing WHERE state = 4")
            #expect(unsure > 0)
            let problems = try await forum.operatorSays("PROBLEMS")
            #expect(problems.contains("taken for sending before the restore. How many: \(unsure)."))
            #expect(try await forum.operatorSays("LET GO").contains("do not go out again: \(unsure)."))
            #expect(try await forum.count("SELECT COUNT(*) FROM core_outgoing WHERE state = 4") == 0)
        }
    }
}
