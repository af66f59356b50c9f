import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// SENT and WHY: who got a message, who did not, and why one person did not.
@Suite(.limited) struct `Who got it, and why not` {
    private let forum: PretendForum
    private let priya: Person
    private let amira: Person
    private let sam: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        priya = try forum.organiser("Priya")
        amira = try forum.member("Amira")
        sam = try forum.member("Sam")
    }

    private func tell(_ words: String = "We meet on Saturday.") { Mannered.tell(forum, words) }

    private func why(_ name: String = "Sam", sees words: String...) {
        priya.ignoresTheRest()
        priya.says("WHY \(name)")
        let said = priya.messages.last?.text ?? ""
        for word in words { #expect(said.contains(word), "\(said)") }
    }

    private func actions() throws -> [String] {
        try forum.rows("SELECT action FROM core_audit ORDER BY id").map { try $0[0] }
    }

    // MARK: SENT

    @Test(.serves("C2")) func `SENT counts who said STOP, who is out of reach, and what waits`() throws {
        let ben = try forum.member("Ben")
        let cai = try forum.member("Cai")
        let dee = try forum.member("Dee", on: .sms)
        sam.says("STOP")
        ben.blocks()
        dee.says("STOP POLLS")
        try forum.choose(Ways(quiet: QuietHours(from: 9 * 60, until: 12 * 60)), for: cai)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        priya.says("SENT")
        priya.sees("1 person got it at the same time.", "Still waits for: 1.", "Said STOP: 2.", "reach: 1.")
        // What comes after it was written out counts too.
        cai.says("STOP")
        forum.advance(.hours(3))
        priya.says("SENT")
        priya.sees("1 person got it", "Still waits for: 0.", "Said STOP: 3.", "Out of reach: 1.")
        // Who has had it and says STOP later has had it.
        amira.says("STOP")
        priya.says("SENT")
        priya.sees("1 person got it", "Said STOP: 3.")
    }

    @Test func `SENT says 1 minute, and that nobody got it`() throws {
        tell()
        forum.officer.says("SENT")
        forum.officer.sees("2 people got it", "It took 0 minutes.")
        forum.fails(.refusedForNow(after: .seconds(50)))
        tell()
        forum.advance(.minutes(2))
        forum.officer.says("SENT")
        forum.officer.sees("It took 1 minute.")
        for person in [amira, sam] { person.says("STOP") }
        tell()
        forum.officer.says("SENT")
        forum.officer.sees("nobody got it yet.", "Said STOP: 2.")
    }

    @Test(.serves("C5")) func `of those who answered in secret SENT tells no more than how many`() throws {
        forum.officer.says("POLL Which day? | Saterday | Sunday")
        forum.officer.says("yes")
        for person in [amira, sam] { person.says("Saterday") }
        sam.says("STOP")
        // This goes to those who answered.
        forum.officer.says("CORRECT Saterday | Saturday")
        forum.officer.says("yes")
        amira.sees("Saturday")
        priya.ignoresTheRest()
        priya.says("SENT")
        let words = priya.sees("1 person got it. It is about an anonymous poll. So I tell no more.")
        #expect(words.matches(of: /STOP/).count == 1)
        // Nor does WHY tell of it: it is about the message before.
        why(sees: "I sent it to Sam")
    }

    // MARK: WHY

    @Test(.serves("C2")) func `WHY tells why one person did not get the last message`() throws {
        why(sees: "No message has gone to a group yet.")
        tell()
        why(sees: "I sent it to Sam")
        why("sam?", sees: "I sent it to Sam")
        let ben = try forum.member("Ben")
        why("Ben", sees: "Ben came here after it went out.")
        sam.says("STOP")
        ben.blocks()
        tell()
        why(sees: "Sam has said STOP.")
        why("Ben", sees: "I could not reach Ben.")
        sam.says("START")
        sam.says("STOP POLLS")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        why(sees: "Sam wants no messages about this: polls.")
        why("Priya", sees: "I know nobody with this name: Priya")
        why("", sees: "Send WHY and the name of a person.")
        let twin = try forum.member("Sam", on: .sms)
        twin.ignoresTheRest()
        why(sees: "Several people have that name. Send WHY and a number")
    }

    @Test func `WHY tells of a group that somebody is not in, and of quiet hours`() throws {
        let kim = forum.person("Kim")
        kim.says("NETWORK")
        kim.says("yes")
        kim.says("NAME Kim")
        try forum.choose(Ways(quiet: QuietHours(from: 9 * 60, until: 12 * 60)), for: sam)
        tell()
        why("Kim", sees: "It was not for Kim.")
        why(sees: "Sam has a quiet time now.", "Monday 2 March 2026 at midday")
        forum.advance(.hours(3))
        why(sees: "I sent it to Sam")
    }

    @Test func `WHY tells of a full week, of the forum's hours, and of a wait`() throws {
        let forum = try Mannered.forum(Manners(hours: nil, messagesAWeek: 1, messagesAMinute: nil))
        let sam = try forum.member("Sam")
        Mannered.tell(forum, "One.")
        Mannered.tell(forum, "Two.")
        forum.officer.says("WHY Sam")
        forum.officer.sees("Sam has had as many messages as I send in a week.", "Monday 9 March 2026")
        sam.ignoresTheRest()
        let late = try Mannered.forum(startingAt: Mannered.wall(3, 2, 21))
        let kit = try late.member("Kit")
        Mannered.tell(late, "One.")
        late.officer.says("WHY Kit")
        late.officer.sees("I do not write to people at this hour.", "Tuesday 3 March 2026 at 8am")
        try late.advance(to: Mannered.wall(3, 3, 9))
        try late.choose(Ways(pause: 60), for: kit)
        Mannered.tell(late, "Two.")
        Mannered.tell(late, "Three.")
        late.officer.says("WHY Kit")
        late.officer.sees("Kit wants a wait between messages.")
    }

    @Test(.serves("C5")) func `WHY tells nobody whether somebody has answered`() throws {
        try forum.choose(Ways(oneAtATime: true), for: sam)
        forum.officer.says("POLL\nQuestion: First?\nChoices: A day, B day\nSecrecy: anonymous")
        forum.officer.says("yes")
        forum.officer.says("POLL Second? | C day | D day")
        forum.officer.says("yes")
        why(sees: "Sam gets 1 question at a time.")
        priya.says("SENT")
        let before = priya.sees("got it at the same time").split(separator: "\n").last.map(String.init)
        sam.says("A day")
        sam.sees("Second?")
        why(sees: "Sam gets 1 question at a time.")
        priya.says("SENT")
        let after = priya.sees("got it at the same time").split(separator: "\n").last.map(String.init)
        #expect(before == after)
    }

    @Test(.serves("C5")) func `WHY and SENT tell nobody who looked at a poll in their own quiet hours`()
        throws
    {
        let kim = try forum.member("Kim")
        for person in [sam, kim] {
            try forum.choose(Ways(quiet: QuietHours(from: 9 * 60, until: 12 * 60)), for: person)
        }
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        sam.says("POLLS")
        sam.says("Sunday")
        sam.sees("You chose Sunday.")
        func told(of name: String) -> String {
            priya.says("WHY \(name)")
            return priya.sees(name).replacing(name, with: "they")
        }
        #expect(told(of: "Sam") == told(of: "Kim"))
        forum.advance(.hours(3))
        kim.sees("Which day?")
        #expect(told(of: "Sam") == told(of: "Kim"))
        priya.says("SENT")
        priya.sees("Later for their own sake: 2. Still waits for: 0.")
    }

    @Test(.serves("F8")) func `WHY is silent about worries, is written down, and stands in MY DATA`() throws {
        _ = try forum.lead("Lena")
        tell()
        why(sees: "I sent it to Sam")
        let before = priya.messages.last?.text
        sam.says("he hits me")
        why(sees: "I sent it to Sam")
        #expect(priya.messages.last?.text == before)
        #expect(try actions().contains("asked why a message did not arrive"))
        amira.says("MY DATA")
        #expect(!amira.messages.contains { $0.text.contains("asked why") })
        sam.says("MY DATA")
        #expect(sam.messages.contains { $0.text.contains("asked why a message did not arrive") })
    }

    @Test func `only organisers may ask, and a plain why of anybody else is no command`() throws {
        amira.says("WHY Sam")
        amira.sees("Sorry, I did not understand that.")
        amira.says("why did you write to me?")
        amira.sees("Sorry, I did not understand that.")
        #expect(try !actions().contains("asked why a message did not arrive"))
    }

    @Test(.serves("F8"))
    func `what an organiser says of themself is read for harm, also where it begins with why`()
        throws
    {
        let lena = try forum.lead("Lena")
        priya.says("why does my dad hit me")
        lena.sees("Somebody may need help.")
        forum.officer.says("why is it so slow today")
        forum.officer.sees("Sorry, I did not understand that.")
    }

    // MARK: The numbers of a poll

    @Test func `RESULTS CSV of an open poll says CLOSE first, also beside an older one`() throws {
        let ben = try forum.member("Ben")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS CSV")
        forum.officer.sees("This poll is still open: Which day?\nSend CLOSE first.")
        forum.officer.seesNothing()
        for person in [amira, sam, ben] { person.says("Saturday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.says("no")
        forum.officer.says("POLL Which place? | Library | Park")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS CSV")
        forum.officer.sees("This poll is still open: Which place?")
        forum.officer.sees("\"Which day?\",\"Saturday\",\"everybody\",3,3")
    }

    @Test func `a table without numbers says so`() throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("Saturday")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
        forum.officer.says("RESULTS CSV")
        let words = forum.officer.sees("Not enough people answered to show the result.")
        #expect(!words.contains("question,"))
    }
}
