import Foundation
import Glibc
import TestLimits
import Testing

@testable import Storage

/// Counts `fdatasync` by the file that it is for, for every test in this process.
enum DiskCalls {
    private static let counts = Shared<[String: Int]>([:])

    fileprivate static func note(_ descriptor: Int32) {
        guard
            let file = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/fd/\(descriptor)")
        else { return }
        counts.with { $0[file, default: 0] += 1 }
    }

    /// How often the disk was waited for so far, for this file.
    static func syncs(of file: String) -> Int { counts.with { $0[file] ?? 0 } }
}

/// Stands before the system's own, which a program does by having a function of the same name: the store calls this one.
@_cdecl("fdatasync") func countedSync(_ descriptor: Int32) -> Int32 {
    typealias Call = @convention(c) (Int32) -> Int32
    // RTLD_NEXT, which Swift does not import.
    guard let next = dlsym(UnsafeMutableRawPointer(bitPattern: -1), "fdatasync") else { return -1 }
    DiskCalls.note(descriptor)
    return unsafeBitCast(next, to: Call.self)(descriptor)
}

@Suite("What the disk is asked", .limited)
struct DiskCallTests {
    @Test("the log is synced by the system between what is written and its answer, each time")
    func syncsBeforeAnswering() throws {
        let forum = try Forum()
        let log = forum.folder.file("forum.db-wal")
        for id in 1...20 {
            let atWriting = Shared(-1)
            let atAnswer = Shared(-1)
            let done = DispatchSemaphore(value: 0)
            forum.store.write { connection in
                try connection.vote(id)
                atWriting.with { $0 = DiskCalls.syncs(of: log) }
            } then: { _ in
                atAnswer.with { $0 = DiskCalls.syncs(of: log) }
                done.signal()
            }
            done.wait()
            #expect(atWriting.with { $0 } >= 0)
            #expect(atAnswer.with { $0 } == atWriting.with { $0 } + 1)
        }
    }

    @Test("what comes together is synced once for all, before the first of them is answered")
    func syncsOnceForMany() throws {
        let forum = try Forum()
        let log = forum.folder.file("forum.db-wal")
        let batch = Batch(forum.store)
        let before = DiskCalls.syncs(of: log)
        for id in 1...20 { batch.add(id) { try $0.vote(id) } }
        #expect(batch.run().allSatisfy { $0.error == nil })
        // The job that held them up has one of its own, which may be the same.
        #expect((1...2).contains(DiskCalls.syncs(of: log) - before))
        #expect(try forum.votes == Array(1...20))
    }
}
