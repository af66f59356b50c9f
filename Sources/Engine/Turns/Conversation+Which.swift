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
        let shown = try rows.map { try $0[0] as Question.ID }
        // What waits for an answer goes before what has one.
        let open = all.filter { $0.state != .answered }
        let candidates = open.isEmpty ? all : open
        var newest = shown.lazy.compactMap { id in candidates.first { $0.id == id } }.first
        // Of what is asked in secret no message keeps the question: then it is the one that waits for an answer.
        if let first = open.first, !shown.contains(first.id) { newest = first }
        // Where words are asked for, a number is no place in an older list.
        guard let newest, newest.question.kind != .words, !newest.isAboutWorry else { return nil }
        return newest
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
            guard other.id != asked.id, !other.isAboutWorry, !other.isOffer else { return false }
            if other.state != .answered { return true }
            return other.question.kind != .words && !other.isPartOfSame(as: asked) && !meant(other).isEmpty
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
        mayBeSecret = fitting.contains { $0.question.vault != nil }
        after.said.append((member.id, .words(event.text)))
    }

    // MARK: A command in the middle of a piece of work

    /// "RESULTS Which day?" is the command also where the words of a poll are asked for; "results of the vote" may be an
    /// answer that begins like one, and is asked about.
    /// - Parameter word: the command with which the message begins.
    /// - Returns: whether it is no answer, and then whether it was asked about.
    mutating func isCommand(_ word: String?, amid asked: AskedQuestion, by member: Member) throws
        -> CommandAmid
    {
        guard let word, asked.isStaffs, asked.question.kind == .words, cause.speaker == nil, mayUse(word),
            let known = OwnCommands.find(word) ?? parts.plugins.command(word)?.command,
            known.audience.isStaffs
        else { return .answer }
        let said = event.text.drop { $0.isWhitespace || $0 == "/" }
        if said.hasPrefix(word) { return .command }
        // "Next Friday 4pm" is what people say all day.
        if EnglishWords.isEveryday(word.lowercased()) { return .answer }
        let choices = try ["answer", "command"].map { name in
            Choice(
                name,
                label: try parts.composer.core(
                    "command-or-answer-\(name)", ["word": .text(word)], for: reader))
        }
        try askCore(
            .commandOrAnswer, Prompt("command-or-answer", ["word": .text(word)], plugin: "core"),
            choices: choices,
            data: ["question": "\(asked.id.rawValue)"])
        after.said.append((member.id, .words(event.text)))
        return .askedBack
    }

    /// They said whether it was the command or the answer.
    mutating func use(_ asked: AskedQuestion, as choice: Choice?, of member: Member) throws {
        guard let id = asked.question.data["question"].flatMap({ Int64($0) }),
            let open = try parts.questions.asked(Question.ID(rawValue: id), of: member.id, in: database)
        else { return try say("not-asked") }
        guard case .words(let words) = parts.lastSaid.part(of: member.id) else {
            let body = try parts.composer.compose(open.question, id: open.id, for: reader)
            return try runner.reply(body, question: open.id, &cause, &after)
        }
        if cause.answering != nil { try runner.reply(OutgoingBody(text: ""), &cause, &after) }
        event = event.saying(words)
        if choice?.id == "command",
            let call = read(words).call
        {
            return try command(call.word, call.rest)
        }
        try answer(open, many: false)
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

/// What a message that begins with a command is, in the middle of a piece of work.
enum CommandAmid {
    case answer, command, askedBack
}
