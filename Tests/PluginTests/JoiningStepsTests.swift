import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Joining, question by question` {
    @Test(.serves("B1", "B2", "D8")) func `somebody of 17 joins in four presses, and each yes is on record`()
        throws
    {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.sees("This is Voices United.", "The organisers run this.", "Send STOP.")
        robin.sees("How old are you?", "You do not need to tell me your birthday.")
        robin.canPress("Under 13", "13 to 15", "16 to 17", "18 to 25", "Over 25")
        robin.presses("16 to 17")
        robin.sees("Do you want to take part in Voices United?")
        robin.canPress("Yes", "No")
        robin.presses("Yes")
        robin.sees("May Voices United invite you to meetings and projects?")
        robin.canPress("Yes", "No", "Not now")
        robin.presses("Yes")
        robin.sees("Do you want news from Voices United?")
        robin.presses("Not now")
        robin.sees("You have joined Voices United.", "Send STOP to stop messages.")
        robin.seesNothing()
        let member = try #require(try forum.known(robin))
        #expect(member.roles == [.member])
        #expect(member.name == nil)
        let said = try forum.rows("SELECT kind, given, giver, speaker, wording FROM core_consent ORDER BY id")
        #expect(try said.map { try $0["kind"] as String } == ["taking-part", "invitations"])
        #expect(try said.allSatisfy { try $0["given"] && $0["giver"] == "person" })
        #expect(try said.allSatisfy { try ($0["wording"] as String).hasPrefix("consent-") })
        #expect(try forum.rows("SELECT 1 FROM welcome_joining").isEmpty)
    }

    @Test(.serves("B13")) func `by text alone a number, a word or the age itself will do`() throws {
        let forum = try PretendForum(Welcome())
        let ben = forum.person("Ben", on: .sms)
        ben.says("join")
        ben.sees("How old are you?", "4 18 to 25")
        ben.says("24")
        ben.sees("take part")
        ben.says("1")
        ben.says("no")
        ben.says("yep")
        ben.sees("You have joined Voices United.")
        #expect(try forum.rows("SELECT 1 FROM core_member WHERE age = '18-to-25'").count == 1)
        let said = try forum.rows("SELECT given FROM core_consent ORDER BY id")
        #expect(try said.map { try $0[0] as Bool } == [true, false, true])
    }

    @Test func `somebody who stops half-way goes on where they were, tomorrow too`() throws {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("13 to 15")
        robin.sees("take part")
        #expect(try forum.known(robin)?.roles == [])
        forum.advance(.hours(26))
        robin.says("hello")
        robin.sees("1 Yes")
        robin.says("JOIN")
        robin.sees("Do you want to take part")
        try forum.crashAndRestart()
        robin.presses("Yes")
        robin.sees("invite you")
        robin.says("LEAVE")
        robin.says("START")
        robin.sees("invite you")
        robin.presses("Not now")
        robin.presses("Not now")
        robin.sees("You have joined")
    }

    @Test func `an old button of a question that was asked again changes nothing`() throws {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        let first = try robin.button("13 to 15")
        robin.says("JOIN")
        robin.presses("16 to 17")
        robin.sees("take part")
        robin.presses(first)
        robin.sees("cannot take more answers")
        #expect(try forum.rows("SELECT 1 FROM core_member WHERE age = '16-to-17'").count == 1)
    }

    @Test func `who says no to taking part has not joined, and is forgotten`() throws {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("16 to 17")
        robin.presses("No")
        robin.sees("You have not joined Voices United.")
        #expect(try forum.known(robin) == nil)
        #expect(try forum.rows("SELECT 1 FROM core_contact c WHERE c.channel = 'app'").isEmpty)
    }

    @Test func `whoever never comes back to it is forgotten after a month`() throws {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("16 to 17")
        forum.advance(.hours(29 * 24))
        #expect(try forum.known(robin) != nil)
        forum.advance(.hours(2 * 24))
        #expect(try forum.known(robin) == nil)
        #expect(try forum.rows("SELECT 1 FROM welcome_joining").isEmpty)
    }

    @Test func `somebody who is joining gets no polls, and only what belongs to joining`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.sees("How old are you?")
        forum.officer.says("TELL The next meeting is on Saturday.")
        forum.officer.says("yes")
        robin.seesNothing()
        robin.says("POLLS")
        robin.sees("Send JOIN")
        robin.says("EASY READ")
        robin.sees("I send you Easy Read now.")
        robin.says("HELP")
        robin.sees("JOIN")
    }

    @Test func `an organiser agrees before anything is asked`() throws {
        let forum = try PretendForum(Welcome(), settings: ["welcome": ["joining": .text("approval")]])
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.sees("I have asked the organisers")
        robin.seesNothing()
        forum.officer.says("yes")
        forum.officer.sees("They have joined")
        robin.sees("This is Voices United.")
        robin.presses("18 to 25")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.sees("You have joined Voices United.")
    }

    @Test func `a code opens the door, and the questions come before they belong`() throws {
        let forum = try PretendForum(Welcome(), settings: ["welcome": ["joining": .text("code")]])
        forum.officer.says("INVITE member")
        let words = forum.officer.sees("CODE ")
        let code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        let robin = forum.person("Robin")
        robin.says("CODE \(code)")
        robin.sees("How old are you?")
        #expect(try forum.known(robin)?.roles == [])
        robin.presses("16 to 17")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.sees("You have joined")
        #expect(try forum.known(robin)?.roles == [.member])
    }

    @Test(.serves("D12")) func `a forum decides who may join, and offers older people the network`() throws {
        let forum = try PretendForum(
            Welcome(), settings: ["welcome": ["over25": .text("network"), "under13": .text("closed")]])
        let kim = forum.person("Kim")
        kim.says("JOIN")
        kim.presses("Over 25")
        kim.sees("Do you want to be in the network?")
        kim.presses("Yes")
        kim.sees("Welcome to the network of Voices United.")
        #expect(try forum.known(kim)?.roles == [.network])
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("Under 13")
        robin.sees("You cannot join Voices United at this age.")
        #expect(try forum.known(robin) == nil)
    }

    @Test(.serves("D6")) func `the network gets news and no polls, unless it is named`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let kim = forum.person("Kim", on: .sms)
        kim.says("NETWORK")
        kim.sees("The network of Voices United gets news.")
        kim.says("yes")
        kim.sees("Welcome to the network")
        #expect(try forum.rows("SELECT 1 FROM core_consent WHERE kind = 'updates' AND given = 1").count == 1)
        forum.officer.says("TELL For members.")
        forum.officer.says("yes")
        kim.seesNothing()
        kim.says("JOIN")
        kim.sees("How old are you?")
    }

    @Test func `a school is chosen from the forum's list, only where somebody wants to`() throws {
        let forum = try PretendForum(
            Welcome(), settings: ["welcome": ["schools": .text("Hill School, River College")]])
        let robin = try forum.member("Robin")
        robin.says("MY CHOICES")
        robin.presses("My school")
        robin.canPress("Hill School", "River College", "I do not want to say")
        robin.presses("River College")
        robin.sees("I have kept your choices.")
        #expect(try forum.exported(robin).contains { $0.text == "River College" })
        robin.says("MY CHOICES")
        robin.presses("My school")
        robin.presses("I do not want to say")
        #expect(try forum.rows("SELECT 1 FROM welcome_school").isEmpty)
    }

    @Test func `what was said yes to is seen, changed and kept as a history`() throws {
        let forum = try PretendForum(Welcome())
        let robin = try forum.member("Robin")
        robin.says("MY CHOICES")
        robin.sees("Photos: not asked yet")
        robin.presses("Photos")
        robin.sees("May Voices United take photos")
        robin.presses("Yes")
        robin.sees("Photos: yes")
        robin.presses("Photos")
        robin.presses("No")
        robin.sees("Photos: no")
        robin.presses("That is all")
        robin.sees("I have kept your choices.")
        let said = try forum.rows("SELECT given FROM core_consent ORDER BY id")
        #expect(try said.map { try $0[0] as Bool } == [true, false])
        let kept = try forum.exported(robin).map(\.text)
        #expect(kept.count == 2)
        #expect(kept[0].hasPrefix("photos: yes (person, consent-photos "))
        #expect(kept[1].hasPrefix("photos: no (person, consent-photos "))
        robin.says("MY CHOICES")
        robin.presses("Taking part")
        robin.presses("No")
        robin.sees("You no longer take part in Voices United.")
        #expect(try forum.known(robin)?.roles == [])
        robin.says("JOIN")
        robin.sees("How old are you?")
    }

    @Test func `the age is asked again after a year, and who grew older is in the new band`() throws {
        let forum = try PretendForum(Welcome())
        let robin = forum.person("Robin")
        robin.says("JOIN")
        robin.presses("13 to 15")
        for _ in 0..<3 { robin.presses("Yes") }
        robin.sees("You have joined")
        forum.advance(.hours(364 * 24))
        robin.seesNothing()
        forum.advance(.hours(32 * 24))
        robin.sees("How old are you now?")
        robin.presses("16 to 17")
        robin.sees("I have kept that.")
        #expect(try forum.rows("SELECT 1 FROM core_member WHERE age = '16-to-17'").count == 1)
        forum.advance(.hours(60 * 24))
        robin.seesNothing()
    }
}
