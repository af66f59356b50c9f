import ChannelContract
import Foundation
import Sealing
import Storage
import TestLimits
import Testing
import Threads
import YouSaidKit
import YouSaidTesting

@testable import Engine

/// Somebody may need help, and the disk takes nothing.
@Suite(.serves("H10"), .limited) struct `Where nothing can be stored` {
    private final class Clock: EngineClock {
        let now = Moment(milliseconds: 1_772_445_600_000)
    }

    @Test func `whoever may need help is sent the numbers to call, once, and nobody else is`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "unstored-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let prompts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "prompts").path
        let traits = ChannelTraits(
            hasButtons: false, messagesPerSecond: 1_000, intervalPerPerson: .zero, concurrentSends: 1)
        let store = try Store(path: folder + "/forum.db")
        let engine = try Engine(
            store: store, sealer: Sealer(current: try SealingKey(bytes: Array(repeating: 7, count: 32))),
            configuration: Engine.Configuration(
                forum: Forum(name: "Voices", timeZone: "Europe/London"),
                wording: try Wording(folder: prompts), plugins: [], channels: ["sms": traits],
                journalPath: folder + "/journal.log", vaultsPath: folder + "/vaults", clock: Clock()))
        let sent = Guarded<[Delivery]>([])
        engine.onUnstored { _, delivery in sent.with { $0.append(delivery) } }
        // As if the disk had failed: nothing is taken in any more.
        store.close()
        for (key, text) in ["i want to die", "i want to die", "Saturday", "HELP NOW"].enumerated() {
            let event = Event(key: "\(key)", address: key == 3 ? "+2" : "+1", text: text)
            await #expect(throws: (any Error).self) { try await engine.accept([event], from: "sms") }
        }
        let told = sent.with { $0 }
        #expect(told.map(\.address) == ["+1", "+2"])
        #expect(told.allSatisfy { $0.text.contains("999") && $0.text.contains("0800 1111") })
    }
}
