import ChannelContract
import Storage
import YouSaidKit

/// What becomes of a voice note, a picture or a film: a person listens or looks, and puts the answer in.
extension Conversation {
    private var desk: AttachmentDesk { AttachmentDesk(parts: parts, database: database, now: runner.now) }

    /// What came with the message and is worth a person's time. A sticker says what its emoji says.
    private var forPeople: [Attachment] { event.attachments.filter { $0.canBePassed && $0.kind != .sticker } }

    /// True where a person has to listen or look to know what was said.
    var needsPerson: Bool { !forPeople.isEmpty }

    /// Takes what came with the message for an organiser, as the answer to a question or by itself.
    /// - Returns: false where there is nothing that a person could listen to or look at.
    mutating func handedIn(answering asked: AskedQuestion?) throws -> Bool {
        guard let member, let sender = cause.sender, needsPerson else { return false }
        // What an organiser sends is for nobody else.
        if member.isOrganiser { return false }
        let answered = asked?.plugin == SafetyDesk.owner ? nil : asked
        if asked?.plugin == SafetyDesk.owner, asked?.question.name == SafetyDesk.CoreQuestion.worry.rawValue {
            return try sentInWorry()
        }
        // What a lead sends while somebody is worried may be about them, and is for no organiser.
        if try looksAfterWorry(asked) {
            try say("concern-no-voice")
            return true
        }
        handedIn = HandedIn(question: answered?.id)
        // What was written may be of a secret answer, and stays with it.
        let caption = answered?.question.vault == nil ? event.text.trimmed : ""
        try desk.handIn(
            forPeople, from: member, on: sender.channel, answering: answered, caption: caption, &after)
        var values: [String: PromptValue] = [
            "what": AttachmentDesk.what(forPeople), "date": .date(runner.now + parts.listenWithin),
        ]
        guard let answered else {
            try say("attachment-kept", values)
            return true
        }
        values["title"] = .text(try parts.composer.title(of: answered.question, for: reader))
        cause.lead = nil
        let isSecret = answered.question.vault != nil
        try say(
            !answered.question.canBeEntered
                ? "attachment-question" : isSecret ? "attachment-answer-secret" : "attachment-answer", values)
        return true
    }

    /// A picture came with its answer written under it: the answer counts, and a person looks at the picture. What comes
    /// with a secret answer goes to nobody, and its sender hears so.
    mutating func handedIn(besides asked: AskedQuestion) throws {
        guard let member, let sender = cause.sender, needsPerson, !event.text.isEmpty, !member.isOrganiser,
            asked.plugin != SafetyDesk.owner, asked.question.kind != .words, asked.question.canBeEntered
        else { return }
        guard asked.question.vault == nil else {
            let gone = try parts.composer.core(
                "attachment-secret", ["what": AttachmentDesk.what(forPeople)], for: reader)
            cause.lead = [cause.lead, gone].compactMap(\.self).joined(separator: "\n\n")
            return
        }
        handedIn = HandedIn(question: asked.id)
        try desk.handIn(
            forPeople, from: member, on: sender.channel, answering: asked, caption: event.text.trimmed,
            isAnswered: true, &after)
        let kept = try parts.composer.core(
            "attachment-kept",
            ["what": AttachmentDesk.what(forPeople), "date": .date(runner.now + parts.listenWithin)],
            for: reader)
        cause.lead = [cause.lead, kept].compactMap(\.self).joined(separator: "\n\n")
    }

    // MARK: An organiser has listened

    /// An organiser says what somebody said, or that they have listened.
    mutating func listened(_ asked: AskedQuestion, _ choice: Choice?) throws {
        guard let member, member.isOrganiser,
            let id = asked.question.data["attachment"].flatMap({ Int64($0) })
        else { return try say("not-allowed") }
        try parts.questions.close(asked.id, at: runner.now, in: database)
        guard let sent = try desk.book.find(id), sent.isWaiting,
            let person = try PeopleBook(
                database: database, contacts: parts.contacts, now: runner.now, sender: nil,
                makeID: parts.makeID
            ).member(sent.member)
        else { return try say("listening-gone") }
        try desk.book.done(id)
        let answered = try sent.question.flatMap {
            try parts.questions.asked($0, of: person.id, in: database)
        }
        // Who has answered in secret stands nowhere for good.
        try runner.audit(
            "listened to what somebody sent", about: answered?.question.vault == nil ? person.id : nil,
            by: member.id, plugin: SafetyDesk.owner)
        guard let question = answered, let choice, choice.id != AttachmentDesk.Choices.heard
        else {
            try tell(person, Prompt("attachment-heard", plugin: SafetyDesk.owner))
            return try say("listening-thanks")
        }
        guard question.state == .open, !question.isClosed else { return try say("listening-late") }
        if choice.id == AttachmentDesk.Choices.unclear { return try askAgain(question, person) }
        guard let place = Int(choice.id.dropFirst(AttachmentDesk.Choices.answer.count)),
            question.question.choices.indices.contains(place)
        else { return try say("not-asked") }
        try enter(question.question.choices[place], for: person, question)
    }

    private mutating func tell(_ person: Member, _ words: Prompt) throws {
        guard let contact = try parts.contacts.preferred(of: person.id, in: database) else { return }
        let body = try parts.composer.compose(Message(words), for: Reader(person))
        try parts.outbox.add(
            body, kind: .notice, to: contact, question: nil, now: runner.now, in: database)
        after.channels.insert(contact.channel)
    }

    /// Nobody could tell which answer was meant: the person is asked once more.
    private mutating func askAgain(_ asked: AskedQuestion, _ person: Member) throws {
        if let contact = try parts.contacts.preferred(of: person.id, in: database) {
            let reader = Reader(person)
            var body = try parts.composer.compose(asked.question, id: asked.id, for: reader)
            body.text = try parts.composer.core("attachment-unclear", for: reader) + "\n\n" + body.text
            try parts.outbox.add(
                body, kind: .notice, to: contact, question: asked.id, now: runner.now, in: database)
            after.channels.insert(contact.channel)
        }
        try say("listening-thanks")
    }

    /// Answers for somebody, as if they had pressed the button themself; they are told who did it.
    private mutating func enter(_ choice: Choice, for person: Member, _ asked: AskedQuestion) throws {
        guard let plugin = parts.plugins.plugin(asked.plugin),
            let contact = try parts.contacts.preferred(of: person.id, in: database)
        else { return try say("listening-late") }
        try parts.questions.answer(asked, by: person.id, in: database)
        let reader = Reader(person)
        var theirs = TurnCause(
            key: cause.key,
            sender: Sender(
                channel: contact.channel, address: "", hash: [], contact: contact, member: person),
            vault: asked.question.vault.map { VaultName(plugin: asked.plugin, name: $0) }, kind: .notice)
        // What the organiser reads of a secret answer leaves as little as what the person reads.
        cause.vault = theirs.vault
        theirs.lead = try parts.composer.core(
            "entered-for-you",
            ["title": .text(try parts.composer.title(of: asked.question, for: reader))], for: reader)
        let answer = Answer(
            question: asked.question, id: asked.id, choices: [choice], text: "", attachments: [],
            isChange: false, isEnteredForThem: true)
        let answers = after.answers
        try runner.run(plugin, for: &theirs, &after) { try plugin.plugin.answer(answer, in: $0) }
        // What went to somebody else is no answer to whoever waits at the console.
        after.answers = answers
        try runner.audit(
            "put in an answer for somebody", about: asked.question.vault == nil ? person.id : nil,
            by: member?.id, plugin: SafetyDesk.owner)
        try say("listening-entered", ["choice": .text(choice.label)])
    }

    // MARK: LISTEN

    /// How many waiting things LISTEN brings at once.
    private static let mostAtOnce = 5

    /// LISTEN: an organiser gets what nobody has listened to or looked at.
    mutating func listen() throws {
        guard let member, let sender = cause.sender else { return }
        let waiting = try desk.book.waiting(limit: Self.mostAtOnce)
        if waiting.isEmpty { return try say("listening-none") }
        for sent in waiting {
            guard let asking = sent.asking,
                let question = try parts.questions.question(asking, in: database)
            else { continue }
            try parts.questions.ask(asking, member.id, in: database)
            let body = try parts.composer.compose(question, id: asking, for: reader)
            let handed = AttachmentDesk.Handed(
                id: sent.id, channel: sent.channel, attachments: sent.attachments, role: .organiser)
            try runner.reply(
                try desk.handing(handed, in: body, on: sender.channel, to: member), question: asking, &cause,
                &after)
        }
    }
}
