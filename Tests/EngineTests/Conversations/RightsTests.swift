import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `DELETE ME takes a day` {
    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
    }

    private func tell(_ text: String) {
        forum.officer.says("TELL \(text)")
        forum.officer.says("yes")
    }

    private func leave() {
        amira.says("DELETE ME")
        amira.sees("Tuesday 3 March 2026 at 10am", "Are you sure?")
        amira.presses("Yes")
        amira.sees("I do it on Tuesday 3 March 2026 at 10am", "Send KEEP ME")
    }

    @Test func `a no changes nothing`() throws {
        amira.says("DELETE ME")
        amira.says("no")
        amira.sees("I deleted nothing.")
        forum.advance(.hours(48))
        #expect(try forum.known(amira) != nil)
    }

    @Test func `nothing is sent meanwhile, and what is written is answered`() throws {
        leave()
        tell("First note.")
        amira.seesNothing()
        amira.says("HELP")
        amira.sees("Childline")
        amira.says("START")
        amira.sees("Send KEEP ME")
        tell("Second note.")
        amira.seesNothing()
        forum.advance(.hours(24))
        amira.sees("Done. I have deleted what I kept about you.", "this many records")
        amira.seesNothing()
        #expect(try forum.known(amira) == nil)
    }

    @Test func `KEEP ME takes it back, and messages come again`() throws {
        leave()
        amira.says("KEEP ME")
        amira.sees("You stay in Voices United.")
        forum.advance(.hours(48))
        amira.seesNothing()
        tell("A note.")
        amira.sees("A note.")
        amira.says("keep me")
        amira.sees("I had no plan to delete anything.")
    }

    @Test func `KEEP ME leaves a STOP as it was, said before or meanwhile`() throws {
        let ben = try forum.member("Ben")
        amira.says("STOP")
        amira.ignoresTheRest()
        leave()
        amira.says("KEEP ME")
        ben.says("DELETE ME")
        ben.says("yes")
        ben.says("STOP")
        ben.says("KEEP ME")
        let cai = try forum.member("Cai")
        for person in [amira, ben] { person.ignoresTheRest() }
        tell("A note.")
        cai.sees(exactly: "A note.")
        for person in [amira, ben] { person.seesNothing() }
        // They are members still, and START is all that it takes.
        for person in [amira, ben] {
            person.says("START")
            person.sees("are on again")
        }
        tell("Another note.")
        for person in [amira, ben, cai] { person.sees(exactly: "Another note.") }
    }

    @Test(arguments: CrashPoint.allCases, 0...4)
    func `a crash anywhere on the way changes nothing`(point: CrashPoint, count: Int) throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.presses("Saturday")
        forum.crashes(point, after: count)
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        #expect(try forum.known(amira) == nil)
        #expect(try forum.rows("SELECT poll FROM polls_vote").isEmpty)
        #expect(try forum.rows("SELECT id FROM core_erasure").count == 1)
    }

    @Test(arguments: CrashPoint.allCases.filter { $0 != .duringTurn }, 0...2)
    func `a crash when the day is over deletes them once`(point: CrashPoint, count: Int) throws {
        leave()
        forum.crashes(point, after: count)
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        #expect(try forum.known(amira) == nil)
        #expect(try forum.rows("SELECT id FROM core_erasure").count == 1)
        #expect(try forum.rows("SELECT member FROM core_leaving").isEmpty)
    }

    @Test func `a backup from before brings nobody back, nor the wish to stay`() throws {
        let ben = try forum.member("Ben")
        let cal = try forum.member("Cal")
        let backup = try forum.backup()
        leave()
        ben.says("DELETE ME")
        ben.says("yes")
        ben.says("KEEP ME")
        forum.advance(.hours(23))
        cal.says("DELETE ME")
        cal.says("yes")
        forum.advance(.hours(2))
        for person in [amira, ben, cal] { person.ignoresTheRest() }
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        #expect(try forum.known(amira) == nil)
        #expect(try forum.known(ben) != nil)
        #expect(try forum.known(cal) != nil)
        tell("A note.")
        ben.sees("A note.")
        cal.seesNothing()
        forum.advance(.hours(24))
        #expect(try forum.known(cal) == nil)
        #expect(try forum.known(ben) != nil)
    }

    @Test func `a backup made in the day is over when the day is`() throws {
        leave()
        let backup = try forum.backup()
        amira.says("KEEP ME")
        amira.ignoresTheRest()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(48))
        #expect(try forum.known(amira) != nil)
        tell("A note.")
        amira.sees("A note.")
    }

    @Test func `a plugin that cannot forget does not hold up the others, and is asked again`() throws {
        let isBroken = Switch(true)
        let stubborn = Scripted(
            "trial", ["TEA": { _, turn in try turn.keep("tea") }],
            forget: { _, _ in
                if isBroken.isOn { throw Broken() }
            })
        let forum = try PretendForum(stubborn, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("TEA")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        #expect(try forum.known(amira) != nil)
        #expect(forum.log.contains { $0.contains("plugin 'trial' failed") })
        isBroken.set(false)
        forum.advance(.hours(2))
        #expect(try forum.known(amira) == nil)
        amira.sees("I have deleted")
    }

    /// A plugin that says something when it forgets somebody.
    private func forgetting(_ says: @escaping @Sendable (Member.ID, Turn) throws -> Void) -> Scripted {
        Scripted(
            "trial", ["SAVE": { _, turn in try turn.keep("a place") }],
            forget: { member, turn in
                // Only for whoever had something here.
                let row = try turn.database.first("SELECT 1 FROM trial_note WHERE member = $1", member)
                if row != nil { try says(member, turn) }
            })
    }

    @Test func `what a plugin says in forget happens, and not again when a backup is brought back`() throws {
        let plugin = forgetting { member, turn in
            turn.broadcast(Message(.line("A place is free.")), to: .role(.organiser))
            turn.broadcast(Message(.line("Who wants a place?")), to: .members)
            turn.wake("later", at: turn.now + .hours(1))
            turn.publish("left")
        }
        let hearer = Scripted(
            "other", news: { _, turn in turn.broadcast(Message(.line("Somebody left.")), to: .members) })
        let forum = try PretendForum(plugin, hearer, words: Scripted.words)
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says("SAVE")
        let backup = try forum.backup()
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        forum.officer.sees("A place is free.")
        ben.sees("Who wants a place?")
        ben.sees("Somebody left.")
        #expect(!amira.messages.contains { $0.text.contains("Who wants") || $0.text.contains("left") })
        ben.ignoresTheRest()
        forum.officer.ignoresTheRest()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        #expect(try forum.known(amira) == nil)
        #expect(ben.messages.count { $0.text.contains("Who wants a place?") } == 1)
    }

    @Test(arguments: [true, false])
    func `a plugin that has words for whom it forgets is named, and nothing is lost`(says: Bool) throws {
        let isBroken = Switch(true)
        let plugin = forgetting { member, turn in
            guard isBroken.isOn else { return }
            if says {
                turn.say(Message(.line("Goodbye.")), to: member)
            } else {
                turn.reply(.line("Goodbye."))
            }
        }
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("SAVE")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        #expect(forum.log.contains { $0.contains("plugin 'trial' failed") }, "\(forum.log)")
        #expect(try forum.known(amira) != nil)
        isBroken.set(false)
        forum.advance(.hours(2))
        #expect(try forum.known(amira) == nil)
        #expect(!amira.messages.contains { $0.text.contains("Goodbye") })
    }

    @Test func `the proof counts rows and names nobody`() throws {
        leave()
        forum.advance(.hours(24))
        let rows = try forum.rows("SELECT way, counts FROM core_erasure")
        #expect(try rows.map { try $0[0] as String } == ["self"])
        let counts: String = try #require(try rows.first?[1])
        #expect(counts.contains("\"core_member\":1"))
        #expect(counts.contains("\"core_contact\":1"))
    }

    @Test func `the proof has no number of what somebody was asked, answered or told`() throws {
        let ballot = try Self.counts(after: ["BALLOT", "Saturday"])
        #expect(ballot == (try Self.counts(after: [])))
        #expect(ballot.contains("\"core_member\":1"))
    }

    /// The proof of the deletion of somebody who said these words to a plugin with a vault.
    private static func counts(after words: [String]) throws -> String {
        let ballot = Scripted(
            "trial",
            [
                "BALLOT": { _, turn in
                    turn.ask(
                        Question("ballot", .line("Which day?"), choices: [Choice("sat", label: "Saturday")]))
                },
                "OPEN": { _, turn in
                    _ = try turn.vault("ballot")
                    turn.reply(.line("It is open."))
                },
            ],
            answer: { _, turn in
                try turn.database.run(
                    "INSERT INTO trial_note (id, member, text) VALUES ($1, $2, 'sealed')", turn.newID(),
                    try turn.requireMember().id)
                turn.reply(.line("You chose it."))
            })
        let forum = try PretendForum(ballot, words: Scripted.words)
        forum.officer.says("OPEN")
        let amira = try forum.member("Amira")
        for word in words { amira.says(word) }
        amira.ignoresTheRest()
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        return try #require(try forum.rows("SELECT counts FROM core_erasure").first)[0]
    }

    @Test func `the operator deletes somebody for them, at the console alone`() throws {
        let olga = try forum.organiser("Olga")
        olga.says("DELETE PERSON Amira")
        olga.sees("at the operator's console alone")
        forum.officer.says("DELETE PERSON Nobody")
        forum.officer.sees("I know nobody")
        forum.officer.says("DELETE PERSON amira")
        forum.officer.sees("They are here since Monday 2 March 2026.")
        forum.officer.says("yes")
        forum.officer.sees("core_member: 1")
        amira.sees("was asked to delete what it keeps about you")
        #expect(try forum.known(amira) == nil)
    }

    @Test func `two people of one name are told apart by number`() throws {
        let other = try forum.member("Amira", on: .sms)
        forum.officer.says("DELETE PERSON Amira")
        forum.officer.sees("Several people have that name.")
        let id = try #require(try forum.known(amira)).id.rawValue
        forum.officer.says("DELETE PERSON \(id)")
        forum.officer.says("yes")
        #expect(try forum.known(amira) == nil)
        #expect(try forum.known(other) != nil)
    }
}

@Suite(.limited) struct `FORGET THAT` {
    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?")
    }

    @Test func `takes the last answer away, and the poll can be answered again`() throws {
        amira.says("1")
        amira.sees("You chose Saturday.")
        amira.says("FORGET THAT")
        amira.sees("I have deleted your answer to this: Which day?")
        #expect(try forum.rows("SELECT poll FROM polls_vote").isEmpty)
        amira.says("forget that")
        amira.sees("nothing of yours that I can delete")
        amira.says("Sunday")
        amira.sees("You chose Sunday.")
        #expect(try forum.rows("SELECT poll FROM polls_vote").count == 1)
    }

    @Test func `an answer that was changed goes as a whole`() throws {
        amira.says("1")
        amira.says("2")
        amira.says("FORGET THAT")
        amira.sees("I have deleted your answer")
        #expect(try forum.rows("SELECT poll FROM polls_vote").isEmpty)
    }

    @Test func `after a new start it asks which answer is meant`() throws {
        amira.says("1")
        try forum.crashAndRestart()
        amira.says("FORGET THAT")
        amira.sees("Which answer shall I delete?")
        amira.presses("Which day?")
        amira.sees("I have deleted your answer to this: Which day?")
        #expect(try forum.rows("SELECT poll FROM polls_vote").isEmpty)
    }

    @Test func `an answer to what was asked again since can be deleted after a new start too`() throws {
        amira.says("1")
        amira.says("POLLS")
        try forum.crashAndRestart()
        amira.ignoresTheRest()
        amira.says("FORGET THAT")
        amira.sees("Which answer shall I delete?")
        amira.presses("Which day?")
        amira.sees("I have deleted your answer to this: Which day?")
        #expect(try forum.rows("SELECT poll FROM polls_vote").isEmpty)
    }

    @Test func `a message that failed is kept no longer`() throws {
        let plugin = Scripted("trial", ["TEA": { _, _ in throw Broken() }])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        let ben = try forum.member("Ben")
        ben.says("TEA with a secret")
        ben.sees("It is not your fault.")
        ben.says("FORGET THAT")
        ben.sees("I have deleted what I kept of that.")
        #expect(try forum.rows("SELECT key FROM core_event WHERE body IS NOT NULL").isEmpty)
    }

    @Test func `after a closed poll nobody's answer can be told apart, and that is said`() throws {
        amira.says("1")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        amira.ignoresTheRest()
        amira.says("FORGET THAT")
        amira.sees("I have nothing of yours that I can delete")
    }

    @Test func `what may tell of harm stays, and the answer is the same as for anything else`() throws {
        amira.says("1")
        amira.says("he hits me")
        amira.ignoresTheRest()
        amira.says("FORGET THAT")
        let afterWorry = amira.sees("I have nothing of yours that I can delete")
        amira.says("la la la")
        amira.ignoresTheRest()
        amira.says("FORGET THAT")
        #expect(amira.sees("I have nothing of yours that I can delete") == afterWorry)
        #expect(try forum.rows("SELECT id FROM core_concern_words").count == 2)
        #expect(try forum.rows("SELECT poll FROM polls_vote").count == 1)
    }
}
