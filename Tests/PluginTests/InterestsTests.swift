import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Interests and topics` {
    private let forum: PretendForum

    init() throws {
        forum = try PretendForum(Welcome())
    }

    @Test(.serves("D2")) func `a member chooses topics by button or number, and takes one away`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        amira.says("INTERESTS")
        amira.sees("There are no topics")
        forum.officer.says("TOPICS health, Sport,School")
        forum.officer.sees("health: nobody", "School: nobody")
        amira.says("INTERESTS")
        amira.sees("What do you care about?")
        amira.canPress("health", "Sport", "School", "That is all")
        amira.presses("Sport")
        amira.sees("You chose:\nSport")
        amira.presses("health")
        amira.sees("You chose:\nhealth\nSport")
        amira.presses("Sport")
        #expect(!amira.sees("You chose:\nhealth").contains("Sport\n"))
        amira.presses("That is all")
        amira.sees("I have kept what you care about.")
        ben.says("interests")
        ben.says("3")
        ben.sees("You chose:\nSchool")
        ben.says("that is all")
        ben.sees("I have kept")
        forum.officer.says("TOPICS")
        forum.officer.sees("health: fewer than 5", "Sport: nobody", "School: fewer than 5")
    }

    @Test func `an organiser takes a topic away, and an old button brings nothing back`() throws {
        let amira = try forum.member("Amira")
        forum.officer.says("TOPICS Health, Sport")
        amira.says("INTERESTS")
        let sport = try amira.button("Sport")
        forum.officer.says("TOPICS WITHOUT sport")
        forum.officer.sees("This takes Sport off the list")
        forum.officer.says("yes")
        #expect(!forum.officer.sees("Health: nobody").contains("Sport:"))
        amira.presses(sport)
        amira.sees("What do you care about?")
        amira.canPress("Health", "That is all")
        #expect(try forum.rows("SELECT 1 FROM core_interest").isEmpty)
    }

    @Test func `topics that are too long or too many change nothing`() throws {
        forum.officer.says("TOPICS " + String(repeating: "x", count: 31))
        forum.officer.sees("up to 30 letters")
        forum.officer.says("TOPICS " + (1...13).map { "Topic \($0)" }.joined(separator: ", "))
        forum.officer.sees("12 topics at most")
        forum.officer.says("TOPICS")
        forum.officer.sees("There are no topics yet.")
    }

    @Test(.serves("D2")) func `who was missed is said in rough numbers`() throws {
        _ = try forum.members(12)
        forum.officer.says("MISSED")
        forum.officer.sees("since Sunday 1 March 2026", "All members: about 10")
    }
}
