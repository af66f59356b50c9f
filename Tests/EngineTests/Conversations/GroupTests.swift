import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Groups` {
    /// Officers pick a group in words; people say about themselves what the words name.
    private static let plugin = Scripted(
        "trial",
        [
            "PICK": { call, turn in
                let groups = GroupWords(turn)
                guard let group = try groups.read(call.text) else { return turn.reply(try groups.help()) }
                turn.reply([.line(try groups.count(group)), .line(try groups.name(group))])
                turn.broadcast(Message(.line("for \(call.text)")), to: group)
            },
            "ASKALL": { _, turn in turn.ask("Tea", ["Yes", "No"], of: .members) },
            "TOPIC": { call, turn in try turn.people.addTopic(call.text) },
            "AGED": { call, turn in
                try turn.people.setAge(AgeBand(rawValue: call.text), of: try turn.requireMember().id)
            },
            "LIKE": { call, turn in
                let topic = try turn.people.topics().first { $0.label == call.text }
                try topic.map { try turn.people.setInterest(true, in: $0.id, of: turn.requireMember().id) }
            },
            "AGREE": { call, turn in
                let kind = try #require(Consent.Kind(rawValue: String(call.text.drop { $0 == "-" })))
                try turn.people.recordConsent(
                    !call.text.hasPrefix("-"), to: kind, of: try turn.requireMember().id, by: .person,
                    speaker: nil, wording: "w1")
            },
        ])

    private let forum: PretendForum
    private let amira: Person
    private let ben: Person
    private let cai: Person

    init() throws {
        forum = try PretendForum(Self.plugin, words: Scripted.words)
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
        cai = try forum.member("Cai")
        forum.officer.says("TOPIC Mental health")
        forum.officer.says("TOPIC School")
        amira.says("AGED 16-to-17")
        ben.says("AGED 18-to-25")
        amira.says("LIKE Mental health")
        ben.says("LIKE Mental health")
    }

    private func picks(_ words: String, _ count: String, named name: String, hear: [Person]) {
        forum.officer.says("PICK " + words)
        forum.officer.sees(count, name)
        for person in [amira, ben, cai] {
            if hear.contains(where: { $0.name == person.name }) { person.sees("for \(words)") }
            person.seesNothing()
        }
    }

    @Test(.serves("D2")) func `an officer names a group in words, and hears it said back with its size`() {
        picks(
            "members who chose mental health", "2 members who chose Mental health",
            named: "members who chose Mental health", hear: [amira, ben])
        picks("16 and over", "2 members aged 16 or over", named: "16 or over", hear: [amira, ben])
        picks(
            "Mental health, 16 to 17", "1 member aged 16 to 17 who chose Mental health",
            named: "members aged 16 to 17", hear: [amira])
        picks(
            "everybody except mental health", "1 member who did not choose Mental health",
            named: "members", hear: [cai])
        picks("everyone", "3 members", named: "members", hear: [amira, ben, cai])
    }

    @Test func `an age that somebody did not say puts them neither in nor out`() {
        picks("not 18 to 25", "2 members not aged 18 to 25", named: "members", hear: [amira, cai])
        picks("under 13", "0 members aged under 13", named: "members", hear: [])
    }

    @Test(.serves("D2")) func `those who were not asked this month are found, and nobody else`() throws {
        forum.officer.says("ASKALL")
        for person in [amira, ben, cai] { person.sees("About Tea?") }
        let dee = try forum.member("Dee")
        picks("not asked this month", "1 member not asked since Sunday 1 March", named: "members", hear: [])
        dee.sees("for not asked this month")
        forum.advance(.hours(31 * 24))
        picks(
            "not asked this month", "4 members not asked since Wednesday 1 April", named: "members",
            hear: [amira, ben, cai])
    }

    @Test(.serves("D8")) func `news for those who want it goes to nobody who took it back`() throws {
        amira.says("AGREE updates")
        ben.says("AGREE updates")
        ben.says("AGREE -updates")
        picks("ok for updates", "1 member who agreed to get news", named: "members", hear: [amira])
        let said = try forum.rows("SELECT given FROM core_consent ORDER BY id")
        #expect(try said.map { try $0[0] as Bool } == [true, true, false])
    }

    @Test func `what is not understood is answered with what can be written`() {
        forum.officer.says("PICK the tall ones")
        forum.officer.sees("16 and over", "Mental health\nSchool")
        forum.officer.says("PICK 14 and over")
        forum.officer.sees("16 and over")
        forum.officer.says("PICK everybody except")
        forum.officer.sees("16 and over")
    }

    @Test func `a big group is written in pages, once to each, also over a crash`() throws {
        let many = try forum.members(1_100)
        for person in many.prefix(1_050) { person.says("LIKE School") }
        forum.crashes(.afterStoring, after: 2)
        forum.officer.says("PICK school, everybody")
        forum.officer.sees("1050 members who chose School")
        #expect(!forum.isCrashPlanned)
        for (index, person) in many.enumerated() {
            #expect(person.messages.count { $0.text == "for school, everybody" } == (index < 1_050 ? 1 : 0))
        }
    }

    @Test func `who is forgotten is in no group and has no consents`() throws {
        let eraser = Scripted(
            "other",
            [
                "FORGETME": { _, turn in turn.erase(try turn.requireMember().id) },
                "CHOOSE": { _, turn in
                    let member = try turn.requireMember().id
                    try turn.people.addTopic("Sport")
                    let topic = try #require(try turn.people.topics().first)
                    try turn.people.setInterest(true, in: topic.id, of: member)
                    try turn.people.recordConsent(
                        true, to: .photos, of: member, by: .person, speaker: nil, wording: "w1")
                },
            ])
        let forum = try PretendForum(eraser, words: Scripted.words)
        let dee = try forum.member("Dee")
        dee.says("CHOOSE")
        #expect(try forum.rows("SELECT 1 FROM core_interest").count == 1)
        #expect(try forum.rows("SELECT 1 FROM core_consent").count == 1)
        dee.says("FORGETME")
        #expect(try forum.rows("SELECT 1 FROM core_interest").isEmpty)
        #expect(try forum.rows("SELECT 1 FROM core_consent").isEmpty)
    }
}
