import ChannelContract
import Engine
import Foundation
import Polls
import Service
import TestLimits
import Testing
import Threads
import YouSaidKit

/// STOP, and STOP POLLS, against a queue of 10,000 messages that is being sent while they come.
@Suite(.serialized, .ahead, .limited) struct `STOP against a long queue` {
    private static let people = 10_000
    private static let stopping = 120
    private let folder: TemporaryFolder
    private let bot: WholeBot

    init() async throws {
        folder = try TemporaryFolder()
        bot = try await WholeBot(in: DataFolder(path: folder.path), plugins: [Polls()])
    }

    private func person(_ number: Int) -> String { "person-\(number)" }

    private func accept(_ events: [Event]) async throws {
        _ = try await bot.bot.engine.accept(events, from: "pretend")
    }

    private func gather() async throws {
        for start in stride(from: 0, to: Self.people, by: 500) {
            try await accept(
                (start..<start + 500).map { Event(key: "join \($0)", address: person($0), text: "JOIN") })
        }
        try bot.bot.engine.ensureOperator(channel: "pretend", address: "olga")
        let end = ContinuousClock.now + .seconds(240)
        while try bot.count("core_outgoing WHERE state IN (0, 1)") > 0, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// How many notes of one kind began to be sent to each person so far.
    private func begun(_ words: String) -> [String: Int] {
        var begun: [String: Int] = [:]
        for message in bot.arrived.with({ $0 }) where message.text.contains(words) {
            begun[message.address, default: 0] += 1
        }
        return begun
    }

    /// The same for one person, without reading what everybody else got: each of them is asked about while the queue is
    /// on its way.
    private func begun(_ words: String, at address: String) -> Int {
        bot.arrived.with { arrived in
            arrived.count { $0.address == address && $0.text.contains(words) }
        }
    }

    @Test(arguments: [
        ("STOP", "TELL The kettle is mended."), ("STOP POLLS", "POLL Is the kettle mended? | Yes | No"),
    ])
    func `no send to somebody starts after their webhook is answered`(word: String, cry: String) async throws
    {
        try await gather()
        try await accept([Event(key: "cry", address: "olga", text: cry)])
        try await accept([Event(key: "yes", address: "olga", text: "yes")])
        // The first of it is on its way.
        #expect(try await bot.wait { !begun("kettle").filter { $0.key != "olga" }.isEmpty })
        // From the end of the queue, so that most of them still wait.
        let stopped = (0..<Self.stopping).map { Self.people - 1 - $0 * 7 }
        // They say it at the same time, and each is looked at in the moment of their own answer.
        let answered = try await withThrowingTaskGroup(of: (String, Int).self) { group in
            for number in stopped {
                group.addTask {
                    let status = try await bot.write(word, from: person(number))
                    #expect(status == 200)
                    return (person(number), begun("kettle", at: person(number)))
                }
            }
            return try await group.reduce(into: [String: Int]()) { $0[$1.0] = $1.1 }
        }
        let end = ContinuousClock.now + .seconds(240)
        while try bot.count("core_broadcast WHERE done IS NULL")
            + bot.count("core_outgoing WHERE state IN (0, 1)")
            > 0, ContinuousClock.now < end
        {
            try await Task.sleep(for: .milliseconds(200))
        }
        let last = begun("kettle")
        for (who, before) in answered { #expect(last[who] ?? 0 == before, "\(who)") }
        // Most of those who stopped were still waiting for it, and everybody else has it once.
        #expect(answered.values.filter { $0 == 0 }.count > Self.stopping / 2)
        let others = (0..<Self.people).filter { !stopped.contains($0) }
        #expect(others.allSatisfy { last[person($0)] == 1 })
        let withheld = try bot.count("core_outgoing WHERE state = 5")
        print(
            "\(word): \(Self.stopping) of \(Self.people) said it, \(withheld) queued messages were held back")
        await bot.stop()
    }
}
