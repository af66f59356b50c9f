import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `A supporter speaks for somebody` {
    private let forum: PretendForum
    private let robin: Person
    private let kim: Person
    private let lee: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        robin = try forum.member("Robin")
        lee = try forum.member("Lee")
        kim = forum.person("Kim", on: .sms)
        robin.says("SUPPORT")
        robin.sees("Nobody speaks for you now.")
        robin.presses("Add somebody")
        let words = robin.sees("Give this code to somebody you trust")
        let code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        kim.says("CODE \(code)")
        kim.sees("You can speak for Robin in Voices United now.", "Send FOR ROBIN")
        robin.sees("Somebody used your code.")
        forum.officer.sees("named somebody who speaks for them")
    }

    private func ask() {
        forum.officer.says("POLL Which day suits you? | Saturday | Sunday")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    @Test(.serves("B7", "H12")) func `where organisers see names, they see who was spoken for`() throws {
        let others = try ["Ben", "Cai"].map { try forum.member($0) }
        forum.officer.says(
            "POLL\nQuestion: Can you bring food?\nKind: yes or no\nSecrecy: confidential")
        forum.officer.says("yes")
        for person in others { person.presses("Yes") }
        kim.says("FOR ROBIN")
        kim.says("no")
        kim.sees("For Robin:", "You chose No.")
        let kept = try forum.exported(robin).first { $0.title.name.hasPrefix("export-vote") }
        #expect(kept?.title.name == "export-vote-supporter" && kept?.text == "No")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let names = forum.officer.sees(
            "Robin: No (a supporter said it for them)", "Ben: Yes", "1 of 3 people chose No.")
        #expect(!names.contains("Ben: Yes ("))
    }

    @Test(.serves("H12")) func `an anonymous poll does not keep who was spoken for`() throws {
        ask()
        kim.says("FOR ROBIN")
        kim.says("sunday")
        lee.presses("Sunday")
        let sizes = try forum.rows("SELECT value FROM polls_vote").map { (try $0[0] as String).count }
        #expect(sizes.count == 2 && Set(sizes).count == 1)
    }

    private var votes: Int {
        get throws {
            try forum.rows("SELECT 1 FROM core_asked WHERE state = 1 AND question IN \(Self.polls)").count
        }
    }

    private static let polls = "(SELECT id FROM core_question WHERE wide = 1)"

    @Test(.serves("B7", "B6")) func `what they answer is the young person's, once, and labelled`() throws {
        ask()
        robin.sees("Which day suits you?")
        kim.seesNothing()
        kim.says("FOR ROBIN")
        kim.sees("For Robin:", "Which day suits you?", "1 Saturday")
        robin.sees("Your supporter speaks for you now.")
        kim.says("2")
        kim.sees("For Robin:", "Sunday")
        #expect(try votes == 1)
        let member = try #require(try forum.known(robin)).id.rawValue
        let supporter = try #require(try forum.known(kim)).id.rawValue
        let labelled = try forum.rows("SELECT member, speaker FROM core_asked WHERE speaker IS NOT NULL")
        #expect(try labelled.map { try $0["member"] as Int64 } == [member])
        #expect(try labelled.map { try $0["speaker"] as Int64 } == [supporter])
        // What they say themself takes its place, and is theirs alone.
        robin.presses("Saturday")
        #expect(try votes == 1)
        #expect(try forum.rows("SELECT 1 FROM core_asked WHERE speaker IS NOT NULL").isEmpty)
    }

    @Test func `all in one message, and back to themself`() throws {
        ask()
        kim.says("for robin saturday")
        kim.sees("For Robin:", "Saturday")
        kim.says("FOR ME")
        kim.sees("You speak for yourself again.")
        kim.says("Sunday")
        #expect(kim.lastMessage?.text.contains("For Robin:") == false)
        #expect(try votes == 1)
    }

    @Test func `what begins with "for" and names nobody is what they say themself`() throws {
        kim.says("For me it was a good day")
        #expect(kim.lastMessage?.text.contains("Who is this for?") == false)
    }

    @Test func `after an hour without a word they speak for themself`() throws {
        kim.says("FOR ROBIN")
        kim.sees("No question is open for them now.")
        ask()
        forum.advance(.minutes(61))
        kim.says("Saturday")
        #expect(try votes == 0)
    }

    @Test func `buttons on a supporter's phone stay with the person they are for`() throws {
        let pat = forum.person("Pat")
        robin.says("SUPPORT")
        robin.presses("Add somebody")
        let words = robin.sees("Give this code")
        let code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        pat.says("CODE \(code)")
        pat.sees("You can speak for Robin")
        ask()
        pat.says("FOR ROBIN")
        pat.sees("Which day suits you?")
        pat.says("FOR ME")
        pat.presses("Sunday")
        pat.sees("For Robin:", "Sunday")
        #expect(try votes == 1)
    }

    @Test func `the young person ends it at any time, also with a message half-way`() throws {
        ask()
        kim.says("FOR ROBIN")
        kim.sees("Which day suits you?")
        robin.says("SUPPORT")
        robin.sees("These people may speak for you:")
        robin.presses("End: A supporter")
        robin.sees("does not speak for you now")
        kim.sees("Somebody has ended")
        kim.says("2")
        #expect(try votes == 0)
        kim.says("FOR ROBIN 2")
        #expect(try votes == 0)
        // It stays on record: whoever was linked approves nothing of theirs.
        #expect(try forum.rows("SELECT 1 FROM core_bond WHERE ended IS NOT NULL").count == 1)
    }

    @Test func `after a few wrong codes not even a right one is taken for an hour`() throws {
        lee.says("SUPPORT")
        lee.presses("Add somebody")
        let words = lee.sees("Give this code")
        let code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        let pat = forum.person("Pat")
        for _ in 0..<5 { pat.says("CODE WRONGONE") }
        pat.ignoresTheRest()
        pat.says("CODE \(code)")
        pat.sees("That code does not work.")
        forum.advance(.minutes(61))
        pat.says("CODE \(code)")
        pat.sees("You can speak for Lee")
    }

    @Test func `nobody else can be spoken for, and what is about the person stays theirs`() throws {
        kim.says("FOR LEE")
        kim.sees("Who is this for?", "FOR ROBIN")
        kim.says("FOR ROBIN DELETE ME")
        kim.sees("Only they can do that")
        kim.says("FOR ROBIN SUPPORT")
        kim.sees("Only they can do that")
        kim.says("FOR ROBIN NAME Bobby")
        kim.sees("Only they can do that")
        #expect(try forum.known(robin)?.name == "Robin")
    }

    @Test func `what the young person answered themself a supporter does not change`() throws {
        ask()
        robin.presses("Saturday")
        kim.says("FOR ROBIN Sunday")
        kim.sees("They have answered this themself.")
        #expect(try forum.rows("SELECT 1 FROM core_asked WHERE speaker IS NOT NULL").isEmpty)
    }

    @Test(.serves("H12")) func `a supporter gets to see and answer nothing about a worry`() throws {
        robin.says("My uncle hits me")
        robin.sees("0800 1111")
        kim.says("FOR ROBIN")
        #expect(kim.sees("No question is open for them now.").contains("0800") == false)
        kim.says("FOR ROBIN I'm OK")
        let open =
            "SELECT 1 FROM core_asked a JOIN core_question q ON q.id = a.question WHERE q.plugin = 'core'"
        #expect(try forum.rows(open + " AND a.state = 0").count == 1)
    }

    @Test func `STOP from a supporter stops their own messages alone`() throws {
        kim.says("FOR ROBIN")
        robin.sees("speaks for you now")
        kim.says("STOP")
        kim.sees("You have stopped")
        ask()
        robin.sees("Which day suits you?")
    }

    @Test func `a supporter is asked nothing of their own, and is no member`() throws {
        ask()
        kim.seesNothing()
        #expect(try forum.known(kim)?.roles == [.supporter])
        forum.officer.says("MEMBERS")
        forum.officer.sees("Members: 2", "Supporters: 1")
    }

    @Test func `when either is deleted the link is gone`() throws {
        kim.says("FOR ROBIN")
        robin.says("DELETE ME")
        robin.says("yes")
        forum.advance(.hours(26))
        #expect(try forum.known(robin) == nil)
        for table in ["core_bond", "core_voice", "core_bond_code"] {
            #expect(try forum.rows("SELECT 1 FROM \(table)").isEmpty, "\(table)")
        }
        kim.says("FOR ROBIN 1")
        #expect(kim.lastMessage?.text.contains("For Robin") == false)
    }
}
