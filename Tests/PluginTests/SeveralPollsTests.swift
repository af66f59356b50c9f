import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// Two polls that can both still take an answer.
@Suite(.limited) struct `With several polls` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira", on: .app)
        ben = try forum.member("Ben", on: .sms)
    }

    private func ask(_ polls: String...) {
        for poll in polls {
            forum.officer.says("POLL " + poll)
            forum.officer.says("yes")
            forum.officer.sees("on its way")
        }
    }

    private func askTwice() {
        ask("Do you like the hall? | Yes | No", "Shall we meet on Sunday? | Yes | No")
        for person in [amira, ben] {
            person.sees("Do you like the hall?")
            person.sees("Shall we meet on Sunday?")
        }
    }

    @Test(.serves("B3")) func `words that fit both are asked about, and count for the one that is named`() {
        askTwice()
        amira.says("yes")
        amira.sees("Which question is that for?")
        amira.presses("Do you like the hall?")
        amira.sees("Do you like the hall?", "You chose Yes.")
        // Only 1 is open now.
        amira.says("nah")
        amira.sees("Shall we meet on Sunday?", "You chose No.")
    }

    @Test(.serves("B3")) func `words that fit both are asked about where there are no buttons`() {
        askTwice()
        ben.says("nope")
        ben.sees("Which question is that for?", "1 Shall we meet on Sunday?", "2 Do you like the hall?")
        ben.says("2")
        ben.sees("Do you like the hall?", "You chose No.")
    }

    @Test(.serves("B3")) func `a change of mind that fits both is asked about`() {
        askTwice()
        amira.replies(to: "Do you like the hall?", saying: "Yes")
        amira.sees("You chose Yes.")
        amira.replies(to: "Shall we meet on Sunday?", saying: "Yes")
        amira.sees("You chose Yes.")
        amira.says("no")
        amira.sees("Which question is that for?")
        amira.presses("Shall we meet on Sunday?")
        amira.sees("Shall we meet on Sunday?", "You chose No.")
    }

    @Test(.serves("B3")) func `the reply names its question, also where the other is answered`() {
        askTwice()
        amira.replies(to: "Do you like the hall?", saying: "Yes")
        amira.sees("You chose Yes.")
        amira.says("no")
        amira.sees("Shall we meet on Sunday?", "You chose No.")
    }

    @Test(.serves("B3")) func `a number is a place in the newest list, and falls through to no older one`() {
        ask("What shall we cook? | Soup | Pie | Rice | Eggs", "Do you like the hall? | Yes | No")
        ben.sees("What shall we cook?")
        ben.sees("Do you like the hall?")
        ben.says("4")
        ben.sees("Sorry, I did not understand.", "1 Yes", "2 No")
        ben.says("2")
        ben.sees("Do you like the hall?", "You chose No.")
        ben.says("eggs")
        ben.sees("You chose Eggs.")
    }
}
