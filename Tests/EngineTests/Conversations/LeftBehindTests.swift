import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// What an organiser was asked and left behind for other work: a later word does not count as the answer by a slip.
@Suite(.limited) struct `Left behind` {
    private let forum: PretendForum
    private let priya: Person
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        priya = try forum.organiser("Priya")
        amira = try forum.member("Amira")
    }

    @Test(arguments: ["yes", "1", "Yes please"])
    func `a yes long after a preview sends nothing, and the preview is shown again`(yes: String) {
        priya.says("POLL Which day? | Saturday | Sunday")
        for word in ["SENT", "MEMBERS", "RESULTS", "TOPICS", "ROLES", "PROBLEMS", "AUDIT", "MISSED"] {
            priya.says(word)
        }
        priya.ignoresTheRest()
        priya.says(yes)
        amira.seesNothing()
        priya.sees("I asked you this before.", "Which day?", "Saturday\nSunday", "Send this")
        priya.says("yes")
        amira.sees("Which day?")
    }

    @Test func `a preview that is answered at once, or by its button, counts`() throws {
        priya.says("POLL Which day? | Saturday | Sunday")
        let send = try priya.button("Yes")
        priya.says("SENT")
        priya.presses(send)
        amira.sees("Which day?")
        priya.says("TELL Bring a drink.")
        priya.says("yes")
        amira.sees("Bring a drink.")
    }

    @Test func `a no is asked back too, and what a reply is to counts`() {
        priya.says("TELL Bring a drink.")
        priya.says("MEMBERS")
        priya.says("no")
        priya.sees("I asked you this before.", "Bring a drink.")
        priya.says("MEMBERS")
        priya.replies(to: "Bring a drink.", saying: "yes")
        amira.sees("Bring a drink.")
    }

    @Test func `words for a poll that was left behind are no question of it`() throws {
        priya.says("POLL")
        for word in ["SENT", "MEMBERS", "ROLES"] { priya.says(word) }
        priya.ignoresTheRest()
        priya.says("yes")
        priya.sees("I asked you this before.", "What do you want to ask?")
        priya.says("Which day?")
        priya.sees("How can people answer?")
    }

    @Test func `nobody loses a role by a yes that was meant for something else`() throws {
        let mo = try forum.organiser("Mo")
        mo.says("NAME Mo")
        let lena = try forum.lead("Lena")
        _ = try forum.lead("Kim")
        priya.says("REMOVE 3")
        priya.sees("Lena has the role safeguarding lead.")
        priya.says("MEMBERS")
        priya.says("yes")
        priya.sees("I asked you this before.", "Lena has the role safeguarding lead. Shall I take it away?")
        #expect(try forum.known(lena)?.roles.contains(.safeguardingLead) == true)
        priya.says("yes")
        #expect(try forum.known(lena)?.roles.contains(.safeguardingLead) == false)
        // Whoever has to agree is asked again with the names.
        priya.says("REMOVE 2")
        priya.says("yes")
        priya.ignoresTheRest()
        forum.officer.says("MEMBERS")
        forum.officer.ignoresTheRest()
        forum.officer.says("yes")
        forum.officer.sees("I asked you this before.", "wants to take a role from Mo: organiser.")
        #expect(try forum.known(mo)?.isOrganiser == true)
    }

    @Test func `an organiser's own vote needs no second asking`() throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        priya.says("JOIN")
        let sam = try forum.member("Sam")
        sam.says("CODE \(try forum.officer.makesCode(for: "organiser"))")
        sam.says("POLLS")
        sam.says("MEMBERS")
        sam.ignoresTheRest()
        sam.says("Saturday")
        sam.sees("You chose Saturday.")
    }
}
