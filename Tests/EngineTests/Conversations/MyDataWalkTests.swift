import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// People of whom something stands in every table that can hold something personal, and what MY DATA has to say of it.
private struct EverythingHeld {
    /// Whose MY DATA is read.
    enum Who: String, CaseIterable {
        /// A member with a supporter.
        case amira
        /// An organiser who waits to join.
        case priya
        /// A member who waits for a role.
        case sam
        /// Somebody in the middle of joining.
        case robin
        /// A safeguarding lead.
        case lee
    }

    /// For each table whose MY DATA shows it, and words of what is shown.
    static let shown: [String: (who: Who, words: String)] = [
        "core_member": (.amira, "The name you like: Zephyrine"),
        "core_contact": (.amira, "Where I reach you, by app: amira"),
        "core_link": (.amira, "A code for another phone works until"),
        "core_wrong_code": (.sam, "How many wrong codes you sent: 1"),
        "core_request": (.priya, "You asked to join: app"),
        "core_invitation": (.priya, "A code that you made for somebody. It works until: member,"),
        "core_role_change": (.sam, "A role that may be yours soon: approver"),
        "core_leaving": (.amira, "You will be deleted: "),
        "core_page_link": (.amira, "A private link that works until: "),
        "core_audit": (.priya, "You did this: said INVITE"),
        "core_event": (.amira, "FAIL with marzipan"),
        "core_outgoing": (.amira, "A message that waits to go to you: "),
        "core_attachment": (.amira, "You sent this: voice"),
        "core_unreached": (.amira, "A message did not reach you"),
        "core_asked": (.amira, "A question that you answered: Which day?"),
        "core_interest": (.amira, "You care about: Health"),
        "core_consent": (.amira, "photos: yes"),
        "core_bond": (.amira, "Somebody may speak for you: supporter"),
        "core_bond_code": (.amira, "A code so that somebody may speak for you. It works until: supporter,"),
        "core_voice": (.amira, "Somebody speaks for you now"),
        "core_off_duty": (.lee, "You are off duty"),
        "polls_vote": (.amira, "Saturday"),
        "polls_draft": (.priya, "Which kumquat?"),
        "polls_poll": (.priya, "A poll that you made: Which tea?"),
        "welcome_joining": (.robin, "age"),
        "welcome_school": (.amira, "River College"),
    ]

    /// What may hold something personal and is not in MY DATA, each with the reason.
    static let reasons = [
        "core_concern": "a worry shows once a lead has released it, because somebody else may hold the phone",
        "core_concern_about": "which lead is kept out of a worry: theirs to know who keeps them out",
        "core_piece": "the last minutes' messages, which their writer knows",
        "core_concern_words": "the same, as the tests of harm in MY DATA show",
        "core_fact": "STOPs of people who are not known: of members there are none",
        "core_imported": "stands in it, as ImportTests shows",
        "polls_words": "answers in people's own words once a poll is closed: they lead to nobody",
        "welcome_request": "has the number of a request alone, which core_request holds and MY DATA shows",
        "vaults": "keys; what they open is in the tables",
        "journal/journal.log":
            "numbers and scrambled addresses of STOPs and messages, which are in the tables",
        "journal/journal.log.damaged-…": "the same, as it was when part of it could not be read",
        "yousaid.db.before-restore-…": "a copy of the same, for whoever looks after the machine",
        "backups": "copies of the same",
    ]

    let forum: PretendForum
    let people: [Who: Person]

    init() throws {
        let trial = Scripted(
            "trial", subject: .meetings,
            [
                "TEA": { call, turn in
                    try turn.people.recordConsent(
                        true, to: .photos, of: try turn.requireMember().id, by: .person, speaker: nil,
                        wording: "photos 1")
                },
                "FAIL": { _, _ in throw Broken() },
                "CALLOFF": { _, turn in
                    let member = try turn.requireMember()
                    turn.broadcast(Message(.line("Tonight is off."), isUrgent: true), to: .these([member.id]))
                },
            ])
        forum = try PretendForum(
            Welcome(), Polls(), trial,
            settings: [
                "welcome": [
                    "joining": .text("approval"), "schools": .text("Hill School, River College"),
                ]
            ], words: Scripted.words, publicURL: "https://bot.example.org")
        forum.allowsFailures = true
        people = [
            .amira: try forum.member("Amira"), .priya: try forum.organiser("Priya"),
            .sam: try forum.member("Sam"), .robin: forum.person("Robin"), .lee: forum.person("Lee"),
        ]
        try plantOrganisers()
        try plantMember()
    }

    func person(_ who: Who) throws -> Person { try #require(people[who]) }

    private static func code(in words: String) throws -> String {
        try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
    }

    private func plantOrganisers() throws {
        let (priya, sam, robin) = try (person(.priya), person(.sam), person(.robin))
        robin.says("JOIN")
        forum.officer.says("yes")
        robin.sees("How old are you?")
        forum.officer.says("TOPICS Health")
        forum.officer.ignoresTheRest()
        let lee = try forum.lead("Lee")
        lee.says("OFF DUTY")
        lee.says("yes")
        forum.officer.ignoresTheRest()
        priya.says("JOIN")
        priya.ignoresTheRest()
        priya.says("INVITE approver")
        sam.says("CODE \(try Self.code(in: priya.sees("CODE ")))")
        sam.says("CODE WRONGONE")
        priya.says("INVITE member")
        priya.says("POLL Which tea? | Green | Black")
        priya.says("yes")
        priya.says("POLL Which kumquat?")
    }

    private func plantMember() throws {
        let amira = try person(.amira)
        amira.says("NAME Zephyrine")
        amira.says("INTERESTS")
        amira.says("1")
        amira.says("MY CHOICES")
        amira.presses("My school")
        amira.presses("River College")
        amira.says("TEA")
        amira.says("SUPPORT")
        amira.presses("Add somebody")
        let kim = forum.person("Kim", on: .sms)
        kim.says("CODE \(try Self.code(in: amira.sees("Give this code to somebody you trust")))")
        kim.says("FOR ZEPHYRINE")
        amira.says("SUPPORT")
        amira.presses("Add somebody")
        forum.officer.says("POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nSecrecy: confidential")
        forum.officer.says("yes")
        amira.presses("Saturday")
        amira.sends(.voice)
        amira.says("FAIL with marzipan")
        amira.says("LINK")
        forum.fails(.refusedForNow(after: .hours(40)))
        amira.says("HELP")
        amira.says("DELETE ME")
        amira.says("yes")
        amira.says("CALLOFF")
    }

    /// What somebody reads behind their link, and the file.
    func data(of who: Who) throws -> (page: String, file: String) {
        let person = try person(who)
        person.says("MY DATA")
        let link = try #require(person.link)
        return (try #require(try person.opens(link)), try #require(try person.opens(link, as: .json)))
    }
}

@Suite(.limited) struct `Everything that is held, in MY DATA` {
    @Test func `each place that may hold something personal is shown, or has its reason`() throws {
        let held = try EverythingHeld()
        let personal = Set(held.forum.keeps.filter(\.isPersonal).map(\.place))
        let shown = Set(EverythingHeld.shown.keys)
        let reasons = Set(EverythingHeld.reasons.keys)
        #expect(personal.subtracting(shown).subtracting(reasons) == [], "neither shown nor with a reason")
        #expect(shown.union(reasons).subtracting(personal) == [], "said of what is not there")
        #expect(shown.intersection(reasons) == [])
    }

    @Test(.serves("B1")) func `what each table holds of somebody is on the page and in the file`() throws {
        let held = try EverythingHeld()
        let walk = Walk(held.forum)
        for who in EverythingHeld.Who.allCases {
            let data = try held.data(of: who)
            let found = Set(try walk.find(walk.traces(of: held.person(who), and: [])).map(\.table))
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(data.file.utf8)) as? [String: Any])
            let kept = try #require(json["kept"] as? [[String: String]])
            let lines = kept.map { "\($0["title"] ?? ""): \($0["text"] ?? "")" }
            for (table, item) in EverythingHeld.shown where item.who == who {
                #expect(found.contains(table), "nothing of \(who) stands in \(table): this shows nothing")
                #expect(data.page.contains(item.words), "\(table) is not on the page")
                #expect(lines.contains { $0.contains(item.words) }, "\(table) is not in the file")
            }
        }
    }
}
