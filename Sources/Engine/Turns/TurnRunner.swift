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
    /// Words before the first answer, such as which question was meant.
    var lead: String?
    /// Why an answer in this turn is said. Not a reply where somebody else began it.
    var kind = Message.Kind.reply
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
        let turn = makeTurn(plugin, people: people, member: cause.sender?.member)
        let clock = ContinuousClock()
        let start = clock.now
        parts.watch.begin(cause.key, plugin: plugin.id)
        defer { parts.watch.end() }
        try PluginFailure.blaming(plugin.id) {
            try body(turn)
            cause.sender = people.sender
            // What it said may have no words, or be for nobody: that is the plugin's fault too.
            try carryOut(turn.effects, of: plugin, for: &cause, &after)
            try people.removeDeclined()
        }
        after.turns.append((plugin.id, clock.now - start))
    }

    func makeTurn(_ plugin: ActivePlugin, people: PeopleBook, member: Member?) -> Turn {
        let reader = Reader(member)
        let composer = parts.composer
        return Turn(
            plugin: plugin.id, now: now, forum: parts.forum, member: member, database: database,
            people: people, settings: plugin.settings, languages: parts.composer.wording.languageNames,
            makeID: parts.makeID,
            render: { try composer.words($0, for: reader) },
            advise: { [now] in
                Advice(composer.wording, reader.language, now: now).prompts(on: $0, choices: $1)
            })
    }

    // MARK: Carrying out

    private func carryOut(
        _ effects: [Effect], of plugin: ActivePlugin, for cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        for effect in effects {
            switch effect {
            case .say(let message, let member):
                try say(message, to: member, &cause, &after)
            case .sayToRequest(let message, let request):
                try say(message, toRequest: request, &after)
            case .ask(let question, let id, let member):
                try ask(question, id, to: member, of: plugin, &cause, &after)
            case .tell(let message, let group, let id):
                try parts.outbox.broadcasts.keep(
                    message, to: group, id: id, plugin: plugin.id, now: now, in: database)
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
                    question, id, to: group, plugin: plugin.id, now: now, in: database)
                after.hasBroadcast = true
            case .askAgain(let id):
                try askAgain(id, &cause, &after)
            case .closeQuestion(let id):
                try parts.questions.close(id, at: now, in: database)
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
                try audit(action, about: about, by: cause.sender?.member?.id, plugin: plugin.id)
            case .erase(let member):
                try erase(member, &cause)
                after.hasErasure = true
            }
        }
    }

    private func say(
        _ message: Message, to member: Member.ID?, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let member else {
            return try reply(
                try parts.composer.compose(message, for: Reader(cause.sender?.member)), &cause, &after)
        }
        guard let reader = try person(member),
            let contact = try parts.contacts.preferred(of: member, in: database)
        else { return }
        let body = try parts.composer.compose(message, for: Reader(reader))
        try send(body, kind: message.kind, to: contact, question: nil, &after)
    }

    private func say(
        _ message: Message, toRequest request: JoinRequest.ID, _ after: inout AfterCommit
    ) throws {
        let row = try database.first("SELECT channel, address FROM core_request WHERE id = $1", request)
        guard let row else { return }
        let channel: String = try row["channel"]
        try parts.outbox.add(
            try parts.composer.compose(message, for: Reader(nil)), kind: .reply, channel: channel,
            address: try parts.contacts.open(try row["address"]), now: now, in: database)
        after.channels.insert(channel)
    }

    private func ask(
        _ question: Question, _ id: Question.ID, to member: Member.ID?, of plugin: ActivePlugin,
        _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let target = member ?? cause.sender?.member?.id, let reader = try person(target) else {
            throw PeopleError.notAMember
        }
        try parts.questions.keep(question, id: id, plugin: plugin.id, in: database)
        let isOwn = member == nil || member == cause.sender?.member?.id
        try parts.questions.ask(
            id, target, as: !isOwn && reader.ways.oneAtATime ? .waiting : .open, in: database)
        let body = try parts.composer.compose(question, id: id, for: Reader(reader))
        if isOwn {
            try reply(body, question: id, &cause, &after)
        } else if let contact = try parts.contacts.preferred(of: target, in: database) {
            try send(body, kind: .notice, to: contact, question: id, &after)
        }
    }

    /// Asks whoever began the turn a question that was asked before. What they answered stays.
    private func askAgain(
        _ id: Question.ID, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let member = cause.sender?.member else { throw PeopleError.notAMember }
        guard let question = try parts.questions.question(id, in: database) else { return }
        try parts.questions.ask(id, member.id, in: database)
        guard let asked = try parts.questions.asked(id, of: member.id, in: database), !asked.isClosed
        else { return }
        let reader = Reader(member)
        let body = try parts.composer.compose(question, id: id, for: reader)
        try reply(try parts.composer.offeringMeanings(body, for: reader), question: id, &cause, &after)
    }

    private func person(_ id: Member.ID) throws -> Member? {
        try PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID
        ).member(id)
    }

    /// Answers whoever began the turn. The first answer also answers their press. Somebody who floods the bot gets
    /// the last answer alone, later.
    func reply(
        _ words: OutgoingBody, question: Question.ID? = nil, _ cause: inout TurnCause,
        _ after: inout AfterCommit
    ) throws {
        guard let sender = cause.sender else { throw PeopleError.nobodyIsWriting }
        if cause.pace == .later, cause.kind == .reply {
            after.answers += 1
            return try replyLater(words, question: question, to: sender, &after)
        }
        var body = words
        if let lead = cause.lead { body.text = lead + "\n\n" + body.text }
        body.answering = cause.answering
        body.cause = cause.event
        cause.lead = nil
        cause.answering = nil
        if let contact = sender.contact {
            try send(body, kind: cause.kind, to: contact, question: question, &after)
        } else {
            try parts.outbox.add(
                body, kind: .reply, channel: sender.channel, address: sender.address, now: now, in: database)
            after.channels.insert(sender.channel)
        }
        after.answers += 1
    }

    private func replyLater(
        _ body: OutgoingBody, question: Question.ID?, to sender: Sender, _ after: inout AfterCommit
    ) throws {
        // Whoever has not joined hears once that it is too much.
        guard let contact = sender.contact else { return }
        try parts.outbox.addLater(
            body, to: contact, question: question, due: now + FloodGate.window, in: database)
        after.channels.insert(contact.channel)
    }

    private func send(
        _ body: OutgoingBody, kind: Message.Kind, to contact: Contact, question: Question.ID?,
        _ after: inout AfterCommit
    ) throws {
        try parts.outbox.add(body, kind: kind, to: contact, question: question, now: now, in: database)
        after.channels.insert(contact.channel)
    }

    /// Each other plugin hears news in a turn of its own, so that one that fails undoes nobody else's.
    private func publish(_ news: News) throws {
        for listener in parts.plugins.plugins where listener.id != news.source {
            try parts.timers.set(
                plugin: listener.id, key: "news:\(parts.makeID())", kind: .news, due: now, local: nil,
                data: news, in: database)
        }
    }

    func audit(_ action: String, about: Member.ID?, by member: Member.ID?, plugin: String) throws {
        try database.run(
            """
            INSERT INTO core_audit (id, moment, member, plugin, action, about)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, parts.makeID(), now, member, plugin, action, about)
    }

    /// Removes a person from every plugin's tables, then from the core's.
    private func erase(_ member: Member.ID, _ cause: inout TurnCause) throws {
        try Erasure(parts: parts, database: database, now: now).erase(member)
        if cause.sender?.member?.id == member {
            cause.sender?.member = nil
            cause.sender?.contact = nil
        }
    }
}
