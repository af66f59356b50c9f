import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Real disks that are read-only, too small, or fill up: the program says what to do, or goes on when there is room
    /// again. It never dies of it.
    @Suite(.enabled(if: OwnMounts.areAllowed, Comment(rawValue: OwnMounts.reason)))
    struct DiskTests {
        @Test func aDataFolderThatCannotBeWrittenIsNamedWithWhatToDo() async throws {
            try await LiveForum.use(starts: false, mounts: OwnMounts.readOnly) { forum in
                try FileManager.default.createDirectory(atPath: forum.data, withIntermediateDirectories: true)
                // Without anything in it, and with everything that an earlier life has left.
                for isUsed in [false, true] {
                    if isUsed { try await LiveForum.leaveData(in: forum.data) }
                    let before = try FileManager.default.subpathsOfDirectory(atPath: forum.data).sorted()
                    let program = try forum.launch()
                    #expect(try await program.waitForEnd() == .init(status: 1, bySignal: false))
                    #expect(program.log.contains("data is on is read-only"), "\(program.log)")
                    #expect(program.log.contains("or name another folder"))
                    #expect(
                        try FileManager.default.subpathsOfDirectory(atPath: forum.data).sorted() == before)
                }
            }
        }

        @Test func aDiskWithTooLittleRoomIsSaidAtTheStartWhereverItEnds() async throws {
            var (refused, started) = (0, 0)
            for size in ["4k", "8k", "12k", "16k", "24k", "32k", "48k", "64k", "128k", "256k", "512k", "1m"] {
                let mounts: @Sendable (String) -> String = { OwnMounts.disk(at: $0, size: size) }
                try await LiveForum.use(starts: false, mounts: mounts) { forum in
                    let program = try forum.launch()
                    if try await forum.waitUntilUp(program) {
                        started += 1
                        #expect(try await forum.stop().bySignal == false, "\(size)")
                        return
                    }
                    #expect(program.end == .init(status: 1, bySignal: false), "\(size): \(program.log)")
                    let log = program.log.lowercased()
                    #expect(
                        log.contains("no space left") || log.contains("no room is left"), "\(size): \(log)")
                    #expect(!log.contains("is not running"), "no plugin is at fault: \(log)")
                    refused += 1
                }
            }
            #expect(refused > 0 && started > 0)
        }

        @Test func aDiskThatFillsUpDuringABroadcastLosesAndDoublesNothing() async throws {
            let mounts: @Sendable (String) -> String = { OwnMounts.disk(at: $0, size: "16m") }
            try await LiveForum.use(mounts: mounts) { forum in
                let phones = (1...90).map { forum.person("Member\($0)") }
                for phone in phones { try await phone.says("/start") }
                try await eventually("everybody's welcome") { phones.allSatisfy { !$0.messages.isEmpty } }
                let question = "Which day suits you?"
                try await forum.ask("\(question) | Saturday | Sunday")
                try await eventually("the first of the broadcast") {
                    phones.contains { $0.messages.contains { $0.text.contains(question) } }
                }
                let filler = Filler(forum.dataOfProgram + "/filler")
                #expect(filler.fill())
                #expect(try await forum.get("/readyz").status == 503)
                // Votes are refused while there is no room, and nobody is told that they count.
                var refused: [(Phone, String)] = []
                for phone in phones.prefix(20) {
                    let update = try forum.update(
                        TelegramUpdate(
                            shape: "text", chat: phone.chat, name: phone.name, text: "NAME Zq\(phone.name)",
                            message: nil))
                    if try await forum.post(update).status == 503 { refused.append((phone, update)) }
                    #expect(filler.fill())
                }
                #expect(!refused.isEmpty, "the disk was never full")
                #expect(forum.program?.end == nil, "\(forum.program?.log ?? "")")
                #expect(try await forum.get("/healthz").status == 200)
                let heardWhenFull = phones.count { $0.messages.contains { $0.text.contains(question) } }
                print(
                    "a full disk: \(heardWhenFull) of 90 had heard, \(refused.count) of 20 messages refused")

                filler.free()
                for (_, update) in refused { #expect(try await forum.post(update).status == 200) }
                try await eventually("the whole broadcast") {
                    phones.allSatisfy { $0.messages.contains { $0.text.contains(question) } }
                }
                for phone in phones.prefix(20) { try await phone.hears("Your name here is now") }
                for phone in phones.suffix(5) {
                    try await phone.says("Saturday", hears: "You chose Saturday.")
                }
                #expect(try await forum.get("/readyz").status == 200)
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                let counts = phones.map { $0.messages.count { $0.text.contains(question) } }
                #expect(counts.allSatisfy { $0 == 1 }, "\(counts)")
                #expect(
                    phones.prefix(20).allSatisfy {
                        $0.messages.count { $0.text.contains("Your name here is now") } == 1
                    })
            }
        }
    }
}

extension LiveForum {
    /// Leaves in a folder what a forum that ran and stopped leaves.
    fileprivate static func leaveData(in folder: String) async throws {
        try await use { forum in
            try await forum.person("Ada").says("/start", hears: "Hello and welcome")
            #expect(try await forum.stop() == .init(status: 0, bySignal: false))
            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.copyItem(atPath: forum.data, toPath: folder)
        }
    }
}

/// A file that takes all the room on a disk.
private struct Filler {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Takes what room there is.
    /// - Returns: false where the file cannot be written for another reason than room.
    func fill() -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno == ENOSPC }
        defer { close(file) }
        let zeros = [UInt8](repeating: 0, count: 64 << 10)
        var size = zeros.count
        while size > 0 {
            if write(file, zeros, size) < 0 {
                guard errno == ENOSPC else { return false }
                size /= 2
            }
        }
        return true
    }

    func free() { unlink(path) }
}
