import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Correcting a poll that is out` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai"].map { try forum.member($0) }
        forum.officer.says("POLL Which day suits you? | Saterday | Sunday")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    @Test func `a spelling is mended, and the votes stay`() throws {
        people[0].presses("Saterday")
        forum.officer.says("CORRECT saterday | Saturday")
        forum.officer.sees("Shall I change \"saterday\" to \"Saturday\"? All answers stay.")
        forum.officer.says("yes")
        forum.officer.sees("Now it says: Saturday")
        // A button that is on somebody's phone still means the same.
        people[1].presses("Saterday")
        let dee = try forum.member("Dee", on: .sms)
        dee.says("POLLS")
        dee.sees("1 Saturday\n2 Sunday")
        dee.says("saturday")
        dee.sees("You chose Saturday.")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("3 of 3 people chose Saturday.")
    }

    @Test func `what would change the meaning of a vote is refused with the reason`() throws {
        people[0].presses("Sunday")
        forum.officer.says("CORRECT Sunday | Wednesday")
        forum.officer.sees("People have answered already. \"Wednesday\" is not the same as \"Sunday\".")
        forum.officer.says("CORRECT Sunday |")
        forum.officer.sees("I cannot take a choice away.")
        forum.officer.says("CORRECT Sunday | saterday")
        forum.officer.sees("This choice is there 2 times")
        forum.officer.says("CORRECT Monday | Tuesday")
        forum.officer.sees("I do not find these words in an open poll: Monday")
        forum.officer.says("CORRECT Sunday")
        forum.officer.sees("CORRECT Saterday | Saturday")
        #expect(
            try forum.rows("SELECT label FROM polls_choice ORDER BY place").map { try $0[0] as String } == [
                "Saterday", "Sunday",
            ])
    }

    @Test func `a no changes nothing, and before anybody answered a word can be another`() throws {
        forum.officer.says("CORRECT Sunday | Wednesday")
        forum.officer.sees("Please say yes only if it means the same.")
        forum.officer.says("no")
        forum.officer.sees("I changed nothing.")
        forum.officer.says("CORRECT which day suits you? | Which day is best?")
        forum.officer.says("yes")
        forum.officer.sees("Now it says: Which day is best?")
        people[0].presses("Sunday")
        forum.officer.says("RESULTS")
        forum.officer.sees("Which day is best?")
    }

    @Test(arguments: [
        ("5pm", "6pm"), ("Monday", "Sunday"), ("Room 1", "Room 2"), ("in June please", "in July please"),
    ])
    func `another number, day or month is another choice, however alike it is written`(
        old: String, new: String
    ) throws {
        forum.officer.says("POLL Which one? | \(old) | Neither of them")
        forum.officer.says("yes")
        people[0].presses(old)
        forum.officer.says("CORRECT \(old) | \(new)")
        forum.officer.sees("\"\(new)\" is not the same as \"\(old)\".")
    }

    @Test func `the time of a date that is looked for stays as it is`() throws {
        forum.officer.says("POLL\nQuestion: When?\nKind: date\n- Saturday 4pm\n- Sunday 2pm")
        forum.officer.says("yes")
        forum.officer.says("CORRECT Saturday 7 March 2026, 4pm | Saturday 7 March 2026, 5pm")
        forum.officer.sees("I cannot change a time.")
    }

    @Test func `an answer that comes before the organiser says yes is not turned into another`() throws {
        forum.officer.says("CORRECT Sunday | Wednesday")
        forum.officer.sees("Please say yes only if it means the same.")
        people[0].presses("Sunday")
        forum.officer.says("yes")
        forum.officer.sees("People have answered already.")
        #expect(
            try forum.rows("SELECT label FROM polls_choice WHERE place = 2").map { try $0[0] as String } == [
                "Sunday"
            ])
    }

    @Test(arguments: [
        ("Dgo", "Dog"), ("Swiming", "Swimming"), ("Libary", "Library"), ("Town park", "Townpark"),
        ("hal", "Hall"),
        ("footbal", "Football"),
    ])
    func `a slip of the pen is mended, and whoever voted hears of it`(old: String, new: String) throws {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        for person in people { person.ignoresTheRest() }
        forum.officer.says("POLL Which one? | \(old) | Something different")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        people[0].presses(old)
        for person in people { person.ignoresTheRest() }
        forum.officer.says("CORRECT \(old) | \(new)")
        forum.officer.says("yes")
        forum.officer.sees("Now it says: \(new)")
        people[0].sees(
            "A poll had a spelling mistake", "\"\(old)\"", "\"\(new)\"", "Your answer stays the same.")
        people[1].seesNothing()
    }

    @Test(arguments: [
        ("Cat", "Bat"), ("I can come", "I cant come"), ("I can come", "I can't come"), ("Ben", "Len"),
        ("Now", "Not"),
        ("Soup", "Soap"), ("Monday club", "Sunday club"), ("Walk", "Talk"), ("With dogs", "Without dogs"),
    ])
    func `another word is refused, however alike it is written`(old: String, new: String) throws {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.officer.says("POLL Which one? | \(old) | Something different")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        people[0].presses(old)
        forum.officer.says("CORRECT \(old) | \(new)")
        forum.officer.sees("is not the same as")
    }
}
