import ChannelContract
import Storage
import YouSaidKit

/// FOR ROBIN: what a supporter or parent says for somebody else. It counts as that person's own, once, and everything
/// that is answered says whose it is.
extension Conversation {
    private var voices: Voices { Voices(database: database, now: runner.now) }

    /// Whether somebody speaks for others at all. Nobody else pays for looking.
    private var isCarer: Bool { !(member?.roles.isDisjoint(with: [.supporter, .parent]) ?? true) }

    /// Whether the message names somebody for whom they may speak: "FOR ROBIN yes".
    func namesWhomTheySpeakFor() throws -> Bool { try named() != nil }

    /// What follows "FOR ROBIN"; nil where the message names nobody.
    func wordsForWhomTheySpeak() throws -> String? {
        guard let carer = member, try named() != nil else { return nil }
        let words = event.text.split(whereSeparator: \.isWhitespace).map(String.init).dropFirst()
        let length = Self.find(Array(words), in: try voices.all(of: carer.id))?.length ?? 0
        return words.dropFirst(length).joined(separator: " ")
    }

    /// The person for whom a supporter or parent says this, by the name they like to be called; nil where they speak for
    /// themself.
    func namedYoungPerson() throws -> String? {
        guard isCarer, let carer = member else { return nil }
        if let named = try named() { return try named ?? parts.composer.core("voice-nameless", for: reader) }
        guard let young = try voices.young(of: carer.id),
            let known = try voices.all(of: carer.id).first(where: { $0.id == young })
        else { return nil }
        return try known.name ?? parts.composer.core("voice-nameless", for: reader)
    }

    /// Whom the message names behind FOR; nil where it names nobody, and nobody has a name of their own in it.
    private func named() throws -> String?? {
        guard isCarer, let carer = member else { return nil }
        let words = event.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.first?.lowercased() == Self.voiceWord.lowercased() else { return nil }
        let all = try voices.all(of: carer.id)
        guard let found = Self.find(Array(words.dropFirst()), in: all) else { return nil }
        return .some(all.first { $0.id == found.id }?.name)
    }

    /// Reads "FOR ROBIN", alone or with more behind it, and remembers for whom somebody speaks.
    /// - Returns: true where that was all, and nothing is left to be handled.
    mutating func speaksForSomebody() throws -> Bool {
        guard isCarer, let carer = member else { return false }
        let words = event.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.first?.lowercased() == Self.voiceWord.lowercased() else {
            guard let young = try voices.young(of: carer.id) else { return false }
            return try !takesVoice(of: young)
        }
        let all = try voices.all(of: carer.id)
        let rest = Array(words.dropFirst())
        if rest.count == 1, Self.ownWords.contains(rest[0].lowercased()) {
            try voices.end(carer.id)
            try say("voice-ended")
            return true
        }
        guard let found = Self.find(rest, in: all) else {
            // "For me it was good" is no command, but what somebody says.
            if all.isEmpty || rest.count > Self.longestName { return false }
            let names = all.map { PromptValue.text("\(Self.voiceWord) \(Self.word(for: $0.name))") }
            try say("voice-who", ["names": .lines(names)])
            return true
        }
        event = event.saying(rest.dropFirst(found.length).joined(separator: " "))
        if try asksForHelp(for: all.first { $0.id == found.id }?.name) { return true }
        guard try takesVoice(of: found.id) else { return true }
        if !event.text.isEmpty { return false }
        try askForThem()
        return true
    }

    /// "FOR ROBIN PERSON NOW": help is for whoever asks, and a person of the forum writes back to them. What only Robin can
    /// say they are told of.
    private mutating func asksForHelp(for name: String?) throws -> Bool {
        switch read(event.text).reserved {
        case .personNow:
            cause.pace = .atOnce
            try wantsPerson(saidFor: try name ?? parts.composer.core("voice-nameless", for: reader))
        case .helpNow: try helpNow()
        case .help: try help()
        case .stop, .start, .stopSubject, .startSubject: try say("voice-not-this")
        case .leave, .maybeStop, .wantsNoMore, .noSubject, nil: return false
        }
        return true
    }

    /// The word, which no plugin can have.
    static let voiceWord = "FOR"
    /// How many words a name may have that is not known.
    private static let longestName = 2
    private static let ownWords: Set<String> = ["me", "myself"]
    private static let otherWords: Set<String> = ["them", "him", "her"]

    private static func word(for name: String?) -> String { (name ?? "them").uppercased() }

    private static func find(
        _ words: [String], in all: [(id: Member.ID, name: String?)]
    ) -> (id: Member.ID, length: Int)? {
        let said = words.map { $0.lowercased() }
        for young in all {
            let name = young.name?.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) ?? []
            if !name.isEmpty, said.starts(with: name) { return (young.id, name.count) }
        }
        guard all.count == 1 else { return nil }
        guard let first = said.first else { return (all[0].id, 0) }
        return otherWords.contains(first) ? (all[0].id, 1) : nil
    }

    /// From here on the event is that person's, said by whoever wrote it.
    /// - Returns: false where they may not speak for them, and were told.
    mutating func takesVoice(of young: Member.ID) throws -> Bool {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: runner.now, sender: nil, makeID: parts.makeID)
        guard let carer = member, try voices.maySpeak(carer.id, for: young),
            let person = try people.member(young)
        else {
            try say("voice-over")
            return false
        }
        if try voices.begin(carer.id, for: young) { try tell(person, about: carer) }
        cause.speaker = carer
        cause.sender?.member = person
        let name = try person.name ?? parts.composer.core("voice-nameless", for: reader)
        cause.lead = try parts.composer.core("voice-lead", ["name": .text(name)], for: reader)
        return true
    }

    /// The young person knows when somebody speaks for them, and how to end it.
    private mutating func tell(_ young: Member, about carer: Member) throws {
        guard let contact = try parts.contacts.preferred(of: young.id, in: database) else { return }
        let reader = Reader(young)
        let name = try carer.name ?? parts.composer.core("voice-carer", for: reader)
        let text = try parts.composer.core("voice-told", ["name": .text(name)], for: reader)
        try parts.outbox.add(
            OutgoingBody(text: text), kind: .notice, to: contact, question: nil, now: runner.now, in: database
        )
        after.channels.insert(contact.channel)
    }

    /// Whether an answer to this question is taken from whoever writes. What the engine itself asks somebody, such as
    /// whether they are all right, no supporter or parent gets to see or answer.
    func mayAnswer(_ asked: AskedQuestion) -> Bool {
        cause.speaker == nil || asked.plugin != SafetyDesk.owner
    }

    /// Shows the person's newest open question on the phone of whoever speaks for them.
    private mutating func askForThem() throws {
        guard let young = member else { return }
        let open = try parts.questions.answerable(by: young.id, in: database)
            .first { $0.state == .open && mayAnswer($0) }
        guard let open else { return try say("voice-nothing-open") }
        let body = try parts.composer.compose(open.question, id: open.id, for: reader).asked(for: young.id)
        try runner.reply(body, question: open.id, &cause, &after)
    }
}
