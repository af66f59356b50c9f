import Foundation
import YouSaidKit

@testable import Storage

/// A folder that is gone when the test is over.
final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "yousaid-storage-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func bytes(_ name: String) -> Data {
        // Foundation leaks a page when it reads an empty file, which the address sanitizer reports.
        let facts = try? FileManager.default.attributesOfItem(atPath: file(name))
        guard let size = facts?[.size] as? NSNumber, size.intValue > 0 else { return Data() }
        return FileManager.default.contents(atPath: file(name)) ?? Data()
    }

    func mode(_ name: String) throws -> Int? {
        let facts = try FileManager.default.attributesOfItem(atPath: file(name))
        return (facts[.posixPermissions] as? NSNumber)?.intValue
    }
}

/// A store in a folder of its own, with a table to write to.
final class Forum: Sendable {
    let folder: Folder
    let store: Store

    init(_ change: (inout Store.Options) -> Void = { _ in }) throws {
        folder = try Folder()
        var options = Store.Options()
        // However slow the machine, what waits is one batch.
        options.longestBatch = .seconds(60)
        change(&options)
        store = try Store(path: folder.file("forum.db"), options: options)
        try store.writeNow {
            try $0.run("CREATE TABLE vote (id BIGINT PRIMARY KEY, choice TEXT NOT NULL CHECK (choice <> ''))")
        }
    }

    deinit { store.close() }

    /// The ids of all votes that are on disk.
    var votes: [Int] {
        get throws { try store.read { try $0.rows("SELECT id FROM vote ORDER BY id").map { try $0["id"] } } }
    }
}

extension Connection {
    func vote(_ id: Int, _ choice: String = "yes") throws {
        try run("INSERT INTO vote (id, choice) VALUES ($1, $2)", id, choice)
    }
}

/// Holds up the writer, so that what is asked meanwhile becomes one batch; and collects how it went.
final class Batch: @unchecked Sendable {
    // Sendable unchecked: `outcomes` is touched only under the lock.
    private let lock = Lock()
    private let gate = DispatchSemaphore(value: 0)
    private let finished = DispatchGroup()
    private var outcomes: [(name: Int, error: (any Error)?)] = []
    private let store: Store

    init(_ store: Store) {
        self.store = store
        let held = DispatchSemaphore(value: 0)
        finished.enter()
        store.write { [gate] _ in
            held.signal()
            gate.wait()
        } then: { [finished] _ in
            finished.leave()
        }
        held.wait()
    }

    func add(_ name: Int, _ work: @escaping @Sendable (Connection) throws -> Void) {
        finished.enter()
        store.write(work) { [self] result in
            var failure: (any Error)?
            if case .failure(let error) = result { failure = error }
            lock.withLock { outcomes.append((name, failure)) }
            finished.leave()
        }
    }

    /// Lets the writer go on, and waits until everything has been answered.
    func run() -> [(name: Int, error: (any Error)?)] {
        gate.signal()
        finished.wait()
        return lock.withLock { outcomes }
    }
}

/// A value that several threads may change.
final class Shared<Value: Sendable>: @unchecked Sendable {
    // Sendable unchecked: `value` is touched only under the lock.
    private let lock = Lock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<T>(_ body: (inout Value) -> T) -> T { lock.withLock { body(&value) } }
}

struct PluginError: Error, Equatable {}

func kind(_ error: (any Error)?) -> DatabaseError.Kind? { (error as? DatabaseError)?.kind }
