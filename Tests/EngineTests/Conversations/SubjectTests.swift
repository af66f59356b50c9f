import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `stopping one kind of message` {
    private func poll(_ question: String, _ forum: PretendForum) {
        forum.officer.says("POLL \(question) | Saturday | Sunday")
        forum.officer.says("yes")
    }

    private func note(_ text: String, _ forum: PretendForum) {
        forum.officer.says("TELL \(text)")
        forum.officer.says("yes")
    }

    @Test(
        .serves("D8", "B3"),
        arguments: ["STOP POLLS", "no polls", "Please stop sending me polls!", "No more polls thanks"])
    func `no polls come, and everything else does`(said: String) throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says(said)
        amira.sees("no more messages about polls", "Send START POLLS")
        poll("Which day?", forum)
        ben.sees("Which day?")
        amira.seesNothing()
        note("The room has changed.", forum)
        amira.sees("The room has changed.")
        amira.says("HELP")
        amira.sees("polls. Send START POLLS")
        amira.says("START POLLS")
        amira.sees("messages about polls from Voices United again")
        poll("Which food?", forum)
        amira.sees("Which food?")
    }

    @Test func `a poll that waits to go does not go, and one that was asked for does`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .hours(1)))
        poll("Which day?", forum)
        amira.says("STOP POLLS")
        amira.sees("no more messages about polls")
        forum.advance(.hours(3))
        amira.seesNothing()
        amira.says("POLLS")
        amira.sees("Which day?")
        amira.says("Sunday")
        amira.sees("You chose Sunday.")
    }

    @Test(arguments: CrashPoint.allCases.filter { $0 != .duringTurn })
    func `it holds through a crash and through a restore`(point: CrashPoint) throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        forum.crashes(point)
        amira.says("STOP POLLS")
        #expect(!forum.isCrashPlanned)
        amira.sees("no more messages about polls")
        amira.ignoresTheRest()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        poll("Which day?", forum)
        amira.seesNothing()
        #expect(try forum.known(amira)?.stoppedSubjects == [.polls])
    }

    @Test func `what was started again before the restore stays started`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says("STOP POLLS")
        let backup = try forum.backup()
        amira.says("START POLLS")
        amira.ignoresTheRest()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        poll("Which day?", forum)
        amira.sees("Which day?")
    }

    @Test func `STOP stays total`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says("STOP")
        amira.sees("You have stopped messages")
        amira.says("START POLLS")
        amira.sees("you have stopped all messages", "Send START")
        poll("Which day?", forum)
        amira.seesNothing()
    }

    @Test func `START brings back everything but what was stopped alone, and says so`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says("STOP MEETINGS")
        amira.says("STOP")
        amira.says("START")
        amira.sees("are on again", "meetings. Send START MEETINGS")
    }

    @Test(arguments: ["Stop, thanks", "STOP THANK YOU", "stop please"])
    func `a polite STOP is a STOP`(said: String) throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says(said)
        amira.sees("You have stopped messages")
    }

    @Test func `no polls as an answer to a question is an answer`() throws {
        let forum = try PretendForum(
            Scripted(
                "trial",
                ["IDEA": { _, turn in turn.ask(Question("idea", .line("What shall we do less of?"))) }],
                answer: { answer, turn in turn.reply(.line("Kept: \(answer.text)")) }), words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("IDEA")
        amira.sees("What shall we do less of?")
        amira.says("No polls")
        amira.sees("Kept: No polls")
        amira.says("IDEA")
        amira.says("STOP POLLS")
        amira.sees("no more messages about polls")
    }

    @Test func `from somebody who has not joined it is STOP`() throws {
        let forum = try PretendForum(Polls())
        let stranger = forum.person("Cal")
        stranger.says("STOP POLLS")
        stranger.sees("You have stopped messages")
    }
}

@Suite(.limited) struct `an urgent message` {
    private static let cancelling = Scripted(
        "trial", subject: .meetings,
        [
            "CALLOFF": { _, turn in
                turn.broadcast(Message(.line("Tonight is off."), isUrgent: true), to: .members)
            },
            "REMIND": { _, turn in turn.broadcast(Message(.line("See you tonight.")), to: .members) },
            "MOVE": { call, turn in
                let member = try turn.requireMember()
                turn.say(Message(.line("Your seat has moved."), isUrgent: true), to: member.id)
            },
        ])

    @Test func `reaches those who stopped messages about meetings`() throws {
        let forum = try PretendForum(Self.cancelling, words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("STOP MEETINGS")
        amira.ignoresTheRest()
        forum.officer.says("REMIND")
        amira.seesNothing()
        forum.officer.says("CALLOFF")
        amira.sees("Tonight is off.")
        forum.advance(.hours(1))
        forum.officer.seesNothing()
    }

    @Test(.serves("C2")) func `names those whom it cannot reach to the organisers, who ring them`() throws {
        let forum = try PretendForum(Self.cancelling, words: Scripted.words)
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        let cal = try forum.member("Cal", on: .sms)
        let organiser = try forum.organiser("Olga")
        amira.says("STOP")
        amira.ignoresTheRest()
        ben.blocks()
        forum.officer.says("CALLOFF")
        cal.sees("Tonight is off.")
        amira.seesNothing()
        forum.advance(.minutes(3))
        for who in [forum.officer, organiser] {
            let asked = who.sees("Tonight is off.", "Please ring them:", "this many people: 2")
            #expect(asked.contains("Amira\nBen"))
            #expect(!asked.contains("Cal"))
            who.seesNothing()
        }
        #expect(try forum.rows("SELECT member FROM core_unreached").isEmpty)
    }

    @Test func `that was queued before STOP, or that the platform refuses, is told too`() throws {
        let forum = try PretendForum(Self.cancelling, words: Scripted.words)
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.fails(.refusedForNow(after: .hours(1)))
        forum.fails(.blocked, on: .sms)
        forum.officer.says("CALLOFF")
        amira.says("STOP")
        amira.ignoresTheRest()
        forum.advance(.hours(4))
        amira.seesNothing()
        ben.seesNothing()
        forum.officer.sees("Please ring them:", "Ben")
        forum.officer.sees("Please ring them:", "Amira")
    }

    @Test func `to one person is the same`() throws {
        let forum = try PretendForum(Self.cancelling, words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("STOP")
        amira.says("MOVE")
        amira.ignoresTheRest()
        forum.advance(.hours(1))
        amira.seesNothing()
        forum.officer.sees("Your seat has moved.", "Please ring them:\nAmira")
    }

    @Test func `counts those who do not fit into the message`() throws {
        let forum = try PretendForum(Self.cancelling, words: Scripted.words)
        let people = try forum.members(45)
        forum.together(people.map { ($0, "STOP") })
        forum.officer.says("CALLOFF")
        forum.advance(.hours(1))
        forum.officer.sees("this many people: 45", "and this many more: 5")
        forum.officer.seesNothing()
    }
}
