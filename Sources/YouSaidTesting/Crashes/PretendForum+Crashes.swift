import ChannelContract
import Engine
import Foundation
import Testing

/// Crashes, and the way back from a backup.
extension PretendForum {
    /// Ends the process without a word, and starts it again from what is on the disk.
    /// - Throws: where it does not start again.
    public func crashAndRestart(sourceLocation: SourceLocation = #_sourceLocation) throws {
        try stage.crash()
        stage.perform(at: sourceLocation) { try stage.settle() }
    }

    /// Has the process die at a point on its way. It starts again by itself, and the platform, which was not told
    /// that the event is stored, delivers it again.
    /// - Parameters:
    ///   - point: where it dies.
    ///   - count: how often the point is passed unharmed before.
    ///   - times: how many lives end like this, one after another: those after the first at once.
    public func crashes(_ point: CrashPoint, after count: Int = 0, times: Int = 1) {
        stage.machine.crash.plan(point, after: count)
        stage.crashesToCome = Array(repeating: point, count: times - 1)
    }

    /// True while a crash that was planned has not come.
    public var isCrashPlanned: Bool { stage.machine.crash.isWaiting }

    /// A copy of the database, made while the bot runs.
    /// - Throws: `DatabaseError`.
    public func backup() throws -> PretendBackup {
        let disk = try stage.newDisk("backup-" + UUID().uuidString)
        try stage.machine.store.backup(to: disk.database)
        stage.note("(a backup is made)")
        return PretendBackup(disk: disk)
    }

    /// Throws the database away and goes on from a backup, as `yousaid restore` does: the journal, which is kept
    /// apart, is replayed, and nothing goes out before an organiser says RELEASE.
    /// - Parameters:
    ///   - backup: what to go on from.
    ///   - onNewMachine: true where the old machine is lost, and the keys of vaults with it.
    ///   - damage: what becomes of the journal on the way.
    ///   - sourceLocation: the line of the test that is named where something is wrong.
    /// - Returns: what was put right.
    /// - Throws: where the backup cannot be brought back.
    @discardableResult
    public func restore(
        _ backup: PretendBackup, onNewMachine: Bool = false, damage: ((String) -> String)? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RestoreSummary {
        stage.note("(the backup is brought back\(onNewMachine ? " on a new machine" : ""))")
        let disk = try stage.newDisk("restored-" + UUID().uuidString)
        let files = FileManager.default
        try files.copyItem(atPath: backup.disk.database, toPath: disk.database)
        try files.copyItem(atPath: stage.machine.disk.journal, toPath: disk.journal)
        if !onNewMachine { try files.copyItem(atPath: stage.machine.disk.vaults, toPath: disk.vaults) }
        if let change = damage ?? stage.fault.map({ $0.journal }) {
            let journal = URL(filePath: disk.journal)
            try Data(change(String(contentsOf: journal, encoding: .utf8)).utf8).write(to: journal)
        }
        stage.passTime()
        try stage.replaceMachine(with: disk, isRestoring: true)
        let summary = try stage.machine.engine.applyJournal(at: disk.journal)
        if stage.fault == .restoreNotHeld {
            let release = Event(key: stage.newKey(), address: Stage.officerAddress, text: "RELEASE")
            try stage.machine.engine.acceptNow([release], from: PretendPlatform.console.rawValue)
        }
        stage.perform(at: sourceLocation) { try stage.settle() }
        return summary
    }
}

extension PretendForum {
    /// Has the process die, and the disk give back an older database than it had taken: as where the end of SQLite's log
    /// is damaged. The journal beside it is whole. Then it starts as always.
    /// - Parameters:
    ///   - backup: what the database is from now on.
    ///   - sourceLocation: the line of the test that is named where something is wrong.
    /// - Throws: where it does not start again.
    public func losesTables(
        since backup: PretendBackup, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        stage.note("(the end of the database's log is lost)")
        let disk = try stage.newDisk("cut-" + UUID().uuidString)
        try stage.machine.disk.copy(to: disk)
        for ending in ["", "-wal", "-mark"] {
            try? FileManager.default.removeItem(atPath: disk.database + ending)
        }
        try FileManager.default.copyItem(atPath: backup.disk.database, toPath: disk.database)
        stage.passTime()
        try stage.replaceMachine(with: disk)
        stage.perform(at: sourceLocation) { try stage.settle() }
    }

    /// Has the process die and its journal be damaged. Then it starts as always.
    /// - Parameters:
    ///   - damage: what becomes of the journal's text; nil where it is gone.
    ///   - sourceLocation: the line of the test that is named where something is wrong.
    /// - Throws: where it does not start again.
    public func damagesJournal(
        sourceLocation: SourceLocation = #_sourceLocation, _ damage: (String) -> String?
    ) throws {
        stage.note("(the journal is damaged)")
        let disk = try stage.newDisk("damaged-" + UUID().uuidString)
        try stage.machine.disk.copy(to: disk)
        let text = try String(contentsOfFile: disk.journal, encoding: .utf8)
        try FileManager.default.removeItem(atPath: disk.journal)
        try damage(text).map { try Data($0.utf8).write(to: URL(filePath: disk.journal)) }
        stage.passTime()
        try stage.replaceMachine(with: disk)
        stage.perform(at: sourceLocation) { try stage.settle() }
    }
}

/// A copy of the pretend forum's database.
public struct PretendBackup {
    let disk: PretendDisk

    /// The file.
    public var database: String { disk.database }
}

extension Stage {
    /// Ends the process without a word, and starts another from what the disk holds now.
    func crash() throws {
        let disk = try newDisk("crashed-" + UUID().uuidString)
        try machine.disk.copy(to: disk)
        note("(the bot crashes and starts again)")
        passTime()
        try replaceMachine(with: disk)
    }
}
