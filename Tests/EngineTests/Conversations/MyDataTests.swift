import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// People of whom something stands in every table that has anything personal in it: said and done in conversations.
struct PlantedPeople {
    let forum: PretendForum
    /// A member.
    let amira: Person
    /// An organiser who wants to join too.
    let priya: Person
    /// A safeguarding lead.
    let lead: Person

    /// Words that nobody else says.
    static let words = ["Zephyrine", "quetzal", "marzipan", "Bartholomea", "kumquat"]

    /// Tables with something personal in which nobody of these can be found, each with the reason.
    static let exceptions = [
        "core_fact": "a STOP from before somebody was known: they are nobody yet, as RestoreTests shows",
        "welcome_request": "has the number of a request, which leads to nobody once core_request has lost it",
        "core_attachment": "nobody here sends a picture; AttachmentTests shows that it goes",
        "core_bond": "nobody here has a supporter", "core_bond_code": "nobody here has a supporter",
        "core_voice": "nobody here has a supporter", "core_link": "nobody here links a second phone",
        "core_wrong_code": "nobody here tries codes",
        "core_role_change": "no role waits for an organiser here",
        "welcome_joining": "nobody here is half way in; HalfWayTests shows that it goes",
        "welcome_school": "no schools are set here",
        "core_imported": "nobody here comes from a list; ImportTests shows it",
        "core_invitation": "no code waits here; a code is kept by its hash, until it runs out",
        "polls_vote":
            "sealed, under a name that only the poll's own key makes; SecretBallotTests looks at it",
        "polls_words": "answers in people's own words once a poll is closed: they lead to nobody",
    ]

    init() throws {
        let trial = Scripted(
            "trial", subject: .meetings,
            [
                "TEA": { call, turn in
                    try turn.keep(call.text)
                    let member = try turn.requireMember()
                    try turn.people.recordConsent(
                        true, to: .photos, of: member.id, by: .person, speaker: nil, wording: "photos 1")
                },
                "FAIL": { _, _ in throw Broken() },
                "CALLOFF": { _, turn in
                    let member = try turn.requireMember()
                    turn.broadcast(Message(.line("Tonight is off."), isUrgent: true), to: .these([member.id]))
                },
            ])
        forum = try PretendForum(
            Welcome(), Polls(), trial, settings: ["welcome": ["joining": .text("approval")]],
            words: Scripted.words, publicURL: "https://bot.example.org")
        forum.allowsFailures = true
        amira = try forum.member("Zephyrine")
        priya = try forum.organiser("Priya")
        lead = try forum.lead("Lee")
        priya.says("JOIN")
        priya.says("NAME Bartholomea")
        priya.says("POLL Which tea? | Green | Black")
        priya.says("yes")
        priya.says("POLL Which kumquat?")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.presses("Saturday")
        amira.says("TEA with quetzal")
        amira.says("FAIL with marzipan")
        forum.officer.says("TOPICS Health")
        amira.says("INTERESTS")
        amira.says("1")
        amira.says("MY DATA")
        amira.says("STOP MEETINGS")
        // The last lead is asked once more.
        lead.says("OFF DUTY")
        lead.says("yes")
        try plantUnreached()
    }

    /// Somebody whom something urgent did not reach, and who has a message that waits.
    private func plantUnreached() throws {
        forum.fails(.refusedForNow(after: .hours(40)))
        amira.says("HELP")
        amira.says("DELETE ME")
        amira.says("yes")
        amira.says("CALLOFF")
        for person in [priya, lead] {
            person.says("LEAVE")
            person.says("DELETE ME")
            person.says("yes")
        }
        lead.says("yes")
    }

    var all: [Person] { [amira, priya, lead] }

    /// The tables that are declared to hold something about a person.
    func personalTables() throws -> Set<String> {
        let declared = Set(forum.keeps.filter(\.isPersonal).map(\.place))
        return declared.intersection(try Walk(forum).tables)
    }
}

@Suite(.limited) struct `What is kept of somebody` {
    @Test func `every table is declared, and the walk finds people in each that is personal`() throws {
        let planted = try PlantedPeople()
        let walk = Walk(planted.forum)
        let declared = Set(planted.forum.keeps.map(\.place))
        for table in try walk.tables where !table.hasPrefix("trial_") && !table.hasPrefix("pretend_") {
            #expect(declared.contains(table), "\(table) is not declared")
        }
        var traces: Set<String> = []
        for person in planted.all {
            traces.formUnion(try walk.traces(of: person, and: PlantedPeople.words))
        }
        let found = Set(try walk.find(traces).map(\.table))
        let missing = try planted.personalTables().subtracting(found)
            .subtracting(PlantedPeople.exceptions.keys).subtracting([
                "core_concern", "core_concern_words", "core_concern_about",
            ])
        #expect(missing.isEmpty, "nobody is planted in \(missing.sorted()): the walk cannot see them go")
    }

    @Test func `after DELETE ME nothing of them is in any table`() throws {
        let planted = try PlantedPeople()
        let walk = Walk(planted.forum)
        var traces: Set<String> = []
        for person in planted.all {
            traces.formUnion(try walk.traces(of: person, and: PlantedPeople.words))
        }
        planted.forum.advance(.hours(25))
        for person in planted.all { #expect(try planted.forum.known(person) == nil) }
        // What they were told last is on its way for a while.
        planted.forum.advance(.hours(72))
        // The audit keeps numbers, which lead to nobody any more.
        let left = try walk.find(traces).filter { $0.table != "core_audit" }
        #expect(left.isEmpty, "left: \(left)")
        #expect(try walk.find(Set(PlantedPeople.words)).isEmpty)
        #expect(try planted.forum.rows("SELECT id FROM core_outgoing WHERE address IS NOT NULL").isEmpty)
    }

    @Test func `MY DATA has all of it, as a page and as a file`() throws {
        let planted = try PlantedPeople()
        let amira = planted.amira
        planted.forum.advance(.minutes(1))
        amira.says("KEEP ME")
        planted.forum.advance(.hours(41))
        amira.says("MY DATA")
        amira.sees("Here is a link to everything that I keep about you.")
        let link = try #require(amira.link)
        let page = try #require(try amira.opens(link))
        let id = try #require(try planted.forum.known(amira)).id.rawValue
        let wanted = [
            "core_member": "Zephyrine", "core_contact": "zephyrine", "core_asked": "Which day?",
            "core_event": "FAIL with marzipan", "core_page_link": "A private link",
            "core_outgoing": "How many messages", "core_interest": "Health",
        ]
        for (table, words) in wanted { #expect(page.contains(words), "\(table) is not in MY DATA") }
        #expect(page.contains("meetings"))
        #expect(page.contains("\(id)"))
        let file = try #require(try amira.opens(link, as: .json))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
        let kept = try #require(json["kept"] as? [[String: String]])
        #expect(json["forum"] as? String == "Voices United")
        for words in wanted.values where words != "A private link" && words != "How many messages" {
            #expect(kept.contains { $0["text"]?.contains(words) == true }, "\(words)")
        }
        // Once each.
        #expect(try amira.opens(link) == nil)
    }

    @Test func `what waits to go and what was done are in it`() throws {
        let forum = try PretendForum(
            Welcome(), Polls(), settings: PretendForum.quickJoining, publicURL: "https://bot.example.org")
        let olga = try forum.organiser("Olga")
        olga.says("JOIN")
        forum.officer.says("TELL Bring a drink.")
        forum.fails(.refusedForNow(after: .hours(2)))
        forum.officer.says("yes")
        olga.says("MEMBERS")
        olga.says("MY DATA")
        let link = try #require(olga.link)
        let page = try #require(try olga.opens(link))
        #expect(page.contains("A message that waits to go to you: ") && page.contains("Bring a drink."))
        #expect(page.contains("You did this: said MEMBERS"))
        #expect(page.contains("What you are here: member, organiser"))
    }

    @Test func `without an address on the web it comes in messages`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira", on: .sms)
        amira.says("my data")
        amira.sees("This is everything that I keep about you.")
        amira.sees("You and your messages", "The name you like: Amira")
    }

    @Test func `somebody who has not joined is told to`() throws {
        let forum = try PretendForum(Welcome())
        let stranger = forum.person("Cal")
        for word in ["MY DATA", "DELETE ME", "FORGET THAT", "KEEP ME"] {
            stranger.says(word)
            stranger.sees("JOIN")
        }
        stranger.seesNothing()
    }
}

@Suite(.limited) struct `What may tell of harm, in MY DATA` {
    private let forum: PretendForum
    private let amira: Person
    private let lead: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls(), publicURL: "https://bot.example.org")
        amira = try forum.member("Amira")
        lead = try forum.lead("Lee")
    }

    private func data() throws -> (page: String, file: String) {
        amira.says("MY DATA")
        let link = try #require(amira.link)
        let page = try #require(try amira.opens(link))
        let file = try #require(try amira.opens(link, as: .json))
        return (page, file)
    }

    /// What changes with each look alone: the links that were sent.
    private func bare(_ text: String) -> String {
        text.split(separator: "\n").filter {
            !$0.contains("link") && !$0.contains("How many messages") && !$0.contains("\"made\"")
        }.joined(separator: "\n")
    }

    @Test func `nothing hints at it before a lead has released it`() throws {
        let before = try data()
        amira.says("he hits me")
        amira.presses("I need a person")
        lead.presses("I have it")
        lead.says("FINISH 1")
        let after = try data()
        for hint in ["hits", "worry", "concern", "safe", "harm", "lead"] {
            #expect(!after.page.lowercased().contains(hint), "\(hint)")
            #expect(!after.file.lowercased().contains(hint), "\(hint)")
        }
        #expect(bare(after.page) == bare(before.page))
    }

    @Test func `after SHARE it is there, and after HIDE it is gone again`() throws {
        amira.says("he hits me")
        lead.presses("I have it")
        lead.says("SHARE 1")
        lead.sees("Worry 1 now shows in MY DATA", "Somebody else may hold their phone.")
        let shared = try data().page
        #expect(shared.contains("You wrote this, and a person looked at it: he hits me"))
        #expect(shared.contains("looked at concern 1"))
        lead.says("HIDE 1")
        lead.sees("does not show")
        #expect(!(try data().page.contains("hits")))
        lead.says("SHARE")
        lead.sees("Like this: SHARE 3")
    }

    @Test func `only a lead may share it`() throws {
        amira.says("he hits me")
        amira.says("SHARE 1")
        forum.officer.says("SHARE 1")
        forum.officer.sees("you cannot use that word")
        #expect(!(try data().page.contains("hits")))
    }
}
