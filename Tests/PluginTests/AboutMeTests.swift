import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `About me` {
    @Test func `a name is given at once or step by step, and taken back`() throws {
        let forum = try PretendForum(Welcome())
        let amira = try forum.member("Amira")
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
        amira.says("NAME")
        amira.sees("What do you like to be called?")
        amira.says("Noam")
        amira.sees("Your name here is now Noam.")
        amira.says("NAME")
        amira.presses("No name")
        amira.sees("I keep no name for you.")
        amira.says("NAME " + String(repeating: "x", count: 41))
        amira.sees("up to 40 letters")
        amira.says("Sam")
        amira.sees("Your name here is now Sam.")
    }

    @Test func `signs that nobody sees are no part of a name, and are no name`() throws {
        let forum = try PretendForum(Welcome())
        let amira = try forum.member("Amira")
        // Of no width, a soft hyphen, a tag; and what follows would read backwards.
        amira.says("NAME S\u{200B}a\u{AD}m\u{E0041}\u{202E}\u{2067}")
        amira.sees("Your name here is now Sam.")
        for empty in ["\u{200B}", "\u{200D}\u{FEFF}", "\u{3164}", "\u{202E} \u{2066}", "\u{AD}\u{2800}"] {
            amira.says("NAME \(empty)")
            amira.sees("What do you like to be called?")
            amira.says(empty)
        }
        amira.says("Noor")
        amira.sees("Your name here is now Noor.")
        let ben = try forum.member("Ben")
        // What shapes a name that is seen stays: a family in one picture, Wales, a Persian name.
        for name in ["Sam 👩‍👩‍👧", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Rhys", "پری‌ناز", "Jo ❤️"] {
            ben.says("NAME \(name)")
            ben.sees("Your name here is now \(name).")
        }
    }

    @Test(.serves("B1", "B3")) func `somebody chooses the wording they find easiest`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        amira.says("easy read")
        amira.sees("I send you Easy Read now.")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("We only count answers.")
        ben.sees("The organisers see numbers")
        amira.says("STANDARD")
        amira.sees("I will send you the standard wording")
    }

    @Test func `delete me asks first, and then nothing is left`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        amira.says("DELETE ME")
        amira.sees("you cannot get it back.")
        amira.says("no")
        amira.sees("I deleted nothing.")
        amira.says("delete me")
        amira.says("yes")
        amira.sees("Send KEEP ME")
        forum.advance(.hours(24))
        amira.sees("I have deleted what I kept about you.")
        forum.officer.says("MEMBERS")
        forum.officer.sees("Members: 0")
        amira.says("POLLS")
        amira.sees("Send JOIN")
    }
}
