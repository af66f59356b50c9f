import Engine
import Foundation
import Glibc
import Sealing
import Storage
import YouSaidKit

/// Changes the sealing key: makes a new one where it lies in the data folder, and seals everything anew with it.
enum ChangingKeys {
    /// Makes a new key in the data folder and keeps the old one beside it. Ended at any moment, there is always a whole
    /// key under the old name.
    /// - Throws: ``ServiceFault``.
    static func makeKey(_ data: DataFolder) throws {
        let (current, old, new) = (data.sealingKey, data.previousSealingKey, data.sealingKey + ".new")
        let files = FileManager.default
        guard files.fileExists(atPath: current) else {
            throw ServiceFault("There is no key \(current) yet", advice: "Start the bot once first.")
        }
        // The same key under both names: an earlier run was ended before the new one was in place.
        if files.fileExists(atPath: old),
            try !SealingKey(contentsOf: old, mayBeOpen: true)
                .isSame(as: SealingKey(contentsOf: current, mayBeOpen: true))
        {
            throw ServiceFault(
                "There is still \(old) from the last change",
                advice:
                    "Run rotate-keys without --new-key. When it says so, put that file away, then run this again."
            )
        }
        unlink(new)
        _ = try SealingKey.create(at: new)
        if !files.fileExists(atPath: old), link(current, old) != 0 { throw fault("kept", old) }
        guard rename(new, current) == 0 else { throw fault("put in place", current) }
        let folder = open(data.path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        fsync(folder)
    }

    private static func fault(_ what: String, _ path: String) -> ServiceFault {
        ServiceFault(
            "The key cannot be \(what) as \(path): \(String(cString: strerror(errno)))",
            advice: "See that the data folder is the bot's own and has room.")
    }

    /// Seals everything anew.
    /// - Throws: ``ServiceFault`` where the bot is running; what the database throws.
    static func sealAnew(
        _ parts: RunningBot.Parts, progress: @Sendable (KeyChangeReport) -> Void
    ) throws -> KeyChangeReport {
        let store = try Service.openAlone(parts.data)
        defer { store.close() }
        let engine = try Service.engine(on: store, parts)
        let end = try engine.sealAnew { progress(KeyChangeReport($0)) }
        // Nothing of what was sealed with the old key stays in the log.
        for _ in 0..<50 where try !store.emptyLog() {}
        return KeyChangeReport(end)
    }
}

/// How far a change of the sealing key has come.
public struct KeyChangeReport: Sendable, Hashable {
    /// How many pieces were sealed anew.
    public let done: Int
    /// How many are still sealed with an older key.
    public let left: Int
    /// How many of those no key that is named opens.
    public let unreadable: Int
    /// STOPs that are found with the old key alone, of people whom a restored database does not know.
    public let looseStops: Int

    /// Whether the database needs the old key no longer.
    public var isFinished: Bool { left == 0 && looseStops == 0 }

    init(_ progress: KeyChangeProgress) {
        self.init(
            done: progress.done, left: progress.left, unreadable: progress.unreadable,
            looseStops: progress.looseStops)
    }

    public init(done: Int, left: Int, unreadable: Int, looseStops: Int) {
        self.done = done
        self.left = left
        self.unreadable = unreadable
        self.looseStops = looseStops
    }
}

extension Service {
    /// The database of a bot that is stopped.
    /// - Throws: ``ServiceFault`` where the bot is running.
    static func openAlone(_ data: DataFolder) throws -> Store {
        do {
            return try Store(path: data.database)
        } catch let error as DatabaseError where error.kind == .locked {
            throw ServiceFault(
                "The bot is running", advice: "Stop it first: systemctl stop yousaid. Then run this again.")
        }
    }

    /// The engine without its platforms, for work on a bot that is stopped.
    static func engine(on store: Store, _ parts: RunningBot.Parts) throws -> Engine {
        try Engine(
            store: store, sealer: parts.sealer,
            configuration: Engine.Configuration(
                forum: parts.forum, wording: parts.wording, plugins: parts.plugins, channels: [:],
                journalPath: parts.data.journal, vaultsPath: parts.data.vaults, clock: parts.clock),
            log: parts.log)
    }
}
