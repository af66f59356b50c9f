import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `A parent or carer agrees` {
    private let forum: PretendForum
    private let robin: Person
    private let code: String

    /// Robin is 12, and has a code for a parent.
    init() throws {
        forum = try PretendForum(Welcome())
        robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("Under 13")
        let words = robin.sees("A parent or carer has to say yes first.")
        code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
    }

    @Test func `before that nothing is kept of a child but a sealed address`() throws {
        robin.seesNothing()
        let member = try #require(try forum.known(robin))
        #expect(member.roles == [] && member.name == nil)
        #expect(try forum.rows("SELECT 1 FROM core_member WHERE age IS NOT NULL").isEmpty)
        #expect(try forum.rows("SELECT 1 FROM core_consent").isEmpty)
        #expect(try forum.rows("SELECT 1 FROM core_outgoing WHERE body IS NOT NULL").isEmpty)
        robin.says("NAME Robin")
        robin.sees("Send JOIN")
        #expect(try forum.rows("SELECT 1 FROM core_member WHERE name IS NOT NULL").isEmpty)
    }

    @Test(.serves("B7")) func `somebody of 12 joins once a parent has agreed on their own phone`() throws {
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(code)")
        kim.sees("A young person wants to join Voices United.", "Are you their parent or carer")
        kim.says("yes")
        kim.sees("Thank you. I have told them.")
        robin.sees("Your parent or carer said yes.")
        robin.sees("invite you to meetings")
        robin.presses("Yes")
        robin.presses("No")
        robin.sees("You have joined Voices United.")
        let child = try #require(try forum.known(robin))
        let parent = try #require(try forum.known(kim))
        #expect(child.roles == [.member])
        #expect(parent.roles == [.parent])
        let said = try forum.rows(
            "SELECT giver, speaker FROM core_consent WHERE kind = 'taking-part' AND given = 1")
        #expect(try said.map { try $0["speaker"] as Int64? } == [parent.id.rawValue])
        #expect(try said.first?["giver"] as String? == "parent")
        // What a parent decides is not asked of a child, and the parent can say it for them.
        robin.says("MY CHOICES")
        robin.sees("Taking part: yes, said a parent or carer", "Photos: not asked yet")
        #expect(!robin.buttons.contains("Photos"))
        kim.says("FOR THEM MY CHOICES")
        kim.sees("For the person you support:", "Photos: not asked yet")
        kim.says("photos")
        kim.sees("May Voices United take photos")
        kim.says("yes")
        kim.sees("Photos: yes, said a parent or carer")
    }

    @Test(.serves("B1")) func `what a parent said yes to for a child is in MY DATA of both`() throws {
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.presses("Yes")
        kim.ignoresTheRest()
        robin.presses("Yes")
        robin.presses("No")
        robin.ignoresTheRest()
        kim.says("MY DATA")
        kim.sees("What you said yes or no to for somebody else: taking-part: yes")
        robin.says("MY DATA")
        let own = robin.sees("taking-part")
        #expect(!own.contains("for somebody else"))
    }

    @Test func `a parent who never answers is forgotten after a month`() throws {
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.sees("Are you their parent or carer")
        forum.advance(.hours(31 * 24))
        #expect(try forum.known(kim) == nil)
        #expect(try forum.known(robin) == nil)
    }

    @Test func `a child who says that they are older decides for themself, and the parent hears of it`()
        throws
    {
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(code)")
        kim.says("yes")
        robin.presses("Yes")
        robin.presses("No")
        robin.says("MY CHOICES")
        robin.presses("My age")
        robin.presses("13 to 15")
        robin.sees("I have kept that.")
        kim.sees("From now on they decide for themself")
        robin.says("MY CHOICES")
        #expect(robin.buttons.contains("Photos"))
    }

    @Test func `the code does nothing on the child's own phone, and works once`() throws {
        robin.says("CODE \(code)")
        robin.sees("This code is for another phone.")
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.presses("Yes")
        kim.sees("I have told them")
        let lee = forum.person("Lee")
        lee.says("CODE \(code)")
        lee.sees("That code does not work.")
        #expect(try forum.known(lee) == nil)
    }

    @Test func `a parent who says no is forgotten, and so is the child, who is told`() throws {
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.presses("No")
        kim.sees("I keep nothing about you.")
        robin.sees("Your parent or carer did not say yes.")
        #expect(try forum.known(kim) == nil)
        forum.advance(.hours(25))
        #expect(try forum.known(robin) == nil)
    }

    @Test func `a second parent with the same code is told that it is done`() throws {
        let kim = forum.person("Kim")
        let lee = forum.person("Lee")
        kim.says("CODE \(code)")
        lee.says("CODE \(code)")
        kim.presses("Yes")
        kim.sees("I have told them")
        lee.presses("Yes")
        lee.sees("This is done already.")
        #expect(try forum.known(lee) == nil)
    }

    @Test func `a new code takes the place of the old one, and both run out`() throws {
        robin.says("JOIN")
        let words = robin.sees("CODE ")
        let new = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        let kim = forum.person("Kim")
        kim.says("CODE \(code)")
        kim.sees("That code does not work.")
        forum.advance(.hours(8 * 24))
        kim.says("CODE \(new)")
        kim.sees("That code does not work.")
        #expect(try forum.rows("SELECT 1 FROM core_bond_code").isEmpty)
    }

    @Test(.serves("H12")) func `a worry of a child who waits for a parent reaches the lead all the same`()
        throws
    {
        robin.says("HELP NOW")
        robin.sees("0800 1111")
    }
}
