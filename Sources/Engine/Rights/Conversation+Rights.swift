import Storage
import YouSaidKit

/// MY DATA, FORGET THAT, DELETE ME and KEEP ME.
extension Conversation {
    private var leaving: Leaving { Leaving(parts: parts, database: database, now: runner.now) }

    mutating func rightsCommand(_ command: RightsCommand, _ rest: String) throws {
        // "Keep me a seat" is something else.
        guard rest.isEmpty else { return try nothingFits() }
        guard let member else {
            return try say("only-members", ["forum": .text(parts.forum.name)])
        }
        switch command {
        case .myData: try giveData(to: member)
        case .forgetThat: try forgetThat(member)
        case .deleteMe: try askWhetherToDelete(member)
        case .keepMe:
            guard try leaving.plan(of: member.id) != nil else { return try say("stays-already") }
            try leaving.stay(member.id, &after)
            try say("stays", ["forum": .text(parts.forum.name)])
        }
    }

    /// Somebody answered what the engine asked about it.
    mutating func rightsAnswer(
        _ question: RightsQuestion, _ asked: AskedQuestion, _ choice: Choice?
    ) throws {
        guard let member else { return try say("not-asked") }
        switch question {
        case .leaving:
            guard choice?.id == "yes" else { return try say("still-here") }
            if member.roles.contains(.safeguardingLead), try asksLastLead(.delete, about: member.id) {
                return
            }
            try beginLeaving(member)
        case .forget:
            guard let id = choice.flatMap({ Int64($0.id) }) else { return try say("forget-nothing") }
            try forgetAnswer(Question.ID(rawValue: id), of: member)
            try PassingQuestions.forget(asked.id, in: database)
        case .which:
            try answer(which: choice, of: member)
            try PassingQuestions.forget(asked.id, in: database)
        case .commandOrAnswer: try use(asked, as: choice, of: member)
        case .erase: try eraseWhenSure(asked, choice)
        }
    }

    // MARK: DELETE ME

    private mutating func askWhetherToDelete(_ member: Member) throws {
        if let plan = try leaving.plan(of: member.id) {
            return try say("leaving", dayAndForum(plan.due))
        }
        let due = runner.now + parts.deleteAfter
        try askCore(.leaving, Prompt("sure-to-delete", dayAndForum(due), plugin: "core"))
    }

    mutating func beginLeaving(_ member: Member) throws {
        try heardByLeads("concern-said-delete")
        let due = try leaving.plan(of: member.id)?.due ?? leaving.begin(member.id, &after)
        try say("leaving", dayAndForum(due))
    }

    func dayAndForum(_ due: Moment) -> [String: PromptValue] {
        ["date": .date(due), "time": .time(due), "forum": .text(parts.forum.name)]
    }

    // MARK: MY DATA

    private mutating func giveData(to member: Member) throws {
        let page = MyData.page
        guard let link = parts.links.maker?() else {
            try say("my-data-follows")
            return try runner.sayPage(page, of: MyData.owner, &cause, &after)
        }
        try parts.links.keep(
            page, token: link.token, of: MyData.owner, for: member.id, until: runner.now + MyData.span,
            in: database)
        let message = Message(
            Prompt("my-data-link", plugin: "core"), kind: .reply,
            link: Link(label: page.title, url: link.url))
        try runner.reply(try parts.composer.compose(message, for: reader), &cause, &after)
    }

    // MARK: FORGET THAT

    private mutating func forgetThat(_ member: Member) throws {
        switch parts.lastSaid.part(of: member.id) {
        case .answer(let id): try forgetAnswer(id, of: member)
        case .command(let plugin, let word):
            guard let active = parts.plugins.plugin(plugin) else { return try say("forget-nothing") }
            if try takeBack(.command(word), active) { try say("forgot-that") }
        case .failed: try forgetFailed(member)
        case .words, .nothing: try say("forget-nothing")
        case nil: try askWhichToForget(member)
        }
    }

    /// The bot was started since, so it does not know what was said last.
    private mutating func askWhichToForget(_ member: Member) throws {
        let answered = try parts.questions.answerable(by: member.id, in: database).filter {
            $0.state.isAnswered && $0.plugin != SafetyDesk.owner
        }.prefix(10)
        guard !answered.isEmpty else { return try say("forget-nothing") }
        let choices = try answered.map {
            Choice("\($0.id.rawValue)", label: try parts.composer.title(of: $0.question, for: reader))
        }
        try askCore(.forget, Prompt("which-to-forget", plugin: "core"), choices: choices)
    }

    private mutating func forgetAnswer(_ id: Question.ID, of member: Member) throws {
        guard let asked = try parts.questions.asked(id, of: member.id, in: database),
            let plugin = parts.plugins.plugin(asked.plugin)
        else { return try say("forget-nothing") }
        guard try takeBack(.answer(asked.question, id: id), plugin) else { return }
        let words = Prompt(
            "forgot-answer", ["title": .text(try parts.composer.title(of: asked.question, for: reader))],
            plugin: SafetyDesk.owner)
        try database.run(
            "UPDATE core_asked SET state = $1, tries = 0 WHERE member = $2 AND question = $3",
            asked.isClosed ? AskedState.ended : .open, member.id, id)
        guard !asked.isClosed else { return try say(words.name, words.values) }
        // It can be answered again, as if it never had been, and looks as it did then. Of a secret question it leaves no more
        // trace than any reply.
        cause.vault = asked.question.vault.map { VaultName(plugin: asked.plugin, name: $0) }
        try runner.askAgain(id, saying: words, chosen: [], &cause, &after)
    }

    /// Has the plugin remove what it kept. Where there is nothing to remove, that is said.
    private mutating func takeBack(_ said: Said, _ plugin: ActivePlugin) throws -> Bool {
        var isGone = false
        try runner.run(plugin, for: &cause, &after) { isGone = try plugin.plugin.takeBack(said, in: $0) }
        if isGone, let member { after.said.append((member.id, .nothing)) }
        if !isGone { try say("forget-nothing") }
        return isGone
    }

    /// The last message could not be handled and was kept for REPLAY.
    private mutating func forgetFailed(_ member: Member) throws {
        guard let sender = cause.sender else { return }
        let row = try database.first(
            """
            SELECT channel, key FROM core_event WHERE state <> 0 AND sender = $1
            ORDER BY received DESC LIMIT 1
            """, sender.hash)
        guard let row else { return try say("forget-nothing") }
        try database.run(
            """
            UPDATE core_event SET state = 0, plugin = NULL, reason = NULL, sender = NULL, body = NULL
            WHERE channel = $1 AND key = $2
            """, try row[0] as String, try row[1] as String)
        after.said.append((member.id, .nothing))
        try say("forgot-that")
    }

    // MARK: Asking

    /// Asks whoever wrote a question of the engine's own: yes or no, where no choices are named.
    mutating func askCore(
        _ name: RightsQuestion, _ text: Prompt, choices: [Choice] = [], data: [String: String] = [:]
    ) throws {
        guard let member else { return }
        let choices = try choices.isEmpty ? yesAndNo() : choices
        let question = Question(
            name.rawValue, text, title: try parts.composer.core(name.rawValue + "-title", for: reader),
            choices: choices, data: data)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: SafetyDesk.owner, in: database)
        try parts.questions.endAgain(member.id, in: database)
        try parts.questions.ask(id, member.id, in: database)
        try runner.reply(
            try parts.composer.compose(question, id: id, for: reader), question: id, &cause, &after)
    }

    private func yesAndNo() throws -> [Choice] {
        try ["yes", "no"].map { name in
            let words = try parts.composer.core(name + "-words", for: reader)
                .split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
            return Choice(name, label: try parts.composer.core(name, for: reader), words: words)
        }
    }
}
