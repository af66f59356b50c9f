import Storage
import YouSaidKit

/// What safeguarding leads can say to the engine itself.
enum LeadCommand: String, CaseIterable {
    /// What nobody has dealt with yet.
    case worries = "WORRIES"
    /// Writes to the person whom a concern is about: "WRITE 3 Can I ring you?"
    case write = "WRITE"
    /// A concern is dealt with: "FINISH 3".
    case finish = "FINISH"
    /// Lets the person see a concern in MY DATA: "SHARE 3". Nobody else may hold their phone then.
    case share = "SHARE"
    /// Takes that back.
    case hide = "HIDE"
    case onDuty = "ON DUTY"
    case offDuty = "OFF DUTY"

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased().replacing(" ", with: "-") }
}

extension Conversation {
    mutating func leadCommand(_ command: LeadCommand, _ rest: String) throws {
        guard let member else { return }
        let desk = SafetyDesk(parts: parts, database: database, now: runner.now)
        switch command {
        case .worries: try listConcerns(desk.book, member.id)
        case .write:
            guard let (concern, words) = try concern(in: rest, desk.book), !words.isEmpty else {
                return try say("concern-write-how")
            }
            try write(concern, words, desk.book)
        case .finish:
            guard let (concern, _) = try concern(in: rest, desk.book) else {
                return try say("concern-finish-how")
            }
            try desk.book.finish(concern)
            if let question = concern.question {
                try parts.questions.close(question, at: runner.now, in: database)
            }
            try runner.audit(
                "dealt with concern \(concern.number)", about: concern.member, by: member.id,
                plugin: SafetyDesk.owner)
            try say("concern-done", ["number": .number(concern.number)])
        case .share, .hide:
            guard let (concern, _) = try concern(in: rest, desk.book) else {
                return try say("concern-share-how")
            }
            try desk.book.release(concern, command == .share)
            try runner.audit(
                command == .share
                    ? "let the person see concern \(concern.number)" : "hid concern \(concern.number)",
                about: concern.member, by: member.id, plugin: SafetyDesk.owner)
            try say(
                command == .share ? "concern-shared" : "concern-hidden", ["number": .number(concern.number)])
        case .onDuty: try setDuty(true, of: member)
        case .offDuty:
            if try asksLastLead(.offDuty, about: member.id) { return }
            try setDuty(false, of: member)
        }
    }

    /// The number at the start of what was said, and what follows it.
    private func concern(in text: String, _ book: ConcernBook) throws -> (Concern, words: String)? {
        let digits = text.prefix(while: \.isNumber)
        guard let number = Int(digits), let concern = try book.concern(number: number) else { return nil }
        return (concern, String(text.dropFirst(digits.count)).trimmed)
    }

    private mutating func listConcerns(_ book: ConcernBook, _ lead: Member.ID) throws {
        let unfinished = try book.unfinished(limit: 20)
        guard !unfinished.isEmpty else { return try say("concerns-none") }
        let lines = unfinished.map { concern in
            let name =
                switch concern.state {
                case .open: "concerns-line-open"
                case .held, .done: concern.lead == lead ? "concerns-line-mine" : "concerns-line-held"
                }
            return PromptValue.prompt(
                Prompt(
                    name,
                    [
                        "number": .number(concern.number), "date": .date(concern.raised),
                        "time": .time(concern.raised),
                    ], plugin: SafetyDesk.owner))
        }
        try say("concerns", ["lines": .lines(lines)])
        // What is theirs, or nobody's, is shown: whoever looks has it.
        for concern in unfinished where concern.state == .open || concern.lead == lead {
            _ = try book.take(concern, by: lead)
            try show(concern)
        }
    }

    /// Sends the lead's words to the person, as from the forum.
    private mutating func write(_ concern: Concern, _ words: String, _ book: ConcernBook) throws {
        guard let address = try book.address(of: concern) else { return try say("concern-gone") }
        _ = try book.take(concern, by: member?.id ?? Member.ID(rawValue: 0))
        let sender = try parts.contacts.sender(
            channel: concern.channel, address: address, in: database)
        let text = try parts.composer.core(
            "concern-message", ["forum": .text(parts.forum.name), "words": .text(words)],
            for: Reader(sender.member))
        if let contact = sender.contact {
            try parts.outbox.add(
                OutgoingBody(text: text), kind: .safeguarding, to: contact, question: nil, now: runner.now,
                in: database)
        } else {
            try parts.outbox.add(
                OutgoingBody(text: text), kind: .safeguarding, channel: concern.channel, address: address,
                now: runner.now, in: database)
        }
        after.channels.insert(concern.channel)
        try runner.audit(
            "answered concern \(concern.number)", about: concern.member, by: member?.id,
            plugin: SafetyDesk.owner)
        try say("concern-answered", ["number": .number(concern.number)])
    }
}
