import Engine
import Foundation
import Service
import Storage
import TestLimits
import TestSupport
import Testing
import Threads
import YouSaidKit

/// What the machine under the bot may do: the disk, the database and the clock. Nothing is lost, the platform is
/// told to try again, and service comes back when the fault goes.
@Suite(.serialized, .ahead, .limited) struct `A failing machine` {
    private let folder: TemporaryFolder
    private var data: DataFolder { get throws { try DataFolder(path: folder.path) } }

    init() throws { folder = try TemporaryFolder() }

    @Test func `a full disk refuses events, and takes them when there is room again`() async throws {
        let isFull = Guarded(false)
        var storage = Store.Options()
        storage.faults = { point in
            if isFull.with({ $0 }), point == .beforeCommit { throw DatabaseError(.full, "made up") }
        }
        let bot = try await WholeBot(in: data, storage: storage)
        #expect(try await bot.stillServes("ada"))
        let before = bot.texts().count
        isFull.with { $0 = true }
        #expect(try await bot.write("HELP", id: "late") == 503)
        #expect(try await bot.write("STOP", from: "ben", id: "stop") == 503)
        #expect(try bot.count("core_event WHERE key IN ('late', 'stop')") == 0)
        #expect(try await bot.get("/healthz").status == 200)
        let ready = try await bot.get("/readyz")
        #expect(ready.status == 503)
        #expect(String(decoding: ready.body, as: UTF8.self).contains("no room is left"))
        isFull.with { $0 = false }
        #expect(try await bot.write("HELP", id: "late") == 200)
        #expect(try await bot.write("STOP", from: "ben", id: "stop") == 200)
        #expect(try await bot.wait { bot.texts().count == before + 1 && bot.texts(at: "ben").count == 1 })
        #expect(try await bot.get("/readyz").status == 200)
        await bot.stop()
    }

    @Test
    func `a disk that has not kept something is believed again after a new start, and nothing is doubled`()
        async throws
    {
        let isBroken = Guarded(false)
        var storage = Store.Options()
        storage.faults = { point in
            if isBroken.with({ $0 }), point == .beforeSync { throw DatabaseError(.io, "made up") }
        }
        var bot = try await WholeBot(in: data, storage: storage)
        #expect(try await bot.stillServes("ada"))
        isBroken.with { $0 = true }
        #expect(try await bot.write("HELP", id: "late") == 503)
        isBroken.with { $0 = false }
        #expect(try await bot.write("HELP", id: "late") == 503)
        let ready = try await bot.get("/readyz")
        #expect(ready.status == 503)
        #expect(String(decoding: ready.body, as: UTF8.self).contains("has not kept what was written"))
        await bot.stop()
        bot = try await WholeBot(in: data)
        let before = bot.texts().count
        #expect(try await bot.write("HELP", id: "late") == 200)
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 })
        #expect(try bot.count("core_event WHERE key = 'late'") == 1)
        #expect(bot.texts().count <= before + 1)
        await bot.stop()
    }

    @Test func `what was sent while the disk filled up is marked later and not sent twice`() async throws {
        let isFull = Guarded(false)
        var storage = Store.Options()
        storage.faults = { point in
            if isFull.with({ $0 }), point == .beforeJob { throw DatabaseError(.full, "made up") }
        }
        let bot = try await WholeBot(in: data, storage: storage)
        for number in 0..<10 {
            #expect(try await bot.write("HELP", from: "person \(number)") == 200)
            isFull.with { $0 = true }
            _ = try await bot.write("HELP", from: "person \(number)")
            isFull.with { $0 = false }
        }
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 })
        for number in 0..<10 { #expect(bot.texts(at: "person \(number)").count == 1) }
        await bot.stop()
    }

    @Test func `a STOP that the journal cannot take is not answered with 200`() async throws {
        let data = try data
        #expect(symlink("/dev/full", data.journal) == 0)
        let bot = try await WholeBot(in: data)
        #expect(try await bot.write("HELP", id: "help") == 200)
        #expect(try await bot.write("STOP", id: "stop") == 503)
        #expect(try bot.count("core_event WHERE key = 'stop'") == 0)
        #expect(bot.texts().isEmpty, "nothing may go out that a restore would not know of")
        await bot.stop()
        #expect(unlink(data.journal) == 0)

        let later = try await WholeBot(in: data)
        #expect(try await later.wait { later.texts().count == 1 })
        #expect(try await later.write("STOP", id: "stop") == 200)
        #expect(try await later.wait { later.texts().count == 2 })
        #expect(try String(contentsOfFile: data.journal, encoding: .utf8).contains("S pretend "))
        await later.stop()
    }

    @Test func `a journal that was full goes on where the bot is still running`() async throws {
        let data = try data
        // A pipe that nobody reads takes nothing when it is full; here it is a link that is put right meanwhile.
        #expect(symlink("/dev/full", data.journal) == 0)
        let bot = try await WholeBot(in: data)
        #expect(try await bot.write("HELP") == 200)
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state = 1") == 1 })
        // Taken and not noted: it is put back when the bot stops, and no voucher would be left in doubt.
        await bot.stop()
        #expect(unlink(data.journal) == 0)
        let later = try await WholeBot(in: data)
        #expect(try await later.wait { later.texts().count == 1 })
        await later.stop()
    }

    @Test func `a database that another program holds refuses events until it lets go`() async throws {
        var storage = Store.Options()
        storage.patience = .milliseconds(50)
        let data = try data
        let bot = try await WholeBot(in: data, storage: storage)
        #expect(try await bot.stillServes("ada"))
        let holder = try DatabaseHolder(path: data.database)
        #expect(try await bot.write("HELP", id: "late") == 503)
        holder.letGo()
        #expect(try await bot.write("HELP", id: "late") == 200)
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `a second bot in the same folder says who is in the way and harms nothing`() async throws {
        let data = try data
        let bot = try await WholeBot(in: data)
        let error = await #expect(throws: DatabaseError.self) { try await WholeBot(in: data) }
        #expect(error?.kind == .locked, "\(String(describing: error))")
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `a file that is no database, or damaged, is named with what to do`() async throws {
        let data = try data
        try Data(repeating: 0x58, count: 8192).write(to: URL(fileURLWithPath: data.database))
        let error = await #expect(throws: DatabaseError.self) { try await WholeBot(in: data) }
        #expect(error?.kind == .damaged)
        #expect(error?.message.contains("restore the last backup") == true)
        // What was there is left as it was, for whoever wants to save it.
        #expect(FileManager.default.contents(atPath: data.database) == Data(repeating: 0x58, count: 8192))
    }

    @Test func `a database from a newer version is left alone`() async throws {
        let data = try data
        let bot = try await WholeBot(in: data)
        try await bot.bot.engine.store.write { connection in
            try connection.run("INSERT INTO core_migration (owner, number, applied) VALUES ('core', 999, 0)")
        }
        await bot.stop()
        let error = await #expect(throws: MigrationError.self) { try await WholeBot(in: data) }
        #expect(error?.description.contains("newer version") == true)
    }

    @Test func `a data folder that cannot be written is named with what to do`() throws {
        // Even the superuser cannot make a folder there.
        let error = #expect(throws: DataFolderError.self) { try DataFolder(path: "/proc/yousaid") }
        #expect(error?.description.contains("Make it writable") == true)
    }

    @Test func `it says loudly at its start that no safeguarding lead can be reached`() async throws {
        let bot = try await WholeBot(in: data)
        #expect(bot.log.with { $0.contains { $0.hasPrefix("NO SAFEGUARDING LEAD CAN BE REACHED") } })
        await bot.stop()
    }

    @Test func `a clock that jumps ahead and back holds nothing up, and numbers stay unique`() async throws {
        let clock = JumpingClock()
        let bot = try await WholeBot(in: data, clock: clock)
        #expect(try await bot.stillServes("before"))
        var newest = [try newestMessage(of: bot)]
        clock.jump(.hours(365 * 24))
        #expect(try await bot.stillServes("ahead"))
        newest.append(try newestMessage(of: bot))
        clock.jump(.zero - .hours(2 * 365 * 24))
        #expect(try await bot.stillServes("back"))
        newest.append(try newestMessage(of: bot))
        // The same person too, whose last message is a year away.
        #expect(try await bot.write("HELP", from: "ahead") == 200)
        #expect(try await bot.wait { bot.texts(at: "ahead").count == 2 })
        newest.append(try newestMessage(of: bot))
        #expect(newest == Array(Set(newest)).sorted())
        await bot.stop()
    }

    /// The highest number of a message: whatever was written last must have it.
    private func newestMessage(of bot: WholeBot) throws -> Int64 {
        try bot.bot.engine.store.read { connection in
            try connection.first("SELECT MAX(id) FROM core_outgoing").map { try $0[0] } ?? 0
        }
    }

    @Test func `what was written while the clock was ahead goes out when it is set back`() async throws {
        let clock = JumpingClock()
        let bot = try await WholeBot(in: data, clock: clock)
        #expect(try await bot.stillServes("ada"))
        try await bot.bot.engine.store.write { connection in
            // As if the clock had been a year ahead when it was written, and nothing had been sent before it fell
            // back.
            try connection.run(
                "UPDATE core_outgoing SET state = 0, due = $1", clock.now + .hours(365 * 24))
        }
        clock.jump(.zero - .hours(1))
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state = 0") == 0 })
        #expect(bot.log.with { $0 }.contains { $0.contains("clock was set back") })
        await bot.stop()
    }
}
