import Synchronization
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@testable import Polls

/// Another version of the bot takes over while a poll is counted: what it finds may be unreadable to it.
@Suite(.limited) struct `Counting that another version goes on with` {
    /// What one version leaves to the next.
    enum Found: CaseIterable {
        /// Damaged.
        case unreadable
        /// Whole, and of another form.
        case otherForm
        /// Readable, but its numbers may mean something else.
        case laterVersion
        /// From before it had a version: each vote was taken away as it was counted.
        case beforeVersions
    }

    private static let voters = Counting.page / 2 + 20

    /// A survey with more answers than one turn counts.
    private func forum(_ swap: @escaping Swapped.Swap) throws -> (PretendForum, [Person]) {
        let forum = try PretendForum(
            Welcome(), Swapped(swap: swap), settings: PretendForum.quickJoining)
        let people = try forum.members(Self.voters)
        forum.officer.says(
            "POLL\nName: Our trip\nQuestion: Shall we go?\nKind: yes or no\nQuestion: What is good?\nKind: words"
        )
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        forum.together(people.enumerated().map { ($1, $0 % 4 == 0 ? "no" : "yes") })
        forum.together(people.map { ($0, "Trees") })
        return (forum, people)
    }

    @Test(arguments: Found.allCases)
    func `everybody counts once, and every word is there once`(found: Found) throws {
        let once = Once()
        let (forum, people) = try forum { wakeUp, progress, ballot, turn in
            guard progress.question > 0, once.isFirst() else { return wakeUp.data }
            var data = wakeUp.data
            switch found {
            case .unreadable: data["progress"] = "?" + (data["progress"] ?? "")
            case .otherForm: data["progress"] = try ballot.hide(#"{"groups":7,"sums":[]}"#)
            case .laterVersion: data["version"] = "3"
            case .beforeVersions:
                var before = progress
                before.closer = CountingProgress.closer(in: data)
                try turn.database.run(
                    "DELETE FROM polls_vote WHERE poll = $1 AND (question, voter) <= ($2, $3)", ballot.poll,
                    progress.question, progress.voter)
                data = ["progress": try ballot.hide(StoredJSON.write(before))]
            }
            return data
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("I am counting.")
        forum.advance(.seconds(2))
        #expect(!once.isFirst())
        forum.officer.sees(
            "The poll has closed.", "\(Self.voters / 4 * 3) of \(Self.voters) people chose Yes.",
            "\(Self.voters / 4) of \(Self.voters) people chose No.")
        people[7].sees("Our trip")
        #expect(try forum.rows("SELECT place FROM polls_words").count == Self.voters)
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        let answered = try forum.rows("SELECT answered FROM polls_question").map { try $0[0] as Int? }
        #expect(answered == [Self.voters, Self.voters])
        let poll: Int64 = try #require(try forum.rows("SELECT id FROM polls_poll").first)[0]
        #expect(try forum.vault("poll-\(poll)", of: "polls") == nil)
    }

    @Test func `where the key is gone in the middle, the poll ends without numbers and says so`() throws {
        let once = Once()
        let (forum, _) = try forum { wakeUp, progress, ballot, turn in
            guard progress.question > 0, once.isFirst() else { return wakeUp.data }
            turn.destroyVault("poll-\(ballot.poll.rawValue)")
            turn.wake(wakeUp.key, at: turn.now, data: wakeUp.data)
            return nil
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("I am counting.")
        forum.advance(.seconds(2))
        #expect(!once.isFirst())
        forum.officer.sees("The answers to this poll are lost:", "Our trip")
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        #expect(try forum.rows("SELECT place FROM polls_words").isEmpty)
        #expect(try forum.rows("SELECT votes FROM polls_choice WHERE votes IS NOT NULL").isEmpty)
        let kept = try #require(try forum.rows("SELECT counted, answered FROM polls_poll").first)
        #expect(try kept[0] as Int == 1)
        #expect(try kept[1] as Int == 0)
    }

    @Test func `votes are taken away a few at a time, none of another poll`() throws {
        let forum = try PretendForum(
            Welcome(), Swapped(swap: { wakeUp, _, _, _ in wakeUp.data }, handles: Self.takeVotesAway),
            settings: PretendForum.quickJoining)
        for (name, voters) in [("Saturday", try forum.members(7)), ("Sunday", try forum.members(2))] {
            forum.officer.says("POLL Is \(name) good? | Yes | No")
            forum.officer.says("yes")
            for person in voters { person.presses("Yes") }
        }
        var left: [Int] = []
        for _ in 1...3 {
            forum.officer.says("RESULTS csv")
            left.append(try forum.rows("SELECT voter FROM polls_vote").count)
        }
        #expect(left == [6, 3, 2])
    }

    /// What the command does in the test above: three votes of the first poll go.
    private static func takeVotesAway(_ turn: Turn) throws {
        guard let poll = try PollStore(turn.database).open().last else { return }
        let isDone = try TallyStore(turn.database).takeVotesAway(from: poll.id, atMost: 3)
        let rest = try turn.database.rows("SELECT voter FROM polls_vote WHERE poll = $1", poll.id)
        #expect(isDone == rest.isEmpty)
    }
}

/// Whether something happens for the first time.
private final class Once: Sendable {
    private let hasHappened = Mutex(false)

    func isFirst() -> Bool {
        hasHappened.withLock { happened in
            defer { happened = true }
            return !happened
        }
    }
}

/// The polls, with what a timer brings to the counting put in another's place.
private struct Swapped: Plugin {
    /// - Returns: what the timer brings; nil where counting does not go on in this turn.
    typealias Swap =
        @Sendable (WakeUp, CountingProgress, Ballot, Turn) throws -> [String: String]?

    let polls = Polls()
    let swap: Swap
    /// What RESULTS does instead.
    var handles: (@Sendable (Turn) throws -> Void)?

    var manifest: Manifest { polls.manifest }
    var migrations: [Migration] { polls.migrations }
    var commands: [Command] { polls.commands }

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        guard wakeUp.key.hasPrefix("count:"), let id = Int64(wakeUp.key.dropFirst(6)),
            let poll = try PollStore(turn.database).poll(Poll.ID(rawValue: id)),
            let ballot = try poll.ballotIfThere(in: turn),
            let progress = CountingProgress(wakeUp.data, ballot)
        else { return try polls.wake(wakeUp, in: turn) }
        guard let data = try swap(wakeUp, progress, ballot, turn) else { return }
        try polls.wake(
            WakeUp(key: wakeUp.key, data: data, due: wakeUp.due, lateness: wakeUp.lateness), in: turn)
    }

    func handle(_ call: CommandCall, in turn: Turn) throws {
        if call.word == "RESULTS", let handles { return try handles(turn) }
        try polls.handle(call, in: turn)
    }

    func answer(_ answer: Answer, in turn: Turn) throws { try polls.answer(answer, in: turn) }
    func hear(_ news: News, in turn: Turn) throws { try polls.hear(news, in: turn) }
    func takeBack(_ said: Said, in turn: Turn) throws -> Bool { try polls.takeBack(said, in: turn) }
    func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
        try polls.write(page, to: writer, from: database)
    }
    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try polls.export(member, from: database)
    }
    func forget(_ member: Member.ID, in turn: Turn) throws { try polls.forget(member, in: turn) }
}
