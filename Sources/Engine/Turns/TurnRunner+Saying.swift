import ChannelContract
@_spi(Host) import YouSaidKit

/// What a turn says and asks, and how the first answer answers the press that began it.
extension TurnRunner {
    func say(
        _ message: Message, to member: Member.ID?, of plugin: ActivePlugin, _ cause: inout TurnCause,
        _ after: inout AfterCommit
    ) throws {
        let vault = message.vault.map { VaultName(plugin: plugin.id, name: $0) }
        guard let member else {
            return try reply(
                try parts.composer.compose(message, for: Reader(cause.sender?.member)), vault: vault, &cause,
                &after)
        }
        if message.isUrgent, message.kind == .notice {
            // Like one to a group: whoever cannot be told is named to the organisers.
            try parts.outbox.broadcasts.keep(
                message, to: .these([member]), id: parts.makeID(), plugin: plugin.id,
                subject: plugin.subject, now: now, in: database)
            after.hasBroadcast = true
            return
        }
        guard let reader = try person(member),
            let contact = try parts.contacts.preferred(of: member, in: database)
        else { return }
        let body = try parts.composer.compose(message, for: Reader(reader))
        let subject = message.heldBack(by: plugin.subject)
        guard subject & reader.stoppedSubjects.bits == 0 else { return }
        try send(body, kind: message.kind, subject: subject, to: contact, question: nil, vault: vault, &after)
    }

    func say(
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

    func ask(
        _ question: Question, _ id: Question.ID, to member: Member.ID?, of plugin: ActivePlugin,
        _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let target = member ?? cause.sender?.member?.id, let reader = try person(target) else {
            throw PeopleError.notAMember
        }
        let isOwn = member == nil || member == cause.sender?.member?.id
        try parts.questions.keep(
            question, id: id, plugin: plugin.id, isStaffs: isOwn && cause.isStaffs, in: database)
        if isOwn { try parts.questions.endAgain(target, in: database) }
        try parts.questions.ask(
            id, target, as: !isOwn && reader.ways.oneAtATime ? .waiting : .open, in: database)
        let body = try parts.composer.compose(question, id: id, for: Reader(reader))
        if isOwn {
            let body = cause.speaker == nil ? body : body.asked(for: target)
            try reply(body, question: id, &cause, &after)
        } else if let contact = try parts.contacts.preferred(of: target, in: database) {
            let subject = (question.subject ?? plugin.subject).bit
            guard subject & reader.stoppedSubjects.bits == 0 else { return }
            try send(body, kind: .notice, subject: subject, to: contact, question: id, &after)
        }
    }

    /// Asks whoever began the turn a question that is there. What they answered stays.
    func askAgain(
        _ id: Question.ID, saying lead: Prompt?, chosen: Set<String>, _ cause: inout TurnCause,
        _ after: inout AfterCommit
    ) throws {
        guard let member = cause.sender?.member else { throw PeopleError.notAMember }
        guard let question = try parts.questions.question(id, in: database) else { return }
        try parts.questions.ask(id, member.id, in: database)
        guard let asked = try parts.questions.asked(id, of: member.id, in: database), !asked.isClosed
        else { return }
        let reader = Reader(member)
        let body = try parts.composer.compose(question, id: id, saying: lead, chosen: chosen, for: reader)
        let offering = try parts.composer.offeringMeanings(body, for: reader)
        try reply(
            cause.speaker == nil ? offering : offering.asked(for: member.id), question: id, &cause, &after)
    }

    /// Says words in place of a question that is there, which is open from now on. The row is as long as the question's.
    func sayAsIfAsking(
        _ id: Question.ID, _ words: Prompt, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let member = cause.sender?.member else { throw PeopleError.notAMember }
        guard let question = try parts.questions.question(id, in: database) else { return }
        try parts.questions.ask(id, member.id, in: database)
        let reader = Reader(member)
        let asking = try parts.composer.compose(question, id: id, saying: words, for: reader)
        var body = try parts.composer.compose(Message(words), for: reader)
        body.room = asking.encoded().count
        try reply(body, question: id, &cause, &after)
    }

    /// Says in messages what stands on a page, because the forum has no address on the web.
    func sayPage(
        _ page: PrivatePage, of plugin: String, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        guard let member = cause.sender?.member else { throw PeopleError.notAMember }
        let writing = PageWriting(parts: parts, database: database, now: now)
        let reader = Reader(member)
        let writer = try writing.write(page, of: plugin, as: .reading, for: member.id, reader)
        for text in try writing.messages(writer.blocks, for: reader) {
            try reply(OutgoingBody(text: text), &cause, &after)
        }
        guard page.forms.contains(.csv) else { return }
        let offer = PageOffer(page: page, plugin: plugin)
        let question = try offer.question(for: reader, parts.composer)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: PageOffer.owner, in: database)
        try parts.questions.ask(id, member.id, in: database)
        try reply(
            parts.composer.compose(question, id: id, for: reader), question: id, &cause, &after)
    }

    private func person(_ id: Member.ID) throws -> Member? {
        try PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID
        ).member(id)
    }

    /// Answers whoever began the turn. The first answer also answers their press. Somebody who floods the bot gets
    /// the last answer alone, later.
    func reply(
        _ words: OutgoingBody, question: Question.ID? = nil, vault: VaultName? = nil,
        _ cause: inout TurnCause,
        _ after: inout AfterCommit
    ) throws {
        guard let sender = cause.sender else { throw PeopleError.nobodyIsWriting }
        if cause.isQuiet { return }
        var body = words
        if let lead = cause.lead { body.text = lead + "\n\n" + body.text }
        var answering = cause.answering
        if answering == nil, let asked = cause.asked, !cause.leavesButtons {
            var old = try oldButtons(of: asked, cause)
            answering = old.popLast()
            // What was asked again has buttons in more than one place.
            for older in old {
                var bare = OutgoingBody(text: "")
                bare.answering = older
                if let contact = sender.contact {
                    try send(
                        bare, kind: .reply, to: contact, question: nil, vault: vault ?? cause.vault, &after)
                }
            }
        }
        cause.lead = nil
        cause.answering = nil
        cause.leavesButtons = true
        if cause.pace == .later, cause.kind == .reply {
            after.answers += 1
            return try replyLater(body, question: question, vault: vault ?? cause.vault, to: sender, &after)
        }
        body.answering = answering
        body.cause = cause.event
        if let contact = sender.contact {
            try send(
                body, kind: cause.kind, to: contact, question: question, vault: vault ?? cause.vault, &after)
        } else {
            try parts.outbox.add(
                body, kind: .reply, channel: sender.channel, address: sender.address, now: now, in: database)
            after.channels.insert(sender.channel)
        }
        after.answers += 1
    }

    /// A question that was answered with words shows it as if its button had been pressed: where the answer stands its
    /// buttons go, so that nobody who scrolls up answers it by a slip; where it can be changed the newest ones stay, with
    /// what was chosen.
    private func oldButtons(of asked: AskedQuestion, _ cause: TurnCause) throws -> [AnsweredPress] {
        guard let sender = cause.sender, let contact = sender.contact, let member = sender.member,
            parts.channels[contact.channel]?.hasButtons == true,
            try parts.questions.asked(asked.id, of: member.id, in: database)?.state.isAnswered == true
        else { return [] }
        // Whoever answers with numbers has no buttons; and where nothing is chosen, they show it already.
        if asked.question.canChange, member.ways.usesNumbers || cause.chosen.isEmpty { return [] }
        // What must leave no trace has no number.
        let rows = try database.rows(
            """
            SELECT receipt FROM core_outgoing
            WHERE contact = $1 AND question = $2 AND question IS NOT NULL AND receipt IS NOT NULL
            ORDER BY id DESC LIMIT 3
            """, contact.id, asked.id)
        let buttons =
            asked.question.canChange
            ? try parts.composer.buttons(
                of: asked.question, id: asked.id, chosen: cause.chosen, for: Reader(member),
                asked: cause.speaker == nil ? nil : member.id) : []
        return try rows.enumerated().reversed().map { place, row in
            AnsweredPress(
                press: Press(data: "", message: try row[0] as String), buttons: place == 0 ? buttons : [])
        }
    }

    private func replyLater(
        _ body: OutgoingBody, question: Question.ID?, vault: VaultName?, to sender: Sender,
        _ after: inout AfterCommit
    ) throws {
        // Whoever has not joined hears once that it is too much. A press to which nothing is said must not take the
        // place of an answer that waits.
        guard let contact = sender.contact, body != OutgoingBody(text: "") else { return }
        try parts.outbox.addLater(
            body, to: contact, question: question, vault: vault, due: now + FloodGate.window, in: database)
        after.channels.insert(contact.channel)
    }

    private func send(
        _ body: OutgoingBody, kind: Message.Kind, subject: Int64 = 0, to contact: Contact,
        question: Question.ID?, vault: VaultName? = nil, _ after: inout AfterCommit
    ) throws {
        try parts.outbox.add(
            body, kind: kind, subject: subject, to: contact, question: question, vault: vault, now: now,
            in: database)
        after.channels.insert(contact.channel)
    }
}
