import TestLimits
import Testing
import Threads
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `A plugin that fails` {
    private let isBroken = Switch(true)

    /// Writes, speaks, asks and sets a timer, and then throws.
    private func plugin() -> Scripted {
        let isBroken = isBroken
        return Scripted(
            "trial",
            [
                "TEA": { call, turn in
                    try turn.keep("tea \(call.text)")
                    turn.reply(.line("Tea is coming."))
                    turn.wake("tea", at: turn.now + .hours(1))
                    turn.ask("milk", ["Yes", "No"])
                    if isBroken.isOn { throw Broken() }
                },
                "WATER": { _, turn in turn.reply(.line("Water is here.")) },
            ],
            wake: { _, turn in
                if isBroken.isOn { throw Broken() }
                turn.broadcast(Message(.line("Tea is ready.")), to: .members)
            })
    }

    private func forum() throws -> PretendForum {
        let forum = try PretendForum(plugin(), Welcome(), words: Scripted.words)
        forum.allowsFailures = true
        return forum
    }

    @Test func `its turn is undone, the person gets an apology, and others go on`() throws {
        let forum = try forum()
        let amira = try forum.member("Amira")
        amira.says("TEA with milk")
        amira.sees("It is not your fault.", "I have kept your message")
        amira.seesNothing()
        #expect(forum.failures.count == 1)
        #expect(try forum.rows("SELECT id FROM trial_note").isEmpty)
        #expect(try forum.rows("SELECT key FROM core_timer").isEmpty)
        #expect(try forum.rows("SELECT id FROM core_question").isEmpty)
        amira.says("WATER")
        amira.sees("Water is here.")
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
    }

    @Test func `what failed is kept, and handled once it is mended`() throws {
        let forum = try forum()
        let amira = try forum.member("Amira")
        amira.says("TEA green")
        amira.sees("It is not your fault.")
        forum.officer.says("PROBLEMS")
        let problems = forum.officer.sees("trial", "How many: 1.")
        #expect(!problems.contains("green"))
        forum.officer.says("REPLAY")
        amira.sees("It is not your fault.")
        isBroken.set(false)
        try forum.crashAndRestart()
        forum.officer.says("REPLAY")
        forum.officer.sees("How many: 1.")
        amira.sees("Tea is coming.")
        amira.sees("About milk?")
        #expect(try forum.rows("SELECT text FROM trial_note")[0]["text"] == "tea green")
        forum.officer.says("PROBLEMS")
        forum.officer.sees("I found no problems.")
        forum.officer.says("REPLAY")
        forum.officer.sees("How many: 0.")
        #expect(try forum.rows("SELECT key FROM core_event WHERE body IS NOT NULL").isEmpty)
    }

    @Test func `a timer that fails is tried again, and set aside for a person`() throws {
        let forum = try forum()
        let amira = try forum.member("Amira")
        isBroken.set(false)
        amira.says("TEA")
        amira.ignoresTheRest()
        isBroken.set(true)
        forum.advance(.hours(24))
        #expect(forum.failures.count == 5)
        forum.officer.says("PROBLEMS")
        forum.officer.sees("trial: timer. How many: 1.")
        isBroken.set(false)
        forum.officer.says("REPLAY")
        amira.sees("Tea is ready.")
        amira.seesNothing()
    }

    @Test func `news that a plugin cannot take are named as what they are, at once`() throws {
        let teller = Scripted("trial", ["TELL": { _, turn in turn.publish("closed", ["poll": "7"]) }])
        let isBroken = isBroken
        let hearer = Scripted(
            "other",
            news: { _, turn in
                if isBroken.isOn { throw Broken() }
                turn.broadcast(Message(.line("Heard.")), to: .members)
            })
        let forum = try PretendForum(teller, hearer, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        forum.officer.says("TELL")
        forum.officer.says("PROBLEMS")
        forum.officer.sees("other: news of trial: closed. How many: 1.")
        isBroken.set(false)
        forum.advance(.hours(1))
        amira.sees("Heard.")
        forum.officer.says("PROBLEMS")
        forum.officer.sees("I found no problems.")
    }

    @Test func `a statement that fails ends the turn, also where the plugin swallows it`() throws {
        let plugin = Scripted(
            "trial",
            [
                "TEA": { _, turn in
                    try turn.keep("tea")
                    _ = try? turn.database.run("INSERT INTO trial_nowhere (id) VALUES ($1)", 1)
                    turn.reply(.line("Tea is coming."))
                }
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("TEA")
        amira.sees("It is not your fault.")
        #expect(try forum.rows("SELECT id FROM trial_note").isEmpty)
        #expect(forum.log.contains { $0.contains("trial_nowhere") })
    }

    @Test func `a turn that ends the process twice is set aside, and everything else goes on`() throws {
        isBroken.set(false)
        let forum = try forum()
        let amira = try forum.member("Amira")
        forum.crashes(.duringTurn, times: 2)
        amira.says("TEA")
        amira.sees(exactly: "It is not your fault.")
        #expect(!forum.isCrashPlanned)
        forum.officer.sees("I put that message aside.", "trial")
        amira.says("WATER")
        amira.sees("Water is here.")
        forum.officer.says("REPLAY")
        amira.sees("Tea is coming.")
    }

    @Test func `a turn that ends the process once is handled the second time`() throws {
        isBroken.set(false)
        let forum = try forum()
        let amira = try forum.member("Amira")
        forum.crashes(.duringTurn)
        amira.says("TEA")
        amira.sees("Tea is coming.")
        forum.officer.seesNothing()
    }
}
