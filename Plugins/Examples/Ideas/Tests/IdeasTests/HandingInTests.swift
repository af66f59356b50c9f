import Testing
import YouSaidTesting

@Suite struct `Handing in an idea` {
    @Test func `an idea is thanked for, and an organiser reads it without a name`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("IDEA we need a quiet room")
        amira.sees("Thank you for your idea.", "They do not see your name.")
        forum.officer.says("IDEAS")
        let list = forum.officer.sees("These are new ideas:", "Idea: we need a quiet room")
        #expect(!list.contains("Amira"))
        forum.officer.says("IDEAS")
        forum.officer.sees("There are no new ideas.")
    }

    @Test func `without words it asks, also by text message`() throws {
        let forum = try ideasForum()
        let ben = try forum.member("Ben", on: .sms)
        ben.says("idea")
        ben.sees("What is your idea?")
        ben.says("Pizza on Fridays")
        ben.sees("Thank you for your idea.")
        ben.seesNothing()
        forum.officer.says("IDEAS")
        forum.officer.sees("Idea: Pizza on Fridays")
    }

    @Test func `what cannot be used is asked for again`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("IDEA")
        amira.sends(.voice)
        amira.sees("I can only use words here.")
        amira.says(String(repeating: "x", count: 501))
        amira.sees("Please use up to 500 letters.")
        amira.says(String(repeating: "x", count: 500))
        amira.sees("Thank you for your idea.")
    }

    @Test func `somebody who reads Easy Read gets short lines`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("EASY READ")
        amira.says("IDEA a bigger table")
        amira.sees("They see your words.\nThey do not see your name.")
    }

    @Test func `LEAVE ends the question, and nothing is kept`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("IDEA")
        amira.says("LEAVE")
        amira.sees("You do not need to answer.")
        forum.officer.says("IDEAS")
        forum.officer.sees("There are no new ideas.")
    }

    @Test func `STOP in the middle stops messages, and who comes back can go on`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("IDEA")
        amira.says("STOP")
        amira.sees("You have stopped messages")
        forum.advance(.hours(24 * 8))
        amira.seesNothing()
        amira.says("START")
        amira.sees("are on again")
        amira.says("IDEA more music")
        amira.sees("Thank you for your idea.")
    }

    @Test(arguments: [CrashPoint.duringTurn, .beforeStoring, .afterStoring])
    func `a crash loses no idea and makes none twice`(point: CrashPoint) throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        forum.crashes(point)
        amira.says("IDEA a quiet room")
        #expect(!forum.isCrashPlanned)
        amira.sees("Thank you for your idea.")
        amira.seesNothing()
        #expect(try forum.exported(amira).map(\.text) == ["a quiet room"])
    }
}
