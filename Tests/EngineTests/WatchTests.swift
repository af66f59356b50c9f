import Dispatch
import Foundation
import Synchronization
import TestLimits
import Testing

@testable import Engine

/// What the note says after the process has ended in the middle of a turn. The processes that die here are real:
/// each `processExitsWith` runs its body in a child.
@Suite(.limited)
struct RunningTurnNoteTests {
    private let file = NoteFile()

    @Test func aTurnThatEndedIsNoSuspect() throws {
        do {
            let note = try RunningTurnNote(path: file.path)
            note.begin([7], plugin: "polls")
            note.end()
        }
        #expect(try RunningTurnNote(path: file.path).suspects() == [])
    }

    @Test func theTurnOfAKilledProcessIsBlamed() async throws {
        let path = file.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let note = try RunningTurnNote(path: path)
            note.begin([1, 2, 3], plugin: "welcome")
            note.end()
            note.begin([4, 5, 6], plugin: "polls")
            kill(getpid(), SIGKILL)
        }
        let note = try RunningTurnNote(path: path)
        #expect(note.suspects() == [.init(key: [4, 5, 6], plugin: "polls", deaths: 1, hung: false)])
        #expect(note.deaths(of: [4, 5, 6]) == 1)
        #expect(note.deaths(of: [1, 2, 3]) == 0)
    }

    @Test func eachDeathCountsUntilTheTurnGoesWell() async throws {
        let path = file.path
        for _ in 1...2 {
            await #expect(processExitsWith: .signal(SIGABRT)) { [path = path as String] in
                try RunningTurnNote(path: path).begin([99], plugin: "polls")
                abort()
            }
        }
        let note = try RunningTurnNote(path: path)
        #expect(note.suspects().map(\.deaths) == [2])
        note.clear([99])
        #expect(note.suspects() == [])
        #expect(try RunningTurnNote(path: path).suspects() == [])
    }

    @Test func aProcessThatDiesBetweenTurnsBlamesNobody() async throws {
        let path = file.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let note = try RunningTurnNote(path: path)
            note.begin([1], plugin: "polls")
            note.end()
            kill(getpid(), SIGKILL)
        }
        #expect(try RunningTurnNote(path: path).suspects() == [])
    }

    @Test func aTurnThatHangsIsEndedByTheWatchdogAndMarked() async throws {
        let path = file.path
        let result = await #expect(
            processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
        ) { [path = path as String] in
            let note = try RunningTurnNote(path: path)
            let watchdog = Watchdog(note: note, limit: .milliseconds(50))
            note.begin([0xAB, 0x01], plugin: "polls")
            withExtendedLifetime(watchdog) { while true { pause() } }
        }
        let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(said.contains("the turn ab01 of the plugin 'polls' hangs"))
        let suspects = try RunningTurnNote(path: path).suspects()
        #expect(suspects == [.init(key: [0xAB, 0x01], plugin: "polls", deaths: 1, hung: true)])
    }

    @Test func theOldestSuspectMakesRoom() throws {
        let room = RunningTurnNote.slots - 1
        for number in 0...UInt8(room) {
            // Dropped in the middle of a turn, which reads as a death when it is opened again.
            try RunningTurnNote(path: file.path).begin([number], plugin: "p")
        }
        let last = try RunningTurnNote(path: file.path).suspects().compactMap(\.key.last)
        #expect(last == (1...UInt8(room)).map { $0 })
    }

    @Test func longKeysAndNamesAreKeptApart() throws {
        let start = [UInt8](repeating: 7, count: 400)
        try RunningTurnNote(path: file.path).begin(start + [1], plugin: String(repeating: "é", count: 100))
        let note = try RunningTurnNote(path: file.path)
        #expect(note.deaths(of: start + [1]) == 1)
        #expect(note.deaths(of: start + [2]) == 0)
    }

    @Test(arguments: [0, 5, 4096, 100_000])
    func aFileThatIsNoNoteIsBegunAnew(size: Int) throws {
        try Data(repeating: 0xFF, count: size).write(to: URL(fileURLWithPath: file.path))
        let note = try RunningTurnNote(path: file.path)
        #expect(note.suspects() == [])
        note.begin([3], plugin: "polls")
        #expect(try RunningTurnNote(path: file.path).suspects().count == 1)
    }

    @Test func aFolderThatIsNotThereIsSaid() {
        let failure = #expect(throws: RunningTurnNote.Failure.self) {
            try RunningTurnNote(path: "/nowhere/turn.note")
        }
        #expect(failure?.description.contains("/nowhere/turn.note") == true)
    }
}

/// When the watchdog acts, and when it does not.
@Suite(.limited)
struct WatchdogTests {
    private let file = NoteFile()

    @Test func turnsThatEndInTimeAreLeftAlone() throws {
        let note = try RunningTurnNote(path: file.path)
        let acted = Atomic(false)
        let watchdog = Watchdog(note: note, limit: .milliseconds(400)) { _ in
            acted.store(true, ordering: .relaxed)
        }
        // Together far longer than the limit, each far shorter.
        let end = ContinuousClock.now + .milliseconds(900)
        while ContinuousClock.now < end {
            note.begin([1], plugin: "polls")
            note.end()
        }
        watchdog.stop()
        watchdog.stop()
        let hasActed = acted.load(ordering: .relaxed)
        #expect(!hasActed)
    }

    @Test func aHangingTurnIsHandedOverOnce() throws {
        let note = try RunningTurnNote(path: file.path)
        let found = DispatchSemaphore(value: 0)
        let count = Atomic(0)
        let watchdog = Watchdog(note: note, limit: .milliseconds(20)) { suspect in
            if suspect.plugin == "polls", suspect.key.last == 5 { count.add(1, ordering: .relaxed) }
            found.signal()
        }
        note.begin([5], plugin: "polls")
        #expect(found.wait(timeout: .now() + 30) == .success)
        watchdog.stop()
        let times = count.load(ordering: .relaxed)
        #expect(times == 1)
    }

    @Test func aTurnThatEndsWhileItIsMarkedIsNotBlamed() throws {
        let note = try RunningTurnNote(path: file.path)
        note.begin([5], plugin: "polls")
        let number = try #require(note.running)
        note.end()
        #expect(note.markHung(number) == nil)
        note.begin([6], plugin: "polls")
        #expect(note.markHung(number) == nil)
    }
}

/// A place for a note, gone with the test.
private final class NoteFile: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/turn-\(UUID().uuidString).note"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
