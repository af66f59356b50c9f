import Storage
import YouSaidKit

/// What safeguarding leads can say to the engine itself.
enum LeadCommand: String, CaseIterable {
    /// What nobody has dealt with yet; with a number all of one: "WORRIES 3".
    case worries = "WORRIES"
    /// Writes to the person whom a worry is about: "WRITE 3 Can I ring you?"
    case write = "WRITE"
    /// A worry is dealt with: "FINISH 3"; or it was a false alarm: "FINISH 3 NOTHING".
    case finish = "FINISH"
    /// Lets the person see a worry in MY DATA: "SHARE 3". Nobody else may hold their phone then.
    case share = "SHARE"
    /// Takes that back.
    case hide = "HIDE"
    case onDuty = "ON DUTY"
    case offDuty = "OFF DUTY"

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased().replacing(" ", with: "-") }
}

extension Conversation {
    private var desk: SafetyDesk { SafetyDesk(parts: parts, database: database, now: runner.now) }

    mutating func leadCommand(_ command: LeadCommand, _ rest: String) throws {
        guard let member else { return }
        switch command {
        case .worries:
            if rest.isEmpty { return try listConcerns(member.id) }
            guard let (concern, _) = try concern(in: rest) else { return try say("concerns-none-such") }
            try show(concern, isAll: true)
        case .write:
            guard let (concern, words) = try concern(in: rest) else {
                return try saysNone(rest, "concern-write-how")
            }
            guard !words.isEmpty else { return try say("concern-write-how") }
            try write(concern, words)
        case .finish:
            guard let (concern, words) = try concern(in: rest) else {
                return try saysNone(rest, "concern-finish-how")
            }
            let first = words.split { !$0.isLetter }.first?.lowercased()
            try finish(concern, isNothing: first == Self.nothing)
        case .share, .hide:
            guard let (concern, _) = try concern(in: rest) else {
                return try saysNone(rest, "concern-share-how")
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

    /// "WRITE 3 I can ring you at four" is no answer to a question that is open, in own words or others: it is for one
    /// person, and nobody else may read it.
    func namesWorry(_ word: String, _ rest: String) throws -> Bool {
        guard let member, member.roles.contains(.safeguardingLead), LeadCommand(rawValue: word) != nil else {
            return false
        }
        return try concern(in: rest) != nil
    }

    /// Whether a lead was asked about a worry with this question, or, where they were asked nothing, there is one that
    /// they may look after.
    func looksAfterWorry(_ asked: AskedQuestion?) throws -> Bool {
        guard let member, member.roles.contains(.safeguardingLead) else { return false }
        if let asked { return asked.isAboutWorry }
        return try desk.book.unfinished(limit: 50).contains {
            try !desk.book.keptOut(of: $0).contains(member.id)
        }
    }

    /// What a lead writes behind FINISH and the number for a false alarm.
    private static let nothing = "nothing"

    /// The worry whose number stands at the start of what was said, and what follows it. One that may be about whoever
    /// says it is none for them.
    private func concern(in text: String) throws -> (Concern, words: String)? {
        let text = text.drop { $0 == "#" }
        let digits = text.prefix(while: \.isNumber)
        guard let member, let number = Int(digits), let concern = try desk.book.concern(number: number),
            try !desk.book.keptOut(of: concern).contains(member.id)
        else { return nil }
        // "WRITE 3: Can I ring you?", "WRITE 3, Can I ring you?"
        let words = text.dropFirst(digits.count).drop { $0.isWhitespace || ":,;.-–".contains($0) }
        return (concern, String(words).trimmed)
    }

    /// They named a worry that there is not, or none.
    private mutating func saysNone(_ rest: String, _ how: String) throws {
        try say(rest.contains(where: \.isNumber) ? "concerns-none-such" : how)
    }

    private mutating func listConcerns(_ lead: Member.ID) throws {
        let unfinished = try desk.book.unfinished(limit: 20).filter {
            try !desk.book.keptOut(of: $0).contains(lead)
        }
        guard !unfinished.isEmpty else { return try say("concerns-none") }
        let isOnDuty = try desk.leads.isOnDuty(lead)
        let lines = try unfinished.map { concern in
            let name =
                switch concern.state {
                case .open: isOnDuty ? "concerns-line-open" : "concerns-line-nobody"
                case .held, .done: concern.lead == lead ? "concerns-line-mine" : "concerns-line-held"
                }
            var values: [String: PromptValue] = [
                "number": .number(concern.number), "date": .date(concern.raised),
                "time": .time(concern.raised),
            ]
            if name == "concerns-line-held" {
                let who = try concern.lead.flatMap { try desk.people.member($0)?.name }
                values["name"] =
                    who.map { .text($0) } ?? .prompt(Prompt("concern-another-lead", plugin: SafetyDesk.owner))
            }
            return PromptValue.prompt(Prompt(name, values, plugin: SafetyDesk.owner))
        }
        try say("concerns", ["lines": .lines(lines)])
        // What is theirs, or nobody's, is shown: whoever looks has it.
        for concern in unfinished where concern.state == .open || concern.lead == lead { try show(concern) }
    }

    /// Sends the lead's words to the person, as from the forum, to where they wrote from and nowhere else.
    private mutating func write(_ known: Concern, _ words: String) throws {
        guard let member else { return }
        guard try desk.book.address(of: known) != nil else { return try say("concern-gone") }
        let concern = known.isDone ? try desk.book.reopen(known) : known
        try desk.book.take(concern, by: member.id)
        try desk.book.isMeant(concern)
        try closeHowTheyAre(concern)
        let message = try desk.tellPerson(
            of: concern,
            Prompt(
                "concern-message", ["forum": .text(parts.forum.name), "words": .text(words)],
                plugin: SafetyDesk.owner), &after)
        guard let message else { return try say("concern-gone") }
        try desk.book.wrote(words, by: member.id, as: message, in: concern)
        try tellHolder(concern, "concern-other-wrote")
        if try desk.book.unread(in: concern) == 0 { try desk.setForTheMorning(concern) }
        try runner.audit(
            "answered concern \(concern.number)", about: concern.member, by: member.id,
            plugin: SafetyDesk.owner)
        let unread = try desk.book.unread(in: concern)
        try say(
            unread > 0 ? "concern-answered-unread" : "concern-answered", ["number": .number(concern.number)])
    }

    /// The lead asks now: "How are you?" waits for no answer any more.
    private func closeHowTheyAre(_ concern: Concern) throws {
        guard let address = try desk.book.address(of: concern),
            let person = try parts.contacts.sender(
                channel: concern.channel, address: address, in: database
            ).member
        else { return }
        try endQuestions(.worry, concern, person.id)
    }

    /// Whoever has a worry hears what another lead does in it.
    private mutating func tellHolder(_ concern: Concern, _ name: String) throws {
        guard let member, concern.state == .held, let holder = concern.lead, holder != member.id else {
            return
        }
        let who = try desk.whoIs(member.id)
        try desk.tellLead(holder, name, concern, saying: ["who": who], &after)
    }

    private mutating func finish(_ concern: Concern, isNothing: Bool) throws {
        guard let member else { return }
        if try desk.book.unread(in: concern) > 0 {
            try show(concern)
            return try say("concern-finish-unread", ["number": .number(concern.number)])
        }
        if concern.isDone {
            if isNothing { try desk.book.isNothing(concern) }
            return try say(
                isNothing ? "concern-done-nothing" : "concern-done", ["number": .number(concern.number)])
        }
        // What they say is no longer passed on, and they were told that it is. Who was deleted meanwhile is forgotten as
        // soon as it is finished, so that they hear it before.
        if try desk.isConversation(concern) {
            _ = try desk.tellPerson(
                of: concern, Prompt("worry-finished", plugin: SafetyDesk.owner), &after)
        }
        try closeHowTheyAre(concern)
        try tellHolder(concern, "concern-other-finished")
        try desk.book.finish(concern, isNothing: isNothing)
        try runner.audit(
            isNothing
                ? "dealt with concern \(concern.number), which was nothing"
                : "dealt with concern \(concern.number)", about: concern.member, by: member.id,
            plugin: SafetyDesk.owner)
        try say(
            isNothing ? "concern-done-nothing" : "concern-done", ["number": .number(concern.number)])
    }
}
