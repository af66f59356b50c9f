import ChannelContract
import Storage
import YouSaidKit

/// Several questions can be answered at once: which of them words are for, and what is said where that is not clear.
extension Conversation {
    /// The question with the list that somebody was shown last, where what they wrote is a bare number: a number counts
    /// in that list and in no older one.
    /// - Parameter all: what they can answer.
    func listOfNumber(among all: [AskedQuestion]) throws -> AskedQuestion? {
        guard let member, cause.speaker == nil, AnswerReader.isNumber(event.text) else { return nil }
        let rows = try database.rows(
            """
            SELECT o.question FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
            WHERE c.member = $1 AND o.question IS NOT NULL AND o.state IN (1, 2) ORDER BY o.id DESC LIMIT 10
            """, member.id)
        for row in rows {
            let id: Question.ID = try row[0]
            guard let asked = all.first(where: { $0.id == id }) else { continue }
            // What they were asked last wants words, so a number is no place in an older list.
            return asked.question.kind == .words || asked.isAboutWorry ? nil : asked
        }
        return nil
    }

    /// The questions that words fit: those that wait for an answer, or else those whose answer can be changed.
    func fitting(among all: [AskedQuestion]) -> [AskedQuestion] {
        let fit = all.filter { !$0.isAboutWorry && $0.question.kind != .words && !meant($0).isEmpty }
        let open = fit.filter { $0.state != .answered }
        return open.isEmpty ? fit : open
    }

    /// Whether more than one question could be meant, so that a reply has to name its own.
    func isOneOfSeveral(_ asked: AskedQuestion, among all: [AskedQuestion]) -> Bool {
        all.contains { other in
            guard other.id != asked.id, !other.isAboutWorry, !other.isPartOfSame(as: asked) else {
                return false
            }
            return other.state != .answered || other.question.kind != .words && !meant(other).isEmpty
        }
    }

    /// Whether words fit several polls. A question of another kind, such as a consent, is answered first.
    func isUnclearWhich(_ asked: AskedQuestion, among fitting: [AskedQuestion]) -> Bool {
        asked.question.canChange
            && fitting.contains { other in
                other.id != asked.id && other.question.canChange && !other.isPartOfSame(as: asked)
            }
    }

    /// Asks which question is meant, and keeps the words in memory until then.
    mutating func askWhich(_ fitting: [AskedQuestion], by member: Member) throws {
        let choices = try fitting.filter(\.question.canChange).prefix(10).map {
            Choice("\($0.id.rawValue)", label: try parts.composer.title(of: $0.question, for: reader))
        }
        try askCore(.which, Prompt("which-question", plugin: "core"), choices: choices)
        after.said.append((member.id, .words(event.text)))
    }

    /// They said which: what they wrote is the answer to it. After a start of the bot nobody knows what they wrote, and
    /// the question is shown again.
    mutating func answer(which choice: Choice?, of member: Member) throws {
        guard let id = choice.flatMap({ Int64($0.id) }),
            let asked = try parts.questions.asked(Question.ID(rawValue: id), of: member.id, in: database)
        else { return try say("not-asked") }
        if case .words(let words) = parts.lastSaid.part(of: member.id) {
            // The press was on the list of questions, and not on the choices of this one.
            if cause.answering != nil { try runner.reply(OutgoingBody(text: ""), &cause, &after) }
            event = event.saying(words)
            return try answer(asked, many: true)
        }
        let body = try parts.composer.compose(asked.question, id: asked.id, for: reader)
        try runner.reply(
            cause.speaker == nil ? body : body.asked(for: member.id), question: asked.id, &cause, &after)
    }
}

extension AskedQuestion {
    /// Whether two questions are steps of one thing, such as a survey: they have a number of the engine's making or a vault
    /// in common.
    func isPartOfSame(as other: AskedQuestion) -> Bool {
        guard plugin == other.plugin else { return false }
        if let vault = question.vault, vault == other.question.vault { return true }
        return question.data.contains { key, value in
            other.question.data[key] == value && (Int64(value) ?? 0) >> IDMaker.countBits > 0
        }
    }
}
