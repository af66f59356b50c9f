import ChannelContract
import Spotting
import Storage
import YouSaidKit

/// Looks after whoever may need help: keeps what they say for the safeguarding leads, and answers them kindly with
/// real numbers to call. What leads are told and when is ``SafetyDesk/alert(_:_:_:)`` and the clock beside it.
///
/// Part of every event's transaction, before any plugin, and not undone by one that fails.
struct SafetyDesk {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// Whose questions these are, where a plugin's id stands.
    static let owner = "core"

    enum CoreQuestion: String, CaseIterable {
        /// To the person: are you OK, or do you need somebody?
        case worry
        /// To the person: was that for the lead, or an answer?
        case kept = "worry-kept"
        /// To the leads: who has it?
        case concern
        /// To the leads, of a worry that somebody has: read it.
        case reading = "concern-reading"
        /// To the lead who reads: what is not about this, and whom it is not about.
        case sorting = "concern-sorting"
    }

    enum Choices {
        static let isOK = "ok"
        static let needsPerson = "person"
        /// It was about something else: the message is used as what it was.
        static let other = "other"
        /// It was an answer to the question that was open.
        static let answer = "answer"
        static let forLead = "lead"
        static let have = "have"
        static let read = "read"
        /// The number of a message, or of a lead, follows.
        static let passOn = "pass-"
        static let notAbout = "clear-"
        /// Nothing changes.
        static let stays = "stays"
    }

    var runner: TurnRunner { TurnRunner(parts: parts, database: database, now: now) }
    var book: ConcernBook { ConcernBook(parts: parts, database: database, now: now) }
    var leads: Leads { Leads(database: database) }
    var people: PeopleBook {
        PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
    }

    /// Whether all that somebody says belongs to a worry just now.
    func isConversation(_ concern: Concern) throws -> Bool {
        guard !concern.isMaybe, !concern.isDone else { return false }
        return try now - concern.heard < Concern.quiet || book.unread(in: concern) > 0
    }

    // MARK: Keeping

    /// Keeps what somebody said in a worry, a new one where they have none.
    /// - Parameters:
    ///   - kinds: the kinds of harm that it may tell of.
    ///   - isMaybe: nothing sure was found.
    func keep(
        _ words: KeptWords, of sender: Sender, kinds: Set<String>, isMaybe: Bool, tells what: Alert,
        _ after: inout AfterCommit
    ) throws -> (concern: Concern, line: Int64) {
        let concern = try book.open(of: sender, kinds: kinds, isMaybe: isMaybe).concern
        let line = try keep(words, of: sender, in: concern, tells: what, &after)
        return (try book.concern(concern.id) ?? concern, line)
    }

    /// Keeps what somebody said in a worry that is there, and sees to it that a lead hears.
    @discardableResult
    func keep(
        _ words: KeptWords, of sender: Sender, in concern: Concern, tells what: Alert,
        _ after: inout AfterCommit
    ) throws -> Int64 {
        var words = words
        let handed = try hold(words, of: sender, concern)
        words.attachment = handed?.id
        let wasRead = try concern.state == .held && book.unread(in: concern) == 0
        let line = try book.keep(words, in: concern)
        try noticeNamedLeads(in: words.text, concern)
        after.concerns += 1
        guard let kept = try book.concern(concern.id) else { return line }
        try tellOfNew(in: kept, handed.map { .sent($0) } ?? what, startsAnew: wasRead, &after)
        return line
    }

    /// Keeps a voice note or a picture for the leads.
    private func hold(
        _ words: KeptWords, of sender: Sender, _ concern: Concern
    ) throws -> AttachmentDesk.Handed? {
        let forPeople = (words.attachments ?? []).filter { $0.canBePassed && $0.kind != .sticker }
        guard !forPeople.isEmpty else { return nil }
        let id = parts.makeID()
        // Whoever is not known has no number.
        let member = sender.member?.id ?? Member.ID(rawValue: 0)
        try AttachmentBook(sealer: parts.sealer, database: database).keep(
            forPeople, id: id, from: member, on: sender.channel, answering: nil, asking: nil,
            concern: concern.id, now: now, due: nil)
        return AttachmentDesk.Handed(
            id: id, channel: sender.channel, attachments: forPeople, role: .safeguardingLead)
    }

    /// Keeps leads out whom the words may be about.
    private func noticeNamedLeads(in text: String, _ concern: Concern) throws {
        guard !text.isEmpty else { return }
        let named = NamedLead(text)
        for lead in try leads.everybody(people) where lead.id != concern.member {
            let roles = try lead.roles.filter { $0 != .member && $0 != .network }.flatMap { role in
                try parts.composer.core("role-called-" + role.rawValue, for: Reader(nil))
                    .split(separator: ",").map { String($0).trimmed }
            }
            guard named.isAbout(name: lead.name, roles: roles) else { continue }
            if try book.mayBeAbout(lead.id, concern) { try shutOut(lead.id, concern) }
        }
    }

    /// A lead is kept out from now on: what they had in hand is nobody's, and what they were asked they cannot press.
    private func shutOut(_ lead: Member.ID, _ concern: Concern) throws {
        for question in [concern.question, concern.reading].compactMap(\.self) {
            try parts.questions.leave(question, lead, in: database)
        }
        if concern.lead == lead, concern.state == .held { _ = try book.letGo(concern) }
    }

    // MARK: Telling the person

    /// Sends words to where the person wrote from, and nowhere else.
    /// - Returns: the row of the message; nil where nobody knows any more where that was.
    /// - Parameter kind: a reply where it may not overtake what they were answered before.
    func tellPerson(
        of concern: Concern, _ prompt: Prompt, kind: Message.Kind = .safeguarding, _ after: inout AfterCommit
    ) throws -> Int64? {
        guard let address = try book.address(of: concern) else { return nil }
        let sender = try parts.contacts.sender(channel: concern.channel, address: address, in: database)
        let body = OutgoingBody(text: try parts.composer.words(prompt, for: Reader(sender.member)))
        after.channels.insert(concern.channel)
        if let contact = sender.contact {
            return try parts.outbox.add(
                body, kind: kind, to: contact, question: nil, now: now, in: database)
        }
        return try parts.outbox.add(
            body, kind: kind, channel: concern.channel, address: address, now: now, in: database)
    }

    /// Whether a lead who may read it would be told now.
    func canReachLead(for concern: Concern?) throws -> Bool {
        let keptOut = try concern.map { try book.keptOut(of: $0) } ?? []
        return try leads.all(people, but: keptOut).contains(where: \.isThere)
    }

    // MARK: What happens to the person

    /// Somebody who looks after the forum deletes them: the lead of a worry that is not finished hears so at once.
    func isDeleted(_ member: Member.ID, _ after: inout AfterCommit) throws {
        for concern in try book.unfinished(of: member) {
            try book.note("concern-was-deleted-line", in: concern)
            try tellWhoHasIt(concern, "concern-was-deleted", &after)
        }
    }

    /// Two addresses became one person's: two worries of theirs are one, and who had them is told.
    func joins(_ sender: Sender, _ after: inout AfterCommit) throws {
        let before = try book.ever(of: sender).filter { !$0.isDone }
        guard before.count > 1, let kept = try book.unfinished(of: sender) else { return }
        for gone in before where gone.id != kept.id {
            let values = ["gone": PromptValue.number(gone.number)]
            if gone.state == .held, let lead = gone.lead, lead != kept.lead {
                try tellLead(lead, "concern-joined", kept, saying: values, &after)
            }
            try tellWhoHasIt(kept, "concern-joined", saying: values, &after)
        }
    }

    /// A contact is somebody's no longer: what they said from it goes on with them, at their other one.
    /// - Parameter gone: the channel and hash of the contact, as they were.
    func leavesContact(
        _ member: Member.ID, channel: String, hash: [UInt8], _ after: inout AfterCommit
    ) throws {
        guard let other = try parts.contacts.preferred(of: member, in: database) else { return }
        for concern in try book.move(member, from: channel, hash, to: other) where !concern.isDone {
            try book.note("concern-moved-phone-line", in: concern)
            try tellWhoHasIt(
                concern, "concern-moved-phone", saying: ["channel": .text(other.channel)], &after)
        }
    }

    /// The person said STOP or DELETE ME: the lead hears so at once.
    func hears(_ prompt: String, of sender: Sender, _ after: inout AfterCommit) throws {
        guard let concern = try book.unfinished(of: sender) else { return }
        try book.note(prompt + "-line", in: concern)
        try tellWhoHasIt(concern, prompt, &after)
    }
}
