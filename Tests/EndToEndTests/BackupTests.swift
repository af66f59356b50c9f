import Foundation
import Storage
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

        /// A whole machine is lost in the night, and a new one gets last night's backup and the key: every row is back,
        /// and whoever said STOP before the backup stays stopped.
        @Test func aNewMachineGetsBackAllThatLastNightsBackupHeld() async throws {
            try await LiveForum.use { forum in
                let people = (1...12).map { forum.person("Person\($0)") }
                for person in people { try await person.says("JOIN", hears: "You have joined") }
                try await forum.ask("Where next? | Library | Park")
                for person in people { try await person.hears("Where next?") }
                for person in people.prefix(7) { try await person.says("2", hears: "You chose Park") }
                try await people[3].says("STOP", hears: "stop")
                try await forum.waitUntilQuiet()
                // One night older than the others; two are kept.
                let nights = forum.folder + "/nights"
                try FileManager.default.createDirectory(atPath: nights, withIntermediateDirectories: true)
                for name in ["yousaid-20260801T011500Z", "yousaid-20260802T011500Z"] {
                    for ending in [".db", ".journal"] {
                        _ = FileManager.default.createFile(
                            atPath: "\(nights)/\(name)\(ending)", contents: nil)
                    }
                }
                let made = try await forum.run("backup", "--keep", "2", nights)
                #expect(made.status == 0 && made.output.contains("removed 1 older"), "\(made.output)")
                let files = try FileManager.default.contentsOfDirectory(atPath: nights).sorted()
                #expect(files.count == 4 && files[0] == "yousaid-20260802T011500Z.db")
                let backup = nights + "/" + files[2]
                let held = try await Self.rows(backup)
                #expect(held["core_member"]?.count == 13 && held["polls_vote"]?.count == 7)

                // The backup is of an earlier night; in the last one somebody else had stopped.
                let earlier = nights + "/yousaid-20260803T011500Z.db"
                for ending in [".db", ".journal"] {
                    try FileManager.default.moveItem(
                        atPath: backup.replacing(".db", with: ending),
                        toPath: earlier.replacing(".db", with: ending))
                }
                try await people[5].says("STOP", hears: "stop")
                #expect(try await forum.run("backup", nights).status == 0)

                try await forum.killProgram()
                let key = try #require(FileManager.default.contents(atPath: forum.data + "/sealing.key"))
                try FileManager.default.removeItem(atPath: forum.data)
                let keyless = try await forum.run("restore", earlier)
                #expect(keyless.status == 1 && keyless.output.contains("Put the key back"))
                try FileManager.default.createDirectory(
                    atPath: forum.data, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                _ = FileManager.default.createFile(
                    atPath: forum.data + "/sealing.key", contents: key, attributes: [.posixPermissions: 0o600]
                )
                let restored = try await forum.run("restore", earlier)
                #expect(
                    restored.status == 0 && restored.output.contains("Stopped people: 2."),
                    "\(restored.output)")

                var now = try await Self.rows(forum.data + "/yousaid.db")
                #expect(now["core_fact"]?.contains { $0.contains("held") } == true)
                now["core_fact"]?.removeAll { $0.contains("held") }
                // How far it knows the journal is all that is newer.
                var before = held
                #expect(now["core_fact"]?.count == 1 && held["core_fact"]?.count == 1)
                now["core_fact"]?.removeAll { $0.contains("text(\"journal\")") }
                before["core_fact"]?.removeAll { $0.contains("text(\"journal\")") }
                for (table, rows) in before {
                    #expect(now[table] == rows, "\(table) is not what the backup held")
                }
                #expect(now.count == held.count)
                try await forum.start()
                #expect(try await forum.operatorSays("RELEASE").contains("Messages go out again"))
                #expect(try await forum.operatorSays("CLOSE").contains("Answers so far: 7 of 12 people."))
                // The key to the votes stayed on the machine that is gone: nobody can read them, so everybody is asked
                // again, and nobody counts twice.
                #expect(try await forum.operatorSays("YES").contains("I lost the answers"))
                try await people[0].hears("Please answer again.")
                try await people[0].says("2", hears: "You chose Park")
                try await forum.waitUntilQuiet()
                #expect(
                    ![people[3], people[5]].contains { person in
                        person.messages.contains { $0.text.contains("Please answer again.") }
                    })
                #expect(try await forum.count("SELECT COUNT(*) FROM polls_vote") == 1)
            }
        }

        /// Everything that a database holds, a line a row.
        private static func rows(_ path: String) async throws -> [String: [String]] {
            try await onAnotherThread {
                try Store.look(at: path) { database in
                    let names: [String] = try database.rows(
                        "SELECT name FROM sqlite_master WHERE type = 'table'"
                    ).map { try $0[0] }
                    var found: [String: [String]] = [:]
                    for name in names {
                        // How far a broadcast went is noted in the journal too, where it may have gone further.
                        // And who said STOP since is brought back by the journal.
                        let columns =
                            switch name {
                            case "core_broadcast": "id, body, audience, made, done"
                            case "core_contact": "id, member, channel, hash, address"
                            default: "*"
                            }
                        found[name] = try database.rows("SELECT \(columns) FROM \(name)").map { "\($0)" }
                            .sorted()
                    }
                    return found
                }
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
            let forum = people[0].forum
            try await eventually("those who wanted it are deleted") {
                try await forum.count("SELECT COUNT(*) FROM core_leaving") == 0
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
            #expect(try await forum.operatorSays("RELEASE").contains("I held nothing back"))
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
