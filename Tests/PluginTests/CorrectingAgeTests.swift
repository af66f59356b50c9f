import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `A wrong age` {
    private let forum: PretendForum
    private let robin: Person

    init() throws {
        forum = try PretendForum(Welcome())
        robin = forum.person("Robin")
        robin.says("JOIN")
        robin.sees("How old are you?", "If you choose a wrong one, send AGE.")
    }

    private func age() throws -> [String?] {
        try forum.rows("SELECT age FROM core_member ORDER BY id").map { try $0[0] }
    }

    private func consents() throws -> [String] {
        try forum.rows("SELECT kind, given, giver FROM core_consent ORDER BY id").map {
            "\(try $0[0] as String) \(try ($0[1] as Int) == 1 ? "yes" : "no") by \(try $0[2] as String)"
        }
    }

    private func code() throws -> String {
        let words = robin.sees("A parent or carer has to say yes first.")
        return try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
    }

    @Test(.serves("B2", "B7")) func `16 was wrong and 12 is right: nothing goes on before a parent agrees`()
        throws
    {
        robin.presses("16 to 17")
        robin.presses("Yes")
        robin.sees("invite you")
        robin.says("AGE")
        robin.sees("How old are you?", "It is fine to correct it.")
        robin.presses("Under 13")
        let code = try code()
        #expect(try age().compactMap { $0 } == [])
        #expect(try consents() == ["taking-part yes by person", "taking-part no by person"])
        #expect(try forum.known(robin)?.roles == [])
        // The question about invitations, which was open, is open no more.
        robin.presses("Yes")
        robin.sees("cannot take more answers")
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(code)")
        kim.says("yes")
        robin.sees("Your parent or carer said yes.")
        #expect(try age().compactMap { $0 } == ["under-13"])
        robin.sees("invite you")
        robin.presses("No")
        robin.presses("No")
        robin.sees("You have joined Voices United.")
        #expect(try consents().contains("taking-part yes by parent"))
        forum.officer.seesNothing()
    }

    @Test func `16 was wrong and 13 is right: what was said yes to is not asked once more`() throws {
        robin.presses("16 to 17")
        robin.presses("Yes")
        robin.sees("invite you")
        robin.says("age")
        robin.presses("13 to 15")
        robin.sees("invite you")
        robin.presses("Yes")
        robin.presses("Yes")
        robin.sees("You have joined Voices United.")
        #expect(try age().compactMap { $0 } == ["13-to-15"])
        #expect(try consents().filter { $0.hasPrefix("taking-part") } == ["taking-part yes by person"])
    }

    @Test func `under 13 was wrong: the person goes on, and the organisers look out for them`() throws {
        robin.presses("Under 13")
        let code = try code()
        robin.says("AGE")
        robin.sees("How old are you?")
        robin.presses("16 to 17")
        robin.sees("take part")
        forum.officer.sees("Somebody who wants to join Voices United corrected their age.")
        // The code leads nowhere any more.
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.presses("Yes")
        kim.sees("This is done already.")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.sees("You have joined Voices United.")
    }

    @Test func `under 13 pressed again asks a parent again, with a new code`() throws {
        robin.presses("Under 13")
        let first = try code()
        robin.says("AGE")
        robin.presses("Under 13")
        #expect(try code() != first)
        forum.officer.seesNothing()
        #expect(try age().compactMap { $0 } == [])
    }

    @Test func `AGE before anything was pressed asks the same question`() throws {
        robin.says("AGE")
        robin.sees("How old are you?")
        robin.presses("18 to 25")
        robin.sees("take part")
    }

    @Test func `a child whose parent agreed, and who says 16 now, decides; the parent hears of it`() throws {
        robin.presses("Under 13")
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(try code())")
        kim.says("yes")
        kim.sees("I have told them")
        robin.sees("invite you")
        robin.says("AGE")
        robin.presses("16 to 17")
        kim.sees("From now on they decide for themself")
        robin.sees("invite you")
        robin.presses("Yes")
        robin.presses("Yes")
        robin.sees("You have joined Voices United.")
    }

    @Test(.serves("D8")) func `a member of 16 who is 12: their own yes to photos counts no more`() throws {
        robin.presses("16 to 17")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.says("MY CHOICES")
        robin.presses("Photos")
        robin.presses("Yes")
        robin.sees("Photos: yes")
        robin.says("AGE")
        robin.sees("How old are you now?")
        robin.presses("Under 13")
        let code = try code()
        #expect(try forum.known(robin)?.roles == [])
        #expect(try consents().suffix(2) == ["taking-part no by person", "photos no by person"])
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(code)")
        kim.says("yes")
        robin.sees("Your parent or carer said yes.")
        robin.presses("No")
        robin.presses("No")
        robin.says("MY CHOICES")
        robin.sees("Taking part: yes, said a parent or carer", "Photos: no")
        #expect(!robin.buttons.contains("Photos"))
    }

    @Test
    func `a child who was 16 by mistake takes part as their parent said, and photos are the parent's again`()
        throws
    {
        robin.presses("Under 13")
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(try code())")
        kim.says("yes")
        robin.presses("No")
        robin.presses("No")
        robin.sees("You have joined")
        robin.says("AGE")
        robin.presses("16 to 17")
        robin.sees("I have kept that.")
        robin.says("MY CHOICES")
        robin.presses("Photos")
        robin.presses("Yes")
        robin.sees("Photos: yes")
        robin.says("AGE")
        robin.presses("Under 13")
        robin.sees("I have kept that.")
        #expect(try forum.known(robin)?.roles == [.member])
        robin.says("MY CHOICES")
        robin.sees("Taking part: yes, said a parent or carer", "Photos: no")
        #expect(!robin.buttons.contains("Photos"))
    }

    @Test
    func `a member who corrects it to under 13 and whose parent never agrees is forgotten after a month`()
        throws
    {
        robin.presses("16 to 17")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.says("AGE")
        robin.presses("Under 13")
        _ = try code()
        forum.advance(.hours(31 * 24))
        #expect(try forum.known(robin) == nil)
    }

    @Test func `a year later it is asked again a month on, and then the older question is closed`() throws {
        robin.presses("13 to 15")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.sees("You have joined")
        forum.advance(.hours(396 * 24))
        robin.sees("How old are you now?")
        let first = try robin.button("16 to 17")
        forum.advance(.hours(31 * 24))
        robin.sees("How old are you now?")
        robin.presses(first)
        robin.sees("cannot take more answers")
        #expect(try age().compactMap { $0 } == ["13-to-15"])
        let open = try forum.rows(
            "SELECT 1 FROM core_asked a JOIN core_question q ON q.id = a.question WHERE a.state = 0 AND q.closed IS NULL"
        )
        #expect(open.count == 1)
        robin.presses("16 to 17")
        robin.sees("I have kept that.")
        #expect(try age().compactMap { $0 } == ["16-to-17"])
    }
}
