import ChannelContract
import Storage
@_spi(Host) import YouSaidKit

/// What a turn is run for: what came, from whom, and what an answer to it must carry.
struct TurnCause {
    /// Unique and the same at every try; by it a turn that ends the process is recognised.
    let key: [UInt8]
    /// Whoever wrote; nil for a timer.
    var sender: Sender?
    /// The key of the event, for channels whose caller waits for the answer.
    var event: String?
    /// The press that the first answer answers.
    var answering: AnsweredPress?
    /// The question that is answered.
    var asked: AskedQuestion?
    /// The choices that its buttons show as chosen from now on, where it was answered with words.
    var chosen: Set<String> = []
    /// The supporter or parent who speaks for the sender's member.
    var speaker: Member?
    /// Where a secret question was answered: its vault. What is said in reply is sealed in it.
    var vault: VaultName?
    /// Whether the plugin said that what came is no answer.
    var isUnclear = false
    /// Words before the first answer, such as which question was meant.
    var lead: String?
    /// Whether the buttons of the question that is answered stay as they are.
    var leavesButtons = false
    /// Why an answer in this turn is said. Not a reply where somebody else began it.
    var kind = Message.Kind.reply
    /// Whether this is the forum's work: a word of staff, or an answer in a step that one opened.
    var isStaffs = false
    /// Whether nothing is said to whoever wrote, because they have heard it already.
    var isQuiet = false
    /// Whether whoever wrote is answered at once.
    var pace = FloodGate.Pace.atOnce
}

/// Runs one plugin's part of a turn and carries out what it said should happen, in the same transaction.
struct TurnRunner {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// Runs `body` with a turn of the plugin, then carries out its effects.
    func run(
        _ plugin: ActivePlugin, for cause: inout TurnCause, _ after: inout AfterCommit,
        _ body: (Turn) throws -> Void
    ) throws {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: cause.sender,
            makeID: parts.makeID)
        let opened = OpenedVaults()
        let turn = makeTurn(
            plugin, people: people, member: cause.sender?.member, speaker: cause.speaker, opened: opened)
        let clock = ContinuousClock()
        let start = clock.now
        parts.watch.begin(cause.key, plugin: plugin.id)
        defer { parts.watch.end() }
        try PluginFailure.blaming(plugin.id) {
            try body(turn)
            cause.sender = people.sender
            // What is no answer leaves the question as it was, with its buttons.
            cause.leavesButtons = turn.effects.contains(where: \.leavesQuestionOpen)
            // What it said may have no words, or be for nobody: that is the plugin's fault too.
            try carryOut(turn.effects, of: plugin, for: &cause, &after)
            try people.removeDeclined()
            try RoleDesk(parts: parts, database: database, now: now).carryOut(people.roleChanges, &after)
        }
        after.openedVaults += opened.list
        after.turns.append((plugin.id, clock.now - start))
    }

    func makeTurn(
        _ plugin: ActivePlugin, people: PeopleBook, member: Member?, speaker: Member? = nil,
        opened: OpenedVaults = OpenedVaults()
    ) -> Turn {
        let reader = Reader(member)
        let composer = parts.composer
        return Turn(
            plugin: plugin.id, now: now, forum: parts.forum, member: member, speaker: speaker,
            database: database, people: people, settings: plugin.settings,
            languages: parts.composer.wording.languageNames, makeID: parts.makeID,
            render: { try composer.words($0, for: reader) },
            advise: { [now] in
                Advice(composer.wording, reader.language, now: now).prompts(on: $0, choices: $1)
            },
            openVault: { [parts, database] in
                try opened.open(VaultName(plugin: plugin.id, name: $0), parts.vaults, in: database)
            },
            show: {
                try composer.shown(
                    $0, for: Reader(form: $1, language: reader.language), hasButtons: $2)
            },
            makeLink: parts.links.maker)
    }

    // MARK: Carrying out

    func carryOut(
        _ effects: [Effect], of plugin: ActivePlugin, for cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        for effect in effects where !(cause.isQuiet && effect.answersSender) {
            switch effect {
            case .say(let message, let member):
                try say(message, to: member, of: plugin, &cause, &after)
            case .sayToRequest(let message, let request):
                try say(message, toRequest: request, &after)
            case .ask(let question, let id, let member):
                try ask(question, id, to: member, of: plugin, &cause, &after)
            case .tell(let message, let group, let id):
                try parts.outbox.broadcasts.keep(
                    message, to: group, id: id, plugin: plugin.id, subject: plugin.subject, now: now,
                    in: database)
                after.hasBroadcast = true
            case .pass(let attachments, let role, let message):
                guard let sender = cause.sender, let member = sender.member else {
                    throw PeopleError.notAMember
                }
                try AttachmentDesk(parts: parts, database: database, now: now).pass(
                    attachments, from: member.id, on: sender.channel, to: role, about: message, .notice,
                    &after
                )
            case .askGroup(let question, let group, let id):
                try parts.questions.keep(question, id: id, plugin: plugin.id, isWide: true, in: database)
                try parts.outbox.broadcasts.keep(
                    question, id, to: group, plugin: plugin.id, subject: plugin.subject, now: now,
                    in: database)
                after.hasBroadcast = true
            case .prepare(let question, let id):
                try parts.questions.keep(question, id: id, plugin: plugin.id, isWide: true, in: database)
            case .askAgain(let id, let lead, let chosen):
                try askAgain(id, saying: lead, chosen: chosen, &cause, &after)
            case .sayAsIfAsking(let id, let words):
                try sayAsIfAsking(id, words, &cause, &after)
            case .unclear: cause.isUnclear = true
            case .askGroupAgain(let id, let group, let lead):
                // No cache here: what was corrected in this turn counts.
                guard let question = try parts.questions.readForGroup(id, in: database) else { break }
                try parts.outbox.broadcasts.keep(
                    question, id, saying: lead, to: group, plugin: plugin.id,
                    subject: plugin.subject, now: now, in: database)
                after.hasBroadcast = true
            case .correct(let id, let question):
                try parts.questions.correct(id, to: question, in: database)
                try parts.outbox.broadcasts.correct(id, to: question, in: database)
                after.corrected.append(id)
            case .leave(let id):
                guard let member = cause.sender?.member else { throw PeopleError.notAMember }
                if let asked = cause.asked, asked.id == id, asked.question.vault != nil {
                    // That somebody left a secret question out must not show: it looks like any answer.
                    try parts.questions.answer(asked, by: member.id, in: database)
                } else {
                    try parts.questions.leave(id, member.id, in: database)
                }
            case .reopen(let id):
                guard let member = cause.sender?.member else { throw PeopleError.notAMember }
                try parts.questions.reopen(id, member.id, in: database)
            case .mark(let chosen):
                cause.chosen = chosen
                guard let answering = cause.answering, let asked = cause.asked, !answering.buttons.isEmpty
                else { break }
                cause.answering = AnsweredPress(
                    press: answering.press,
                    buttons: try parts.composer.buttons(
                        of: asked.question, id: asked.id, chosen: chosen, for: Reader(cause.sender?.member),
                        asked: cause.speaker == nil ? nil : cause.sender?.member?.id))
            case .keepLink(let page, let token, let member, let expires):
                try parts.links.keep(
                    page, token: token, of: plugin.id, for: member, until: expires, in: database)
            case .sayPage(let page): try sayPage(page, of: plugin.id, &cause, &after)
            case .closeQuestion(let id):
                if try parts.questions.close(id, at: now, in: database) {
                    try parts.secrets.closed(id, at: now, in: database)
                    after.hasTimer = true
                    after.hasErasure = true
                }
            case .setTimer(let key, let due, let local, let data):
                try parts.timers.set(
                    plugin: plugin.id, key: key, kind: .wake, due: due, local: local, data: data,
                    in: database)
                after.hasTimer = true
            case .cancelTimer(let key):
                try parts.timers.cancel(plugin: plugin.id, key: key, in: database)
            case .publish(let news):
                try publish(news)
                after.hasTimer = true
            case .audit(let action, let about):
                try audit(
                    action, about: about, by: (cause.speaker ?? cause.sender?.member)?.id, plugin: plugin.id)
            case .erase(let member):
                let roles = RoleDesk(parts: parts, database: database, now: now)
                // No clock deletes whom two officers ended the membership of: that is theirs to say.
                if cause.sender == nil, try roles.wasMember(member) { break }
                let before = try roles.beforeLeaving(member)
                try erase(member, &cause, &after)
                after.hasErasure = true
                try roles.noticeLeft(before, &after)
            case .destroyVault(let name):
                let vault = VaultName(plugin: plugin.id, name: name)
                try parts.vaults.destroy(vault, in: database)
                try SecretEvent.forgetAll(of: vault, parts.sealer, database)
                after.destroyedVaults.append(vault)
                after.hasErasure = true
            }
        }
    }

    /// Each other plugin hears news in a turn of its own, so that one that fails undoes nobody else's.
    private func publish(_ news: News) throws {
        for listener in parts.plugins.plugins where listener.id != news.source {
            try parts.timers.set(
                plugin: listener.id, key: "news:\(parts.makeID())", kind: .news, due: now, local: nil,
                data: news, in: database)
        }
    }

    /// Notes who did what. What people who are no staff do for themselves is not noted: the time at which somebody
    /// wrote, beside how many had answered by then, would tell who has answered an anonymous poll.
    func audit(_ action: String, about: Member.ID?, by member: Member.ID?, plugin: String) throws {
        if let member, about == nil || about == member, try !isStaff(member) { return }
        try database.run(
            """
            INSERT INTO core_audit (id, moment, member, plugin, action, about)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, parts.makeID(), now, member, plugin, action, about)
    }

    private func isStaff(_ member: Member.ID) throws -> Bool {
        let bits: Int64? = try database.first("SELECT roles FROM core_member WHERE id = $1", member)?[0]
        return Set(bits: bits ?? 0).contains(where: \.isStaff)
    }

    /// Removes a person from every plugin's tables, then from the core's.
    private func erase(
        _ member: Member.ID, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        try Erasure(parts: parts, database: database, now: now).erase(member, &after)
        if cause.sender?.member?.id == member {
            cause.sender?.member = nil
            cause.sender?.contact = nil
        }
    }
}
