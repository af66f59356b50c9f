import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// What fits two anonymous polls is asked about, and what is not understood is asked again: neither leaves a trace of
/// who has answered, or what.
@Suite(.serves("B1"), .limited) struct `Words that may be a secret answer` {
    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        amira = try forum.member("Amira")
        for poll in ["Do you like the hall?", "Shall we meet on Sunday?"] {
            forum.officer.says("POLL \(poll) | Yes | No")
            forum.officer.says("yes")
        }
        for person in [amira, forum.officer] { person.ignoresTheRest() }
    }

    private func traces() throws -> [String] {
        try SecretBallot.everything(in: forum.database).filter {
            $0.contains("which-question") || $0.contains("which-to-forget")
        }
    }

    private func count(_ table: String) throws -> Int { try forum.rows("SELECT 1 FROM \(table)").count }

    @Test func `that somebody was asked which they mean is forgotten with their answer`() throws {
        amira.says("yes")
        amira.sees("Which question is that for?")
        #expect(try !traces().isEmpty)
        #expect(try count("core_piece") == 0)
        amira.presses("Do you like the hall?")
        amira.sees("You chose Yes.")
        #expect(try traces().isEmpty)
        #expect(try count("core_piece") == 0)
    }

    @Test(arguments: [true, false])
    func `it is forgotten when a poll closes, and after an hour`(closes: Bool) throws {
        amira.says("yes")
        amira.sees("Which question is that for?")
        if closes {
            forum.officer.says("CLOSE")
            forum.officer.says("1")
            forum.officer.says("yes")
        } else {
            forum.advance(.hours(3))
        }
        #expect(try traces().isEmpty)
        amira.ignoresTheRest()
        amira.presses("Do you like the hall?")
        amira.sees("I cannot take that answer.")
    }

    @Test func `which answer to delete is forgotten too`() throws {
        amira.replies(to: "Do you like the hall?", saying: "yes")
        try forum.crashAndRestart()
        amira.says("FORGET THAT")
        amira.sees("Which answer shall I delete?")
        #expect(try !traces().isEmpty)
        amira.presses("Do you like the hall?")
        #expect(try traces().isEmpty)
    }

    @Test func `what was not understood in a secret poll is in no worry`() throws {
        amira.says("nobody likes that hall")
        amira.sees("Sorry, I did not understand.")
        amira.says("my stepdad hits me")
        amira.sees("Thank you for telling me.")
        #expect(try forum.worries.flatMap(\.lines).map(\.text) == ["my stepdad hits me"])
    }

    @Test func `what was for nothing else is in it`() throws {
        let ben = try forum.member("Ben")
        ben.says("he came home late")
        ben.sees("Sorry, I did not understand")
        ben.says("my stepdad hits me")
        #expect(
            try forum.worries.flatMap(\.lines).map(\.text) == ["he came home late", "my stepdad hits me"])
    }
}
