import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Opening", .limited)
struct OpeningTests {
    private func error(_ path: String, checksFile: Bool = false) -> DatabaseError? {
        var options = Store.Options()
        options.checksFile = checksFile
        do {
            try Store(path: path, options: options).close()
            return nil
        } catch { return error as? DatabaseError }
    }

    @Test("two bots never share a database, and the second one is told who has it")
    func locked() throws {
        let forum = try Forum()
        let error = error(forum.store.path)
        #expect(error?.kind == .locked)
        #expect(
            error?.message.contains(
                "in use by another YouSaid (process \(ProcessInfo.processInfo.processIdentifier))")
                == true)
        forum.store.close()
        #expect(self.error(forum.store.path) == nil)
    }

    @Test("a file that is no database is left as it is")
    func notADatabase() throws {
        let folder = try Folder()
        let content = Data(String(repeating: "Dear diary, ", count: 1000).utf8)
        try content.write(to: URL(fileURLWithPath: folder.file("diary.txt")))
        let error = error(folder.file("diary.txt"))
        #expect(error?.kind == .damaged)
        #expect(error?.message.hasPrefix("'\(folder.file("diary.txt"))' is not a database") == true)
        #expect(folder.bytes("diary.txt") == content)
    }

    @Test("a damaged file is found where it is asked for")
    func damaged() throws {
        let forum = try Forum()
        try forum.store.writeNow { connection in
            for id in 1...2000 { try connection.vote(id, "a choice of some length") }
        }
        forum.store.close()
        #expect(error(forum.store.path, checksFile: true) == nil)
        var bytes = forum.folder.bytes("forum.db")
        bytes.replaceSubrange(3 * 4096..<5 * 4096, with: Data(repeating: 0x5A, count: 2 * 4096))
        try bytes.write(to: URL(fileURLWithPath: forum.store.path))
        let error = error(forum.store.path, checksFile: true)
        #expect(error?.kind == .damaged)
        #expect(error?.message.contains("restore the last backup") == true)
    }

    @Test("a folder that is not there is named")
    func missingFolder() {
        let error = error("/tmp/no-such-folder-of-yousaid/a.db")
        #expect(error?.kind == .io)
        #expect(error?.message.contains("its folder does not exist") == true)
    }

    @Test("a folder is no database file")
    func folder() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(
            atPath: folder.file("sub"), withIntermediateDirectories: false)
        let error = error(folder.file("sub"))
        #expect(error?.kind == .io)
        #expect(error?.message.contains("Is a directory") == true)
    }

    @Test(
        "the operating system's refusals say what to do",
        arguments: [
            (EROFS, DatabaseError.Kind.readOnly, "the disk is read-only"), (EACCES, .readOnly, "not allowed"),
            (ENOSPC, .full, "no room"), (ENOENT, .io, "folder does not exist"),
            (EIO, .io, "Input/output error"),
        ])
    func refusals(number: Int32, kind: DatabaseError.Kind, words: String) {
        let error = DatabaseError.file(number, "open", "/somewhere/a.db")
        #expect(error.kind == kind)
        #expect(error.message.hasPrefix("cannot open '/somewhere/a.db': "))
        #expect(error.message.contains(words))
    }

    @Test(
        "result codes are told apart by whose fault they are",
        arguments: [
            (13, DatabaseError.Kind.full, true), (10, .io, true), (10 | 1 << 8, .io, true), (7, .io, true),
            (5, .locked, true), (6, .locked, true), (11, .damaged, true), (26, .damaged, true),
            (8, .readOnly, true),
            (19, .constraint, false), (2067, .constraint, false), (3091, .type, false), (20, .type, false),
            (1, .statement, false), (23, .statement, false), (9, .other, false),
        ] as [(Int32, DatabaseError.Kind, Bool)])
    func resultCodes(code: Int32, kind: DatabaseError.Kind, isStorageFault: Bool) {
        let error = DatabaseError(sqlite: code, message: "")
        #expect(error.kind == kind && error.code == code)
        #expect(error.isStorageFault == isStorageFault)
    }
}
