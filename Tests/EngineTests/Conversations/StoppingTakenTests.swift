import ChannelContract
import TestLimits
import Testing
import Threads
import YouSaidKit

@testable import Engine
@testable import YouSaidTesting

/// STOP, and STOP POLLS, against messages that are taken for sending already, when the tables no longer help. The sender
/// looks twice: when it is a message's turn, and right before it goes.
@Suite(.limited) struct `STOP against messages that are taken` {
    /// More than one person may get at once.
    private static let notes = 6
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        let plugin = Scripted(
            "trial", subject: .polls,
            [
                "NOTES": { _, turn in
                    for number in 1...Self.notes {
                        turn.say(Message(.line("Note \(number).")), to: try turn.requireMember().id)
                    }
                }
            ])
        forum = try PretendForum(plugin, words: Scripted.words)
        amira = try forum.member("Amira")
        ben = try forum.member("Ben")
    }

    private func begun(_ platform: SlowPlatform) -> [String] {
        platform.begun.filter { $0.hasPrefix("Note") }
    }

    @Test(arguments: ["STOP", "STOP POLLS"])
    func `of what is taken nothing more goes, once the first of it is under way`(word: String) async throws {
        let sending = SlowSending(forum, SlowPlatform(isSlow: true, interval: .seconds(1)))
        amira.says("NOTES")
        #expect(try await sending.pumps { begun(sending.platform) == ["Note 1."] })
        #expect(try sending.count(.sending) == Self.notes)
        amira.says(word)
        sending.platform.answers()
        #expect(try await sending.pumps { try sending.count(.due, .sending) == 0 })
        #expect(begun(sending.platform) == ["Note 1."])
        #expect(try sending.count(.withheld) == Self.notes - 1)
    }

    @Test(arguments: ["STOP", "STOP POLLS"])
    func `what waits for its turn is put back at its next turn, and not when it could go`(word: String)
        async throws
    {
        let sending = SlowSending(forum, SlowPlatform(isSlow: false, interval: .hours(1)))
        amira.says("NOTES")
        // So many may go at once; the others wait for an hour each.
        let burst = Int(Pace.burstPerPerson)
        #expect(try await sending.pumps { begun(sending.platform).count == burst })
        #expect(try sending.count(.sending) >= Self.notes - burst)
        amira.says(word)
        #expect(try await sending.pumps { try sending.count(.withheld) == Self.notes - burst })
        #expect(begun(sending.platform).count == burst)
        // Somebody else is not held back.
        ben.says("NOTES")
        #expect(try await sending.pumps { begun(sending.platform).count == 2 * burst })
    }

    @Test(arguments: ["STOP", "STOP POLLS"])
    func `what was to go this very moment does not`(word: String) async throws {
        let sending = SlowSending(forum, SlowPlatform(isSlow: false))
        let (engine, name) = (sending.engine, sending.platform.name)
        amira.says("NOTES")
        // The first look comes before the sender starts something; the second look at the platform right after it, when
        // what was started has not gone yet. There the STOP comes.
        let looks = Guarded(0)
        sending.platform.onLook {
            let isTaken = try? engine.store.read { database in
                try database.first("SELECT 1 FROM core_outgoing WHERE state = 1") != nil
            }
            guard isTaken == true,
                looks.with({
                    $0 += 1
                    return $0
                }) == 2
            else { return }
            let stop = Event(key: "this very moment", address: "amira", text: word)
            do { try engine.acceptNow([stop], from: name) } catch { Issue.record(error) }
        }
        #expect(try await sending.pumps { try sending.count(.due, .sending) == 0 })
        #expect(begun(sending.platform) == [])
        #expect(try sending.count(.withheld) == Self.notes)
    }
}
