import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Joining` {
    @Test(.serves("B2", "B13")) func `anybody joins by saying so, and is told what this is`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick())
        let ben = forum.person("Ben", on: .sms)
        ben.says("hello")
        ben.sees("Send JOIN")
        ben.says("join")
        ben.sees("You have joined Voices United.", "not who chose what", "Send STOP to stop messages.")
        ben.says("JOIN")
        ben.sees("You have already joined Voices United.")
        forum.officer.says("MEMBERS")
        forum.officer.sees("Members: 1")
    }

    @Test func `start joins somebody who has not joined`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick())
        let amira = forum.person("Amira")
        amira.says("/start")
        amira.sees("You have joined Voices United.")
    }

    @Test func `an organiser lets somebody in, and the first answer counts`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick("approval"))
        let priya = try forum.organiser("Priya")
        let ben = forum.person("Ben", on: .sms)
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        ben.says("JOIN")
        ben.sees("You have asked already.")
        forum.officer.sees("Somebody wants to join Voices United.")
        priya.sees("Somebody wants to join Voices United.")
        forum.officer.says("yes")
        forum.officer.sees("They have joined")
        ben.sees("You have joined Voices United.")
        priya.presses("No")
        priya.sees("cannot take more answers")
        ben.seesNothing()
    }

    @Test func `somebody who is not let in is told kindly`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick("approval"))
        let ben = forum.person("Ben", on: .sms)
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        forum.officer.says("no")
        forum.officer.sees("I have told them")
        ben.sees("Thank you for asking to join Voices United.")
        forum.officer.says("MEMBERS")
        forum.officer.sees("Members: 0")
    }

    @Test(arguments: ["no", "yes"])
    func `whoever took back their wish to join hears nothing, and the organiser is told so`(
        answer: String
    ) throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick("approval"))
        let ben = forum.person("Ben", on: .sms)
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        forum.officer.sees("Somebody wants to join Voices United.")
        ben.says("DELETE ME")
        ben.sees("I have deleted that you asked")
        forum.officer.says(answer)
        #expect(
            forum.officer.sees("This person is not waiting to join any more.", "I have told nobody.")
                .contains("They may have changed their mind."))
        forum.officer.seesNothing()
        ben.seesNothing()
        // Nobody was declined or let in, so nothing says so afterwards.
        #expect(
            try forum.rows(
                "SELECT id FROM core_audit WHERE action IN ('declined a request to join', 'let somebody in')"
            ).isEmpty)
    }

    @Test func `where organisers do not answer, a day later they can be asked again`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick("approval"))
        let ben = forum.person("Ben", on: .sms)
        ben.says("JOIN")
        forum.officer.sees("Somebody wants to join")
        forum.advance(.hours(25))
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        forum.officer.sees("Somebody wants to join")
        forum.officer.says("yes")
        ben.sees("You have joined")
    }

    @Test func `a code lets one person in, once and for a day`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick("code"))
        let ben = forum.person("Ben", on: .sms)
        ben.says("JOIN")
        ben.sees("An organiser can give you a code.")
        let code = try invitation("INVITE member", from: forum)
        ben.says("CODE WRONG")
        ben.sees("That code does not work.")
        ben.says("code \(code.lowercased())")
        ben.sees("You have joined Voices United.")
        let amira = forum.person("Amira")
        amira.says("/start \(code)")
        amira.sees("That code does not work.")
        let late = try invitation("INVITE member", from: forum)
        forum.advance(.hours(25))
        amira.says("JOIN \(late)")
        amira.sees("That code does not work.")
        let inTime = try invitation("INVITE member", from: forum)
        forum.advance(.hours(23))
        amira.says("CODE \(inTime)")
        amira.sees("You have joined Voices United.")
    }

    @Test(.serves("G6")) func `a code makes the first organiser on a platform`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick())
        let code = try invitation("INVITE organiser", from: forum)
        let priya = forum.person("Priya")
        priya.says("INVITE member")
        priya.sees("Send JOIN")
        priya.says("/start \(code)")
        priya.sees("You are now an organiser of Voices United.")
        priya.says("MEMBERS")
        priya.sees("Members: 0", "Organisers:")
    }

    @Test func `invite alone says how`() throws {
        let forum = try PretendForum(Welcome(), settings: Self.quick())
        forum.officer.says("INVITE")
        forum.officer.sees("Who is the code for?", "safeguarding lead")
    }

    /// Nothing is asked of those who join: this is about who gets in.
    private static func quick(_ way: String = "open") -> PretendForum.PluginSettings {
        ["welcome": ["joining": .text(way), "askAge": .flag(false), "consents": .text("")]]
    }

    /// What the officer is given to pass on.
    private func invitation(_ command: String, from forum: PretendForum) throws -> String {
        forum.officer.says(command)
        let words = forum.officer.sees("CODE ")
        return try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
    }
}
