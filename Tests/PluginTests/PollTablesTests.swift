import Foundation
import Storage
import TestLimits
import Testing
import YouSaidKit

@testable import Polls

/// A forum that is brought up to date in the middle of a poll.
@Suite(.limited) struct `The tables of polls` {
    private let store: Store

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "polls.db").path)
    }

    @Test func `polls and votes from before there were several questions are kept`() throws {
        try store.migrate(owner: "polls", Array(PollTables.migrations.prefix(1)))
        try store.writeNow { old in
            for (id, closed) in [(1, Moment?.some(Moment(milliseconds: 7))), (2, nil)] {
                try old.run(
                    """
                    INSERT INTO polls_poll (id, question, asked_as, opened, closed, asked, answered)
                    VALUES ($1, $2, $3, 5, $4, 4, 3)
                    """, id, "Poll \(id)?", id + 100, closed)
                for (place, label) in [(1, "Saturday"), (2, "Sunday")] {
                    try old.run(
                        "INSERT INTO polls_choice (poll, place, label, votes) VALUES ($1, $2, $3, $4)", id,
                        place, label, closed == nil ? nil : place)
                }
            }
            try old.run("INSERT INTO polls_vote (poll, member, choice) VALUES (2, 77, 2)")
            try old.run(
                """
                INSERT INTO polls_draft (id, author, kind, text, choices, question)
                VALUES (9, 88, 'poll', 'Where?', 'Here
                There', 3)
                """.replacingOccurrences(of: "Here\n    ", with: "Here\n"))
        }
        try store.migrate(owner: "polls", PollTables.migrations)
        try store.writeNow { database in
            let polls = PollStore(database)
            let open = try #require(try polls.open().first)
            #expect(open.name == "Poll 2?" && open.askedAs.rawValue == 102 && open.terms == PollTerms())
            #expect(
                try polls.questions(of: open.id) == [
                    SurveyQuestion(
                        text: "Poll 2?",
                        choices: [SurveyChoice(label: "Saturday"), SurveyChoice(label: "Sunday")])
                ])
            #expect(try polls.asked(of: open.id) == [open.askedAs])
            #expect(
                try database.rows("SELECT question, voter, value FROM polls_vote").map {
                    "\(try $0[0] as Int) \(try $0[1] as String) \(try $0[2] as String)"
                } == ["1 77 2"])
            #expect(try polls.closed(limit: 5).map(\.name) == ["Poll 1?"])
            #expect(
                try database.rows("SELECT votes FROM polls_choice WHERE poll = 1 ORDER BY place").map {
                    try $0[0] as Int
                } == [1, 2])
            let draft = try #require(try DraftStore(database).draft(by: Member.ID(rawValue: 88)))
            #expect(draft.plan.questions.first?.text == "Where?")
            #expect(draft.plan.questions.first?.choices.map(\.label) == ["Here", "There"])
        }
    }

    @Test(arguments: [
        VoteValue(choices: [2]), VoteValue(choices: [1, 3]), .skipped,
        VoteValue(words: "A boat, \"please\"\nand soon 🙂"),
        VoteValue(choices: [4], words: "", attachments: [Attachment(.voice, reference: "v1")]),
    ])
    func `an answer is read as it was written`(value: VoteValue) {
        #expect(VoteValue(text: value.text) == value)
    }

    @Test func `what is no answer is not taken for one`() {
        for text in ["a", "1,x", "{", "1;2"] { #expect(VoteValue(text: text) == nil) }
    }
}
