import Foundation
import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@testable import Engine
@testable import Polls
@testable import Welcome

/// Every question that the bot can ask, of the core and of every plugin that ships, and how somebody gets to it.
private struct Conversations {
    let forum: PretendForum
    let amira: Person
    let olu: Person

    /// - Parameter question: which one is to be walked to: for one of them an organiser lets people in.
    init(for question: String) throws {
        let joining = question == "welcome/let-in" ? "approval" : "open"
        forum = try PretendForum(
            Welcome(), Polls(),
            settings: [
                "welcome": [
                    "joining": .text(joining), "schools": .text("Hill School, River College"),
                ]
            ], publicURL: "https://bot.example.org")
        amira = try forum.member("Amira")
        olu = try forum.organiser("Olu")
        forum.officer.says("TOPICS Health, Sport")
        forum.officer.ignoresTheRest()
    }

    /// Leads to a question, and says who is asked it.
    typealias Way = @Sendable (Conversations) throws -> Person

    /// For each question by its plugin and name.
    static let ways: [String: Way] = core.merging(welcome) { first, _ in first }.merging(polls) { first, _ in
        first
    }

    /// What no conversation of these gets to, each with the reason.
    static let reasons = [
        "welcome/settings-language": "asked where there are two languages; the tests of ways show it"
    ]

    private static let core: [String: Way] = [
        "core/worry": { try $0.says($0.amira, "he hits me") },
        "core/concern": {
            let lead = try $0.forum.lead("Lee")
            $0.amira.says("he hits me")
            return lead
        },
        "core/concern-reading": {
            let lead = try $0.forum.lead("Lee")
            $0.amira.says("he hits me")
            lead.presses("I have it")
            lead.says("FINISH 1")
            $0.amira.says("he hits me again")
            $0.forum.advance(.minutes(1))
            return lead
        },
        "core/concern-sorting": {
            let lead = try $0.forum.lead("Lee")
            $0.amira.says("he hits me")
            lead.presses("I have it")
            return lead
        },
        "core/worry-kept": {
            _ = try $0.says($0.olu, "POLL", "What next?", "5", "yes")
            return try $0.says($0.amira, "he hits me", "my answer is a disco")
        },
        "core/sure-to-delete": { try $0.says($0.amira, "DELETE ME") },
        "core/which-to-forget": {
            try $0.poll()
            $0.amira.presses("Saturday")
            try $0.forum.crashAndRestart()
            return try $0.says($0.amira, "FORGET THAT")
        },
        "core/which-question": {
            try $0.poll()
            try $0.poll("Which day after that?")
            return try $0.says($0.amira, "Saturday")
        },
        "core/command-or-answer": { try $0.says($0.olu, "POLL", "results of the vote") },
        "core/sure-to-erase": { try $0.says($0.forum.officer, "DELETE PERSON Amira") },
        "core/role-agree": {
            let priya = try $0.forum.organiser("Priya")
            priya.says("INVITE approver")
            $0.amira.says("CODE \(try $0.code(in: priya.sees("CODE ")))")
            return $0.olu
        },
        "core/role-sure": {
            _ = try $0.forum.organiser("Priya")
            return try $0.says($0.olu, "REMOVE 2")
        },
        "core/lead-name": { try $0.nameless() },
        "core/last-lead": { try $0.says($0.forum.lead("Lee"), "OFF DUTY") },
        "core/listening": {
            $0.amira.sends(.voice)
            return $0.olu
        },
    ]

    private static let welcome: [String: Way] = [
        "welcome/let-in": {
            $0.robin.says("JOIN")
            return $0.olu
        },
        "welcome/name": { try $0.says($0.amira, "NAME") },
        "welcome/joining-age": { try $0.says($0.robin, "JOIN") },
        "welcome/joining-consent": { try $0.says($0.robin, "JOIN", "16 to 17") },
        "welcome/joining-network": { try $0.says($0.robin, "NETWORK") },
        "welcome/parent-agrees": {
            $0.robin.says("JOIN")
            $0.robin.presses("Under 13")
            return try $0.says($0.forum.person("Kim"), "CODE \(try $0.code(in: $0.robin.sees("CODE ")))")
        },
        "welcome/age-now": { try $0.says($0.amira, "AGE") },
        "welcome/my-choices": { try $0.says($0.amira, "MY CHOICES") },
        "welcome/choice-consent": { try $0.says($0.amira, "MY CHOICES", "Photos") },
        "welcome/school": { try $0.says($0.amira, "MY CHOICES", "My school") },
        "welcome/support": { try $0.says($0.amira, "SUPPORT") },
        "welcome/interests": { try $0.says($0.amira, "INTERESTS") },
        "welcome/sure-to-remove-topic": { try $0.says($0.olu, "TOPICS WITHOUT Health") },
        "welcome/settings": { try $0.says($0.amira, "SETTINGS") },
        "welcome/settings-reading": { try $0.settings(1) },
        "welcome/settings-answering": { try $0.settings(2) },
        "welcome/settings-one": { try $0.settings(3) },
        "welcome/settings-quiet": { try $0.settings(4) },
        "welcome/settings-more": { try $0.settings(5) },
        "welcome/settings-emoji": { try $0.settings(5, 1) },
        "welcome/settings-pause": { try $0.settings(5, 2) },
    ]

    private static let polls: [String: Way] = [
        "polls/vote": {
            try $0.poll()
            return $0.amira
        },
        "polls/words": { try $0.says($0.olu, "POLL") },
        "polls/kind": { try $0.says($0.olu, "POLL", "Which day?") },
        "polls/choices": { try $0.says($0.olu, "POLL", "Which day?", "1") },
        "polls/which-time": { try $0.says($0.olu, "POLL", "When?", "6", "7 May at 5") },
        "polls/template": {
            $0.olu.says("POLL")
            $0.olu.presses("READY")
            return $0.olu
        },
        "polls/more": {
            $0.olu.says("POLL Which day? | Saturday | Sunday")
            $0.olu.presses("More")
            return $0.olu
        },
        "polls/field": {
            $0.olu.says("POLL Which day? | Saturday | Sunday")
            $0.olu.presses("More")
            return try $0.says($0.olu, "2")
        },
        "polls/line": { try $0.says($0.olu, "POLL\nQuestion: Which?\nKind: maybe") },
        "polls/change": {
            $0.olu.says("POLL Which day? | Saturday | Sunday")
            $0.olu.presses("Change")
            return $0.olu
        },
        "polls/changed": {
            $0.olu.says("POLL Which day? | Saturday | Sunday")
            $0.olu.presses("Change")
            $0.olu.presses("The question")
            return $0.olu
        },
        "polls/note": { try $0.says($0.olu, "TELL") },
        "polls/preview": { try $0.says($0.olu, "POLL Which day? | Saturday | Sunday") },
        "polls/which-results": {
            try $0.poll()
            try $0.poll("Which time?")
            return try $0.says($0.olu, "RESULTS")
        },
        "polls/which-to-close": {
            try $0.poll()
            try $0.poll("Which time?")
            return try $0.says($0.olu, "CLOSE")
        },
        "polls/sure-to-close": {
            try $0.poll()
            return try $0.says($0.olu, "CLOSE")
        },
        "polls/hide-names": {
            try $0.poll(secrecy: "named")
            return try $0.says($0.olu, "HIDE NAMES")
        },
        "polls/next": {
            try $0.poll()
            return try $0.says($0.olu, "CLOSE", "yes")
        },
        "polls/next-words": {
            try $0.poll()
            return try $0.says($0.olu, "CLOSE", "yes", "NEXT")
        },
        "polls/sure-to-correct": {
            try $0.poll()
            return try $0.says($0.olu, "CORRECT Saturday | Saturdays")
        },
    ]

    /// The questions that wait for somebody.
    func open(_ person: Person) throws -> [String] {
        let id = try #require(try forum.known(person)).id.rawValue
        return try forum.rows(
            """
            SELECT q.plugin, q.body FROM core_asked a JOIN core_question q ON q.id = a.question
            WHERE a.member = \(id) AND a.state = 0 AND q.closed IS NULL
            """
        ).map { row in
            let body: String = try row[1]
            let question = try JSONDecoder().decode(Question.self, from: Data(body.utf8))
            return "\(try row[0] as String)/\(question.name)"
        }
    }

    /// What stopping in the middle must leave as it is.
    func kept() throws -> [String] {
        try [
            "SELECT id || ' ' || roles || COALESCE(age, '') || COALESCE(name, '') || ways FROM core_member",
            "SELECT kind || given FROM core_consent", "SELECT topic FROM core_interest",
            "SELECT label FROM core_topic", "SELECT school FROM welcome_school",
            "SELECT role FROM core_bond", "SELECT way FROM core_erasure",
            "SELECT id || secrecy || COALESCE(closed, '') || COALESCE(next, '') FROM polls_poll",
            "SELECT label FROM polls_choice", "SELECT value FROM polls_vote",
        ].flatMap { query in
            try forum.rows(query).map { "\(query): \(try ($0[0] as SQLValue))" }.sorted()
        }
    }

    /// Somebody whom the bot does not know.
    var robin: Person { forum.person("Robin") }

    private func says(_ person: Person, _ words: String...) throws -> Person {
        for said in words { person.says(said) }
        return person
    }

    private func settings(_ places: Int...) throws -> Person {
        amira.says("SETTINGS")
        for place in places { amira.says("\(place)") }
        return amira
    }

    private func poll(_ question: String = "Which day?", secrecy: String = "confidential") throws {
        olu.says("POLL\nQuestion: \(question)\n- Saturday\n- Sunday\nSecrecy: \(secrecy)")
        olu.presses("Yes")
    }

    private func code(in words: String) throws -> String {
        try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
    }

    /// A lead who was asked for a name.
    private func nameless() throws -> Person {
        let lead = forum.person("Nia")
        forum.officer.says("INVITE safeguarding lead")
        lead.says("CODE \(try code(in: forum.officer.sees("CODE ")))")
        return lead
    }
}

@Suite(.serialized, .limited) struct `Somebody who stops in the middle of any conversation` {
    /// Every question that is declared.
    private static let declared = Set(
        (RightsQuestion.allCases.map(\.rawValue) + SafetyDesk.CoreQuestion.allCases.map(\.rawValue)
            + [
                RoleDesk.questionName, RoleDesk.nameQuestion, LastLead.question, Conversation.sureQuestion,
                AttachmentDesk.question,
            ]).map { "core/" + $0 }
            + (WelcomeQuestion.allCases.map(\.rawValue) + ChoosingWays.Step.allCases.map(\.rawValue)).map {
                "welcome/" + $0
            } + PollQuestion.allCases.map { "polls/" + $0.rawValue })

    @Test func `each question has its conversation here, or its reason`() {
        let walked = Set(Conversations.ways.keys)
        let reasons = Set(Conversations.reasons.keys)
        #expect(Self.declared.subtracting(walked).subtracting(reasons) == [], "nobody stops in these")
        #expect(walked.union(reasons).subtracting(Self.declared) == [], "these are asked no more")
        #expect(walked.intersection(reasons) == [])
    }

    /// The plugins that ship: one that is new has its questions here.
    @Test func `every plugin that ships is walked`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders = try FileManager.default.contentsOfDirectory(
            at: root.appending(path: "Plugins"), includingPropertiesForKeys: [.isDirectoryKey]
        ).filter { $0.hasDirectoryPath && $0.lastPathComponent != "Examples" }.map {
            $0.lastPathComponent.lowercased()
        }
        let walked = Set(Self.declared.compactMap { $0.split(separator: "/").first.map(String.init) })
        #expect(Set(folders).union(["core"]) == walked)
    }

    /// How they stop.
    enum Way: String, CaseIterable, Sendable { case stop, leave, silence, deleteMe }

    /// A lead hears of a worry again until it is read and finished, STOP or not.
    private static let reminded: Set<String> = [
        "core/concern", "core/concern-reading", "core/concern-sorting",
    ]

    @Test(arguments: Conversations.ways.keys.sorted(), Way.allCases)
    func `nothing is lost, nothing is forced on them, and they can go on`(question: String, way: Way) throws {
        let all = try Conversations(for: question)
        let begin = try #require(Conversations.ways[question])
        let person = try begin(all)
        #expect(try all.open(person).contains(question), "nobody is asked it here")
        let before = try all.kept()
        person.ignoresTheRest()
        switch way {
        case .stop:
            person.says("STOP")
            person.sees("You have stopped")
            #expect(try all.kept() == before)
            all.forum.advance(.hours(26))
            if !Self.reminded.contains(question) { person.seesNothing() }
            person.says("START")
        case .leave:
            person.says("LEAVE")
            #expect(!(try all.open(person).contains(question)))
        case .silence:
            all.forum.advance(.hours(26))
            if !Self.reminded.contains(question) { person.seesNothing() }
        case .deleteMe: return try deletes(person, all)
        }
        #expect(try all.kept() == before)
        person.ignoresTheRest()
        person.says("HELP")
        person.sees("HELP NOW")
    }

    /// Who said DELETE ME in the middle is gone a day later, with all that they had begun.
    private func deletes(_ person: Person, _ all: Conversations) throws {
        // Whoever looks after the machine is nobody's person.
        guard person.name != all.forum.officer.name else { return }
        let walk = Walk(all.forum)
        let traces = try walk.traces(of: person, and: [])
        person.says("DELETE ME")
        person.says("yes")
        // The last safeguarding lead is asked once more.
        if person.lastMessage?.text.contains("the last safeguarding lead") == true { person.says("yes") }
        all.forum.advance(.hours(26))
        #expect(try all.forum.known(person) == nil)
        all.forum.advance(.hours(72))
        // The trail of what was done keeps numbers that lead to nobody, and a worry is the leads' to end.
        let stay: Set = ["core_audit", "core_concern", "core_concern_words"]
        let left = try walk.find(traces).map(\.table).filter { !stay.contains($0) }
        #expect(left.isEmpty, "left: \(left)")
    }
}
