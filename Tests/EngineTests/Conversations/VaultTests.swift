import Engine
import Foundation
import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

/// A small ballot of a scripted plugin: everybody is asked, what they answer is kept in a vault, COUNT says what came of
/// it and destroys the vault.
/// One after another, because they share a switch.
@Suite(.serialized, .limited) struct `Vaults` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person
    private static let isBroken = Switch(false)

    private static let plugin = Scripted(
        "trial",
        [
            "BALLOT": { _, turn in
                _ = try turn.vault("ballot")
                turn.ask(
                    Question(
                        "ballot", .line("Which day?"),
                        choices: [Choice("sat", label: "Saturday"), Choice("sun", label: "Sunday")],
                        canChange: true, vault: "ballot"), to: .members)
            },
            "COUNT": { call, turn in try count(call, turn) },
            "BROKEN": { _, turn in
                turn.destroyVault("ballot")
                throw Broken()
            },
            "FIRST": { _, turn in
                _ = try turn.vault("first")
                if isBroken.isOn { throw Broken() }
                turn.reply(.line("The first vault is there."))
            },
        ],
        answer: { answer, turn in
            if isBroken.isOn { throw Broken() }
            let choice = answer.choice?.id ?? ""
            do {
                let vault = try turn.vault("ballot")
                let member = try turn.requireMember().id
                let name = vault.pseudonym(of: member).map(String.init).joined(separator: ".")
                let sealed = try vault.seal(Array(choice.utf8)).map(String.init).joined(separator: ".")
                try turn.database.run("DELETE FROM trial_note WHERE text LIKE $1", name + " %")
                try turn.database.run(
                    "INSERT INTO trial_note (id, member, text) VALUES ($1, NULL, $2)", turn.newID(),
                    name + " " + sealed)
                turn.reply([.line("You chose \(choice).")], sealedIn: "ballot")
            } catch VaultError.gone {
                turn.reply(.line("The key is gone."))
            }
        })

    /// COUNT question: opens every answer, destroys the vault and tells those who answered.
    private static func count(_ call: CommandCall, _ turn: Turn) throws {
        let vault = try turn.vault("ballot")
        var counts: [String: Int] = [:]
        for row in try turn.database.rows("SELECT text FROM trial_note") {
            let text: String = try row[0]
            let sealed = text.split(separator: " ")[1].split(separator: ".").compactMap { UInt8($0) }
            counts[String(decoding: try vault.open(sealed), as: UTF8.self), default: 0] += 1
        }
        guard let id = Int64(call.text) else { return }
        let question = Question.ID(rawValue: id)
        turn.close(question)
        turn.destroyVault("ballot")
        turn.broadcast(Message(.line("It is counted.")), to: .answered(question))
        turn.reply(
            .line(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")))
    }

    init() throws {
        Self.isBroken.set(false)
        forum = try PretendForum(Self.plugin, words: Scripted.words)
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
    }

    private func ballot() throws -> Int64 {
        forum.officer.says("BALLOT")
        amira.sees("Which day?")
        ben.sees("Which day?")
        return try #require(try forum.rows("SELECT id FROM core_question WHERE plugin = 'trial'").first)[0]
    }

    /// The files with keys in the folder of the process that runs now.
    private func keys() throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: URL(filePath: forum.folder), includingPropertiesForKeys: nil)
        return try #require(all).compactMap { $0 as? URL }.filter { $0.pathExtension == "key" }
    }

    @Test func `what is sealed is counted, also after a restart, and the key is its owner's alone`() throws {
        let question = try ballot()
        amira.presses("Saturday")
        ben.says("2")
        amira.sees("You chose sat.")
        try forum.crashAndRestart()
        ben.says("1")
        ben.sees("You chose sun.")
        ben.sees("You chose sat.")
        let key = try #require(try keys().first)
        let facts = try FileManager.default.attributesOfItem(atPath: key.path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        forum.officer.says("COUNT \(question)")
        forum.officer.sees("sat 2")
        #expect(try keys().isEmpty)
    }

    @Test func `what is sealed has few lengths, and they are far apart`() throws {
        _ = try ballot()
        let file = try #require(try keys().first)
        let vault = try #require(
            try Engine.vault("ballot", of: "trial", in: file.deletingLastPathComponent().path))
        func lengths(_ counts: Range<Int>, _ size: Int) throws -> Set<Int> {
            Set(try counts.map { try vault.seal(Array(repeating: 7, count: $0), filledTo: size).count })
        }
        #expect(try lengths(0..<32, 32).count == 1)
        #expect(try lengths(0..<1_024, 1_024).count == 1)
        #expect(try lengths(1_024..<4_096, 1_024).count == 1)
        for count in [0, 31, 32, 127, 128, 5_000] {
            let bytes = (0..<count).map { UInt8($0 % 251) }
            #expect(try vault.open(vault.seal(bytes)) == bytes)
        }
    }

    @Test func `what came in is noted by the day`() throws {
        _ = try ballot()
        amira.presses("Saturday")
        let day: Int64 = 86_400_000
        let received = try forum.rows("SELECT received FROM core_event").map { try $0[0] as Int64 }
        #expect(received.count > 1 && received.allSatisfy { $0 % day == 0 })
    }

    @Test func `the file of a key that is destroyed is written over before it goes`() throws {
        let question = try ballot()
        let key = try #require(try keys().first)
        let text = try Data(contentsOf: key)
        // Another name of the same bytes on the disk, which stays when the file goes.
        let copy = key.deletingLastPathComponent().appending(path: "still-there")
        try FileManager.default.linkItem(at: key, to: copy)
        forum.officer.says("COUNT \(question)")
        #expect(try keys().isEmpty)
        let left = try Data(contentsOf: copy)
        #expect(left.count == text.count)
        #expect(zip(left, text).count { $0 == $1 } < text.count / 2)
        #expect(Set(left).subtracting("0123456789abcdef\n".utf8).count > 10)
    }

    @Test func `another key in the place of the one that is gone opens nothing and takes nothing`() throws {
        _ = try ballot()
        amira.presses("Saturday")
        amira.sees("You chose sat.")
        let file = try FileHandle(forWritingTo: #require(try keys().first))
        try file.write(contentsOf: Data((String(repeating: "0123456789abcdef", count: 4) + "\n").utf8))
        try file.close()
        // Until then the old one is in memory.
        try forum.crashAndRestart()
        ben.says("2")
        ben.sees("The key is gone.")
        #expect(try forum.rows("SELECT id FROM trial_note").count == 1)
    }

    @Test func `a turn that is undone destroys nothing`() throws {
        let question = try ballot()
        amira.presses("Saturday")
        forum.allowsFailures = true
        forum.officer.says("BROKEN")
        forum.officer.sees("Sorry")
        #expect(try keys().count == 1)
        forum.officer.says("COUNT \(question)")
        forum.officer.sees("sat 1")
    }

    @Test func `a vault whose first turn was undone is made by the next one`() throws {
        forum.allowsFailures = true
        Self.isBroken.set(true)
        forum.officer.says("FIRST")
        forum.officer.sees("Sorry")
        Self.isBroken.set(false)
        #expect(try forum.rows("SELECT name FROM core_vault").isEmpty)
        forum.officer.says("FIRST")
        forum.officer.sees("The first vault is there.")
        #expect(try forum.rows("SELECT name FROM core_vault").count == 1)
    }

    @Test(arguments: [CrashPoint.duringTurn, .beforeStoring, .afterStoring])
    func `a crash leaves the key whole until the destruction is stored, and then no key`(point: CrashPoint)
        throws
    {
        let question = try ballot()
        amira.presses("Saturday")
        amira.sees("You chose sat.")
        forum.crashes(point)
        forum.officer.says("COUNT \(question)")
        forum.officer.sees("sat 1")
        amira.sees("It is counted.")
        #expect(try keys().isEmpty)
    }

    @Test func `keys that no table knows are destroyed, but not while a restored bot is held`() throws {
        let backup = try forum.backup()
        forum.officer.says("FIRST")
        forum.officer.sees("The first vault is there.")
        try forum.restore(backup)
        forum.advance(.hours(2))
        #expect(try keys().count == 1)
        forum.officer.says("RELEASE")
        forum.advance(.hours(2))
        #expect(try keys().isEmpty)
    }

    @Test func `a backup has no key: the same machine opens what is in it, a new one says that it is gone`()
        throws
    {
        let question = try ballot()
        amira.presses("Saturday")
        let backup = try forum.backup()
        #expect(try keys().count == 1)
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        ben.says("sunday")
        ben.sees("You chose sun.")
        try forum.restore(backup, onNewMachine: true)
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        ben.says("sunday")
        ben.sees("The key is gone.")
        #expect(try keys().isEmpty)
        forum.allowsFailures = true
        forum.officer.says("COUNT \(question)")
        forum.officer.sees("Sorry")
    }

    @Test func `a backup from before the destruction stays closed for ever`() throws {
        let question = try ballot()
        amira.presses("Saturday")
        amira.sees("You chose sat.")
        let backup = try forum.backup()
        forum.officer.says("COUNT \(question)")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        amira.presses("Sunday")
        amira.sees("The key is gone.")
    }

    @Test func `a secret answer that waits to be sent goes with the key, and one that arrived left no trace`()
        throws
    {
        let question = try ballot()
        amira.presses("Saturday")
        amira.sees("You chose sat.")
        #expect(
            try forum.rows("SELECT id FROM core_outgoing WHERE vault <> '' AND contact IS NOT NULL").isEmpty)
        forum.fails(.refusedForNow(after: .hours(5)), on: .sms)
        ben.says("2")
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE vault <> '' AND state = 0").count == 1)
        forum.officer.says("COUNT \(question)")
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE vault <> '' AND state = 0").isEmpty)
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE state = 0 AND body IS NOT NULL").isEmpty)
        ben.sees("It is counted.")
        forum.advance(.hours(6))
        ben.sees("I am sorry that I could not answer in time.")
        #expect(
            try forum.rows("SELECT id FROM core_outgoing WHERE vault IS NOT NULL AND contact IS NOT NULL")
                .isEmpty)
    }

    @Test func `whoever said STOP and answers hears once that it was too late to say it back`() throws {
        let question = try ballot()
        ben.says("STOP")
        ben.sees("You have stopped messages")
        forum.fails(.refusedForNow(after: .hours(5)), on: .sms, times: 2)
        ben.says("2")
        ben.says("1")
        forum.officer.says("COUNT \(question)")
        forum.officer.sees("sat 1")
        ben.seesNothing()
        forum.advance(.hours(6))
        ben.sees(exactly: "I am sorry that I could not answer in time.")
    }

    @Test
    func `what was answered in time for one life waits in a backup without its key, and is answered too`()
        throws
    {
        let question = try ballot()
        forum.fails(.refusedForNow(after: .hours(5)), on: .sms)
        ben.says("2")
        let backup = try forum.backup()
        forum.officer.says("COUNT \(question)")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(6))
        ben.sees("It is counted.")
        ben.sees("I am sorry that I could not answer in time.")
        ben.seesNothing()
    }

    @Test func `once it is counted, nothing tells who had answered`() throws {
        let question = try ballot()
        amira.presses("Saturday")
        amira.sees("You chose sat.")
        forum.officer.says("COUNT \(question)")
        amira.sees("It is counted.")
        ben.seesNothing()
        let asked = try forum.rows("SELECT state, tries FROM core_asked WHERE question = \(question)")
        #expect(asked.count == 2)
        #expect(try asked.allSatisfy { try $0[0] == 2 && $0[1] == 0 })
        let told = try forum.rows("SELECT contact FROM core_outgoing WHERE vault IS NOT NULL")
        #expect(told.count == 2)
        #expect(try told.allSatisfy { try ($0[0] as Int64?) == nil })
        amira.presses("Sunday")
        amira.sees("cannot take more answers")
    }

    @Test func `a secret answer that failed is tried again with its key, and not without`() throws {
        let question = try ballot()
        forum.allowsFailures = true
        Self.isBroken.set(true)
        amira.presses("Saturday")
        amira.sees("Sorry")
        ben.says("2")
        ben.sees("Sorry")
        Self.isBroken.set(false)
        forum.officer.says("REPLAY")
        amira.sees("You chose sat.")
        ben.sees("You chose sun.")
        Self.isBroken.set(true)
        amira.presses("Sunday")
        Self.isBroken.set(false)
        #expect(try forum.rows("SELECT sender FROM core_event WHERE sender IS NOT NULL").count == 1)
        forum.officer.says("COUNT \(question)")
        // It could be read no more, and who gave it stood beside it.
        #expect(
            try forum.rows(
                "SELECT key FROM core_event WHERE state <> 0 OR sender IS NOT NULL OR body IS NOT NULL"
            )
            .isEmpty)
        amira.ignoresTheRest()
        forum.officer.says("REPLAY")
        amira.seesNothing()
    }
}
