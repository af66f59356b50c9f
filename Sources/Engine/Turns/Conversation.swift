import ChannelContract
import Storage
import YouSaidKit

/// Finds out what somebody means and hands it to whoever it is for: a press or a reply to its own question, a
/// reserved word to the engine, bare text to the latest open question, a command word to its plugin.
struct Conversation {
    let runner: TurnRunner
    let event: Event
    var cause: TurnCause
    var after = AfterCommit()

    var parts: EngineParts { runner.parts }
    var database: any Database { runner.database }
    var member: Member? { cause.sender?.member }
    var reader: Reader { Reader(member) }

    mutating func handle() throws {
        if cause.pace == .tellThem { try say("too-fast") }
        switch event.kind {
        case .message: try message()
        case .press(let press):
            try pressed(press)
            // Where nobody said anything the platform still has to be told that the press arrived.
            if cause.answering != nil { try runner.reply(OutgoingBody(text: ""), &cause, &after) }
        case .edit: if member != nil { try say("edited") }
        case .unreachable: try setReachable(false)
        case .reachable: try setReachable(true)
        case .group: try refuseGroup()
        }
    }

    /// Says that this is no place to talk, but not at every message of the group.
    private mutating func refuseGroup() throws {
        guard let group = cause.sender?.hash, parts.groups.maySpeak(to: group, at: runner.now) else { return }
        after.groups.append(group)
        try say("group", ["forum": .text(parts.forum.name)])
    }

    // MARK: What was written

    private mutating func message() throws {
        if let question = try repliedTo() {
            if try reserved(onlyUrgent: true) || explained(onlyCommand: true) { return }
            return try answer(question, many: false)
        }
        if try reserved(onlyUrgent: false) || explained(onlyCommand: true) { return }
        let call = CommandReader().read(event.text, commands: parts.plugins.words)
        if let call, call.standsAlone { return try command(call.word, call.rest) }
        if let member, try answered(by: member, isCommand: call != nil) { return }
        if let call { return try command(call.word, call.rest) }
        if try explained(onlyCommand: false) { return }
        try nothingFits()
    }

    /// The question of ours that the person replied to, with the platform's own "reply".
    private func repliedTo() throws -> AskedQuestion? {
        guard let receipt = event.replyTo, let contact = cause.sender?.contact, let member else { return nil }
        let row = try database.first(
            """
            SELECT question FROM core_outgoing
            WHERE contact = $1 AND receipt = $2 AND question IS NOT NULL
            """, contact.id, receipt)
        guard let row else { return nil }
        return try parts.questions.asked(try row[0], of: member.id, in: database)
    }

    /// Takes bare text as the answer to a question, if it fits one.
    private mutating func answered(by member: Member, isCommand: Bool) throws -> Bool {
        let all = try parts.questions.answerable(by: member.id, in: database)
        let open = all.filter { $0.state == .open }
        // What nobody can read is the answer to what was asked last.
        if needsPerson, event.text.isEmpty, let latest = open.first, latest.question.kind == .choice {
            if try handedIn(answering: latest) { return true }
        }
        for asked in open {
            if asked.question.kind == .words {
                try answer(asked, many: open.count > 1)
                return true
            }
            // "What does EHCP mean?" is no vote for the choice with that word.
            if WordFinder.asked(event.text) != nil, try explained(onlyCommand: false) { return true }
            if case .choice = match(asked.question) {
                try answer(asked, many: open.count > 1)
                return true
            }
        }
        if isCommand { return false }
        if let latest = open.first {
            if try explained(onlyCommand: false) { return true }
            try unclear(latest)
            return true
        }
        // Nothing is open: a clear choice changes the latest answer that can be changed.
        for asked in all where asked.question.kind == .choice {
            if case .choice = match(asked.question) {
                try answer(asked, many: all.count > 1)
                return true
            }
        }
        return false
    }

    /// The choice of a free-text question, where exactly its words were written: anything else is the answer.
    private func shortCut(_ question: Question) -> Choice? {
        let said = event.text.trimmed.lowercased()
        return question.choices.first { choice in
            ([choice.label] + choice.words).contains { $0.lowercased() == said }
        }
    }

    private func match(_ question: Question) -> AnswerMatcher.Match {
        AnswerMatcher().match(event.text, choices: question.choices)
    }

    // MARK: Answers

    private mutating func pressed(_ press: Press) throws {
        cause.answering = AnsweredPress(press: press, buttons: [])
        guard let member, let data = ButtonData(press.data),
            let asked = try parts.questions.asked(data.question, of: member.id, in: database),
            asked.question.choices.indices.contains(data.choice)
        else { return try say("not-asked") }
        try answer(asked, with: asked.question.choices[data.choice])
    }

    /// Takes what was written as the answer to one question.
    private mutating func answer(_ asked: AskedQuestion, many: Bool) throws {
        if many {
            let title = try parts.composer.title(of: asked.question, for: reader)
            cause.lead = try parts.composer.core("confirm-title", ["title": .text(title)], for: reader)
        }
        if asked.question.kind == .words { return try answer(asked, with: shortCut(asked.question)) }
        guard case .choice(let choice) = match(asked.question) else { return try unclear(asked) }
        try answer(asked, with: choice)
    }

    private mutating func answer(_ asked: AskedQuestion, with choice: Choice?) throws {
        guard let member else { return try say("not-asked") }
        let wasAnswered = asked.state == .answered
        if asked.isClosed || (asked.state != .open && !(wasAnswered && asked.question.canChange)) {
            let title = try parts.composer.title(of: asked.question, for: reader)
            return try say("closed-question", ["title": .text(title)])
        }
        let isOwn = asked.plugin == SafetyDesk.owner
        let plugin = parts.plugins.plugin(asked.plugin)
        guard isOwn || plugin != nil else { return try say("sorry") }
        if let answering = cause.answering {
            cause.answering = AnsweredPress(
                press: answering.press,
                buttons: asked.question.canChange
                    ? try parts.composer.buttons(
                        of: asked.question, id: asked.id, chosen: choice, for: reader) : [])
        }
        try parts.questions.answer(asked, by: member.id, in: database)
        if member.ways.oneAtATime { try releaseWaiting(for: member.id) }
        guard let plugin else { return try coreAnswer(asked, choice) }
        let answer = Answer(
            question: asked.question, id: asked.id, choice: choice, text: event.text,
            attachments: event.attachments, isChange: wasAnswered)
        try runner.run(plugin, for: &cause, &after) { try plugin.plugin.answer(answer, in: $0) }
    }

    /// Asks again kindly; the second time with help; the third time a person is offered.
    private mutating func unclear(_ asked: AskedQuestion) throws {
        guard let member else { return }
        if asked.isClosed {
            let title = try parts.composer.title(of: asked.question, for: reader)
            return try say("closed-question", ["title": .text(title)])
        }
        if try handedIn(answering: asked) { return }
        try parts.questions.misunderstood(asked, by: member.id, in: database)
        if asked.tries >= 2 { return try say("unclear-person") }
        let choices = PromptValue.lines(
            asked.question.choices.enumerated().map { index, choice in
                .prompt(
                    Prompt(
                        "option", ["number": .number(index + 1), "label": .text(choice.label)],
                        plugin: "core"))
            })
        let name = asked.tries == 0 ? "unclear" : "unclear-help"
        var body = OutgoingBody(text: try parts.composer.core(name, ["choices": choices], for: reader))
        if cause.sender.flatMap({ parts.channels[$0.channel] })?.hasButtons ?? false, !member.ways.usesNumbers
        {
            body.buttons = try parts.composer.buttons(
                of: asked.question, id: asked.id, chosen: nil, for: reader)
        }
        try runner.reply(body, question: asked.id, &cause, &after)
    }

    // MARK: Commands

    private mutating func command(_ word: String, _ text: String) throws {
        if let own = OperatorCommand(rawValue: word) { return try operatorCommand(own) }
        if let own = LeadCommand(rawValue: word) { return try leadCommand(own, text) }
        if word == WordFinder.command { return try explain(text) }
        guard let found = parts.plugins.command(word) else { return try nothingFits() }
        guard found.command.audience.includes(member) else {
            if member != nil { return try say("not-allowed") }
            return try say("only-members", ["forum": .text(parts.forum.name)])
        }
        // What only some may do leaves a trace of who did it.
        if case .roles = found.command.audience {
            try runner.audit("said \(word)", about: nil, by: member?.id, plugin: found.plugin.id)
        }
        let call = CommandCall(word: word, text: text, attachments: event.attachments)
        try runner.run(found.plugin, for: &cause, &after) { try found.plugin.plugin.handle(call, in: $0) }
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
