import ChannelContract
import Storage
import YouSaidKit

/// Hands voice notes, pictures and files to people who listen and look, because the bot can do neither.
///
/// Whoever uses the same channel gets the thing itself. What a platform gave us is good on that platform alone, so others
/// get a link to a private page that fetches it (``AttachmentPage``); where the forum has no address on the web, or it is
/// too large, they are told by which channel it came.
struct AttachmentDesk {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// The engine's question to organisers: what did they say?
    static let question = "listening"

    enum Choices {
        static let heard = "heard"
        static let unclear = "unclear"
        /// The place of an answer follows.
        static let answer = "answer-"
    }

    var book: AttachmentBook { AttachmentBook(sealer: parts.sealer, database: database) }

    /// The words for a thing that was sent: "a voice note".
    static func what(_ attachments: [Attachment]) -> PromptValue {
        .prompt(Prompt("kind-" + (attachments.first?.kind.rawValue ?? "document"), plugin: SafetyDesk.owner))
    }

    // MARK: Asking organisers

    /// Hands what a member sent to the organisers, who say when they have listened or looked, and where the question
    /// lets them, which answer it was.
    /// - Parameters:
    ///   - caption: what was written with it. It stands in the message alone, which is sealed.
    ///   - isAnswered: true where the caption was the answer, so that nobody is to put one in.
    func handIn(
        _ attachments: [Attachment], from member: Member, on channel: String, answering asked: AskedQuestion?,
        caption: String, isAnswered: Bool = false, _ after: inout AfterCommit
    ) throws {
        let id = parts.makeID()
        let asking = Question.ID(rawValue: parts.makeID())
        let question = try listening(
            to: attachments, id: id, from: member, answering: asked, isAnswered: isAnswered)
        try parts.questions.keep(question, id: asking, plugin: SafetyDesk.owner, in: database)
        try book.keep(
            attachments, id: id, from: member.id, on: channel, answering: asked?.id, asking: asking, now: now,
            due: now + parts.listenWithin)
        let written = Prompt("listening-caption", ["words": .text(caption)], plugin: SafetyDesk.owner)
        let words = Message(paragraphs: [question.text] + (caption.isEmpty ? [] : [written]))
        try tell(
            Role.organiser, words, handing: id, attachments, from: channel, question: question, asking,
            .notice,
            &after)
    }

    private func listening(
        to attachments: [Attachment], id: Int64, from member: Member, answering asked: AskedQuestion?,
        isAnswered: Bool
    ) throws -> Question {
        let reader = Reader(nil)
        let heard = Choice(Choices.heard, label: try parts.composer.core("listening-heard", for: reader))
        var values = ["what": Self.what(attachments)]
        guard let asked else {
            values["who"] =
                member.name.map { .text($0) }
                ?? .prompt(Prompt("concern-nameless", plugin: SafetyDesk.owner))
            return Question(
                Self.question, Prompt("listening-alone", values, plugin: SafetyDesk.owner),
                title: try parts.composer.core("listening-title", for: reader), choices: [heard],
                data: ["attachment": "\(id)"])
        }
        let title = try parts.composer.title(of: asked.question, for: reader)
        values["title"] = .text(title)
        guard asked.question.canBeEntered, !isAnswered else {
            return Question(
                Self.question,
                Prompt(
                    isAnswered ? "listening-answered" : "listening-question", values, plugin: SafetyDesk.owner
                ),
                title: title,
                choices: [heard], data: ["attachment": "\(id)"])
        }
        // SKIP and BACK are nothing that somebody could have meant with a picture.
        let answers = asked.question.choices.enumerated().filter { !$0.element.isAside }.map {
            place, choice in
            Choice(Choices.answer + "\(place)", label: choice.label, words: choice.words)
        }
        let unclear = Choice(
            Choices.unclear, label: try parts.composer.core("listening-unclear", for: reader))
        return Question(
            Self.question, Prompt("listening-answer", values, plugin: SafetyDesk.owner), title: title,
            choices: answers + [unclear], data: ["attachment": "\(id)"])
    }

    // MARK: Handing on

    /// Hands what came with a message to everybody with a role, without asking them anything.
    /// - Parameter question: what it belongs to the answer of: where that is secret, nothing of it is left in the end.
    func pass(
        _ attachments: [Attachment], from member: Member.ID, on channel: String, to role: Role,
        about message: Message, _ kind: Message.Kind, answering question: Question.ID? = nil,
        _ after: inout AfterCommit
    ) throws {
        let passed = attachments.filter(\.canBePassed)
        guard !passed.isEmpty else { return }
        let id = parts.makeID()
        try book.keep(
            passed, id: id, from: member, on: channel, answering: question, asking: nil, now: now, due: nil)
        try tell(
            role, message, handing: id, passed, from: channel, question: nil, nil, kind, &after)
    }

    private func tell(
        _ role: Role, _ message: Message, handing id: Int64, _ attachments: [Attachment],
        from channel: String, question: Question?, _ asking: Question.ID?, _ kind: Message.Kind,
        _ after: inout AfterCommit
    ) throws {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        for row in try database.rows(
            "SELECT id FROM core_member WHERE (roles & $1) <> 0 ORDER BY id", role.bit)
        {
            guard let member = try people.member(try row[0]),
                let contact = try contact(of: member.id, preferring: channel)
            else { continue }
            var body = try parts.composer.compose(message, for: Reader(member))
            if let question, let asking {
                try parts.questions.ask(asking, member.id, in: database)
                body.buttons = try parts.composer.buttons(
                    of: question, id: asking, chosen: [], for: Reader(member))
            }
            let sent = Handed(id: id, channel: channel, attachments: attachments, role: role)
            body = try handing(sent, in: body, on: contact.channel, to: member)
            try parts.outbox.add(body, kind: kind, to: contact, question: asking, now: now, in: database)
            after.channels.insert(contact.channel)
        }
    }

    /// What is handed to people with a role.
    struct Handed {
        let id: Int64
        let channel: String
        let attachments: [Attachment]
        let role: Role
    }

    /// The same message with the thing itself, with a link that brings it, or with where it can be got.
    func handing(
        _ sent: Handed, in body: OutgoingBody, on other: String, to member: Member
    ) throws -> OutgoingBody {
        var body = body
        if other == sent.channel, parts.channels[other]?.carriesAttachments ?? false {
            body.handing = sent.id
            return body
        }
        let reader = Reader(member)
        let isOrganisers = sent.role == .organiser
        var words = isOrganisers ? "listening-elsewhere" : "listening-not-here"
        if try isOnChannel(member.id, sent.channel), !isOrganisers { words = "listening-other-phone" }
        if canBeFetched(sent), let link = parts.links.maker?() {
            words = isOrganisers ? "listening-link" : "listening-link-once"
            let page = AttachmentPage.page(sent.id, for: sent.role)
            try parts.links.keep(
                page, token: link.token, of: AttachmentPage.owner, for: member.id,
                until: now + (isOrganisers ? AttachmentPage.span : AttachmentPage.longSpan), in: database)
            body.link = DeliveredLink(
                url: link.url, label: try parts.composer.words(page.title, for: reader))
        }
        body.text +=
            "\n\n" + (try parts.composer.core(words, ["channel": .text(sent.channel)], for: reader))
        return body
    }

    /// Whether the channel can give it to us. What is too large as far as the platform says is not tried.
    private func canBeFetched(_ sent: Handed) -> Bool {
        guard let most = parts.channels[sent.channel]?.largestFetch, most > 0 else { return false }
        return sent.attachments.first.map { ($0.size ?? 0) <= most } ?? false
    }

    private func isOnChannel(_ member: Member.ID, _ channel: String) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_contact WHERE member = $1 AND channel = $2", member, channel) != nil
    }

    /// How somebody is best told: on the channel that the thing came by, where they use it.
    private func contact(of member: Member.ID, preferring channel: String) throws -> Contact? {
        let row = try database.first(
            """
            SELECT id, channel FROM core_contact
            WHERE member = $1 AND channel = $2 AND stopped IS NULL AND unreachable IS NULL
            ORDER BY id DESC LIMIT 1
            """, member, channel)
        if let row {
            return Contact(id: try row[0], channel: try row[1], stopped: nil, isReachable: true)
        }
        return try parts.contacts.preferred(of: member, in: database)
    }

    // MARK: Waiting

    /// How long it is until organisers hear once more of what waits.
    private static let remindAgain = Duration.hours(24)

    /// Tells the organisers of what has waited too long for them.
    /// - Returns: false where nothing has.
    func remindNext(_ after: inout AfterCommit) throws -> Bool {
        guard try database.first("SELECT id FROM core_attachment WHERE due <= $1 LIMIT 1", now) != nil else {
            return false
        }
        let count = try book.overdue(now: now, again: now + Self.remindAgain)
        guard count > 0 else { return true }
        try parts.outbox.broadcasts.keep(
            Message(Prompt("listening-waits", ["count": .number(count)], plugin: SafetyDesk.owner)),
            to: .role(.organiser), id: parts.makeID(), plugin: SafetyDesk.owner, now: now, in: database)
        after.hasBroadcast = true
        return true
    }
}
