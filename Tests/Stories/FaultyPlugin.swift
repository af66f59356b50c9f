import Foundation
import YouSaidKit

/// A plugin of the story that does one thing wrong, so that a test can see that the story finds it.
struct FaultyPlugin: Plugin {
    enum Fault: String, CaseIterable, Sendable {
        case voteLost, voteChanged, tallyWrong, pollLost, draftTimerLost, votesNotForgotten,
            pebblesNotForgotten
        case voteNotTakenBack, wordsLost, wordsTold, nameTold
        case timerTwice, timerNever, timerLate, timerNotSetAgain

        /// The plugin that does it.
        var plugin: String {
            switch self {
            case .voteLost, .voteChanged, .tallyWrong, .pollLost, .draftTimerLost, .votesNotForgotten,
                .voteNotTakenBack, .wordsLost, .wordsTold, .nameTold:
                "polls"
            case .pebblesNotForgotten: "pebbles"
            case .timerTwice, .timerNever, .timerLate, .timerNotSetAgain: "almanac"
            }
        }
    }

    let plugin: any Plugin
    let fault: Fault

    var manifest: Manifest { plugin.manifest }
    var migrations: [Migration] { plugin.migrations }
    var commands: [Command] { plugin.commands }

    func handle(_ call: CommandCall, in turn: Turn) throws {
        try plugin.handle(call, in: turn)
        try goWrong(turn)
    }

    func answer(_ answer: Answer, in turn: Turn) throws {
        try plugin.answer(answer, in: turn)
        try goWrong(turn)
        if answer.question.kind == .words, answer.choices.isEmpty { tell(answer, turn) }
    }

    func takeBack(_ said: Said, in turn: Turn) throws -> Bool {
        try fault == .voteNotTakenBack || plugin.takeBack(said, in: turn)
    }

    /// Says to others what is not for them.
    private func tell(_ answer: Answer, _ turn: Turn) {
        func tell(_ text: String, _ group: Group) {
            turn.broadcast(Message(Prompt("you-said", ["words": .text(text)])), to: group)
        }
        if fault == .wordsTold { tell(answer.text, .members) }
        if fault == .nameTold, let name = turn.member?.name { tell(name, .role(.organiser)) }
    }

    /// What was done is changed afterwards, in the same turn.
    private func goWrong(_ turn: Turn) throws {
        switch fault {
        case .voteLost:
            try eachVote(of: turn) { poll, voter, _ in
                try turn.database.run("DELETE FROM polls_vote WHERE poll = $1 AND voter = $2", poll, voter)
            }
        case .voteChanged:
            try eachVote(of: turn) { poll, voter, vault in
                let first = Data(try vault.seal(Array("1".utf8))).base64EncodedString()
                try turn.database.run(
                    "UPDATE polls_vote SET value = $1 WHERE poll = $2 AND voter = $3", first, poll, voter)
            }
        case .tallyWrong:
            try turn.database.run("UPDATE polls_choice SET votes = votes + 1 WHERE votes IS NOT NULL")
        case .wordsLost: try turn.database.run("DELETE FROM polls_words")
        case .pollLost:
            try turn.database.run("DELETE FROM polls_poll WHERE closed IS NOT NULL")
        case .draftTimerLost:
            for row in try turn.database.rows("SELECT id FROM polls_draft") {
                turn.cancelWake("draft:\(try row[0] as Int64)")
            }
        default: break
        }
    }

    /// The name under which whoever began the turn has voted in each poll, with the poll's vault.
    private func eachVote(of turn: Turn, _ body: (Int64, String, any Vault) throws -> Void) throws {
        guard let member = turn.member else { return }
        for row in try turn.database.rows("SELECT id, round FROM polls_poll WHERE closed IS NULL") {
            let id: Int64 = try row[0]
            let round: Int64 = try row[1]
            guard let vault = try? turn.vault("poll-\(id)" + (round == 0 ? "" : "-\(round)")) else {
                continue
            }
            try body(id, "v" + Data(vault.pseudonym(of: member.id)).base64EncodedString(), vault)
        }
    }

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        switch fault {
        case .timerNever: return
        case .timerLate:
            let late = WakeUp(
                key: wakeUp.key, data: wakeUp.data, due: wakeUp.due + .hours(2), lateness: wakeUp.lateness)
            return try plugin.wake(late, in: turn)
        case .timerTwice: try plugin.wake(wakeUp, in: turn)
        default: break
        }
        try plugin.wake(wakeUp, in: turn)
        if fault == .timerNotSetAgain { turn.cancelWake(wakeUp.key) }
    }

    func hear(_ news: News, in turn: Turn) throws { try plugin.hear(news, in: turn) }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try plugin.export(member, from: database)
    }

    func forget(_ member: Member.ID, in turn: Turn) throws {
        switch fault {
        case .votesNotForgotten, .pebblesNotForgotten: return
        default: try plugin.forget(member, in: turn)
        }
    }
}
