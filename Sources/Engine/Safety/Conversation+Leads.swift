import ChannelContract
import Storage
import YouSaidKit

/// What safeguarding leads are shown of a worry, what they say of it, and when they hear of what its person does.
extension Conversation {
    private var desk: SafetyDesk {
        SafetyDesk(parts: parts, database: database, now: runner.now)
    }

    /// STOP and DELETE ME of somebody whom a worry is about: the leads hear so at once.
    mutating func heardByLeads(_ prompt: String) throws {
        guard let sender = cause.sender else { return }
        try desk.hears(prompt, of: sender, &after)
        if prompt == "concern-said-stop" { try leadGoes() }
    }

    /// HELP of somebody who talks with a lead: they get the list, and the lead hears that they asked for it.
    mutating func askedForHelp() throws {
        guard let sender = cause.sender, cause.speaker == nil,
            let concern = try desk.book.unfinished(of: sender), try desk.isConversation(concern)
        else { return }
        try heardByLeads("concern-said-help")
    }

    /// Whoever wrote is a lead who can be reached again.
    mutating func leadComes() throws {
        guard let member, member.roles.contains(.safeguardingLead) else { return }
        try desk.comes(member.id, &after)
    }

    /// Whoever wrote is a lead who cannot be reached any more.
    mutating func leadGoes() throws {
        guard let member, member.roles.contains(.safeguardingLead) else { return }
        try desk.goes(member.id, &after)
    }

    /// A lead who replies to what they were told or shown of a worry means the person: they are told how to write to them,
    /// and are not offered to pass a message on.
    mutating func repliedAboutWorry(_ asked: AskedQuestion) throws -> Bool {
        guard asked.plugin == SafetyDesk.owner,
            [.concern, .reading, .sorting].contains(SafetyDesk.CoreQuestion(rawValue: asked.question.name)),
            let member, member.roles.contains(.safeguardingLead), chosenExactly(asked.question) == nil,
            let concern = try concern(of: asked), try !desk.book.keptOut(of: concern).contains(member.id)
        else { return false }
        if let call = read(event.text).call,
            LeadCommand(rawValue: call.word) != nil
        {
            try command(call.word, call.rest)
            return true
        }
        try say("concern-write-to", ["number": .number(concern.number)])
        return true
    }

    /// A lead reads a worry, and has it where nobody does.
    mutating func look(at concern: Concern?, takes: Bool) throws {
        guard let member, member.roles.contains(.safeguardingLead), let concern, !concern.isDone,
            try !desk.book.keptOut(of: concern).contains(member.id)
        else { return try say(concern?.isDone ?? false ? "concern-done-before" : "not-allowed") }
        try show(concern, takes: takes)
    }

    /// Shows a lead what a worry is about, and notes that they have read it. Every look is in the audit trail.
    /// - Parameter isAll: all of it, from the first word on; otherwise what is new, and what came last before it.
    mutating func show(_ concern: Concern, takes: Bool = false, isAll: Bool = false) throws {
        guard let member else { return }
        try runner.audit(
            "looked at concern \(concern.number)", about: concern.member, by: member.id,
            plugin: SafetyDesk.owner)
        let lines = try isAll ? desk.book.everything(in: concern) : desk.book.lines(of: concern)
        let before = try desk.book.said(before: lines.first, in: concern)
        var shown = try numbered(lines, after: before)
        if try desk.book.hasMore(before: lines.first, in: concern) {
            shown.insert(
                .prompt(
                    Prompt(
                        "concern-earlier", ["number": .number(concern.number)], plugin: SafetyDesk.owner)),
                at: 0)
        }
        let isTheirs = try desk.read(concern, by: member.id, takes: takes, &after)
        let now = try desk.book.concern(concern.id) ?? concern
        var values: [String: PromptValue] = [
            "number": .number(concern.number), "channel": .text(concern.channel),
            "phone": .prompt(
                Prompt(
                    try desk.isShared(concern) ? "phone-shared" : "phone-unknown", plugin: SafetyDesk.owner)),
            "words": .lines(shown),
        ]
        values["who"] =
            try desk.book.name(of: concern).map { .text($0) }
            ?? .prompt(Prompt("concern-nameless", plugin: SafetyDesk.owner))
        values["why"] = .lines(
            concern.kinds.sorted().map { kind in
                // A forum's own list has its own name and no words for it.
                let name = "sounds-like-\(kind)"
                return (try? parts.composer.core(name, for: reader)).map { .text($0) } ?? .text(kind)
            })
        if !isTheirs {
            let name = try now.lead.flatMap { try desk.people.member($0)?.name }
            cause.lead = try parts.composer.core(
                now.lead == nil ? "concern-nobody-has" : name == nil ? "concern-taken" : "concern-taken-by",
                name.map { ["number": .number(concern.number), "name": .text($0)] }
                    ?? ["number": .number(concern.number)], for: reader)
        }
        let name = concern.isMaybe ? "concern-show-maybe" : "concern-show"
        try sayShown(concern, Prompt(name, values, plugin: SafetyDesk.owner), lines, after: before)
        try handOver(lines)
    }

    /// What was said, the person's messages with numbers.
    /// - Parameter before: how many messages came before these.
    private func numbered(_ lines: [ConcernBook.Line], after before: Int) throws -> [PromptValue] {
        var count = before
        return try lines.map { line in
            if line.kind == .said { count += 1 }
            return try words(line, number: count)
        }
    }

    /// One line of what was said.
    private func words(_ line: ConcernBook.Line, number: Int) throws -> PromptValue {
        var values: [String: PromptValue] = [
            "date": .date(line.moment), "time": .time(line.moment), "words": .text(line.words.text),
        ]
        if line.kind == .said { values["number"] = .number(number) }
        let name: String
        switch line.kind {
        case .said:
            if let attachments = line.words.attachments, line.words.text.isEmpty {
                values["words"] = AttachmentDesk.what(attachments)
            }
            if let whom = line.words.saidFor { values["name"] = .text(whom) }
            name = line.words.saidFor == nil ? "concern-words" : "concern-words-for"
        case .did: name = "concern-did"
        case .wrote:
            let who = try line.lead.flatMap { try desk.people.member($0)?.name }
            values["who"] =
                who.map { .text($0) } ?? .prompt(Prompt("concern-a-lead", plugin: SafetyDesk.owner))
            name = line.read == nil ? "concern-wrote-waiting" : "concern-wrote"
        }
        return .prompt(Prompt(name, values, plugin: SafetyDesk.owner))
    }

    /// How many of the newest messages a lead can say of that they are not about this.
    private static let mostToSort = 2

    /// Shows it with what a lead can say of it: which message is not about this, and whom it is not about.
    private mutating func sayShown(
        _ concern: Concern, _ words: Prompt, _ lines: [ConcernBook.Line], after before: Int
    ) throws {
        guard let member else { return }
        var choices: [Choice] = []
        // A wish for a person is no message that could be used as something else.
        let wish = try parts.composer.core("concern-wants-person-words", for: Reader(nil))
        for (index, line) in lines.filter({ $0.kind == .said }).enumerated().suffix(Self.mostToSort)
        where line.words.text != wish {
            let label = try parts.composer.core(
                "concern-pass-on", ["number": .number(before + index + 1)], for: reader)
            choices.append(Choice(SafetyDesk.Choices.passOn + "\(line.id)", label: label))
        }
        let keptOut = try desk.book.keptOut(of: concern).filter { $0 != concern.member }
        for lead in keptOut.sorted(by: { $0.rawValue < $1.rawValue }) {
            let name = try desk.people.member(lead)?.name
            let label = try parts.composer.core(
                name == nil ? "concern-not-about-them" : "concern-not-about",
                name.map { ["name": .text($0)] } ?? [:], for: reader)
            choices.append(Choice(SafetyDesk.Choices.notAbout + "\(lead.rawValue)", label: label))
        }
        // Who presses "1" to have it presses "1" again now and then: that does nothing.
        if showsNumbers, !choices.isEmpty {
            choices.insert(
                Choice(
                    SafetyDesk.Choices.stays, label: try parts.composer.core("concern-stays", for: reader)),
                at: 0)
        }
        try endQuestions(.sorting, concern, member.id)
        guard !choices.isEmpty else {
            return try runner.reply(
                OutgoingBody(text: try parts.composer.words(words, for: reader)), &cause, &after)
        }
        // What stands in the message is sealed; the question is kept longer, and holds nothing of it.
        let question = Question(
            SafetyDesk.CoreQuestion.sorting.rawValue,
            Prompt("concern-title", ["number": .number(concern.number)], plugin: SafetyDesk.owner),
            title: try parts.composer.core(
                "concern-title", ["number": .number(concern.number)], for: reader),
            choices: choices, data: ["concern": "\(concern.id)"], canChange: true)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: SafetyDesk.owner, in: database)
        try parts.questions.ask(id, member.id, in: database)
        var body = try parts.composer.compose(question, id: id, for: reader)
        body.text = try parts.composer.words(words, for: reader)
        try runner.reply(body, question: id, &cause, &after)
    }

    /// Hands over voice notes and pictures that had not been read.
    private mutating func handOver(_ lines: [ConcernBook.Line]) throws {
        guard let member, let sender = cause.sender else { return }
        let desk = AttachmentDesk(parts: parts, database: database, now: runner.now)
        for line in lines where line.read == nil && line.kind == .said {
            guard let sent = try line.words.attachment.flatMap({ try desk.book.find($0) }) else { continue }
            let handed = AttachmentDesk.Handed(
                id: sent.id, channel: sent.channel, attachments: sent.attachments, role: .safeguardingLead)
            let text = try parts.composer.core(
                "concern-this-was-sent", ["what": AttachmentDesk.what(sent.attachments)], for: reader)
            try runner.reply(
                try desk.handing(handed, in: OutgoingBody(text: text), on: sender.channel, to: member),
                &cause, &after)
        }
    }

    /// A lead says that a message is not about this, or that it is not about one of them.
    mutating func sort(_ asked: AskedQuestion, _ concern: Concern?, _ choice: Choice?) throws {
        guard let member, member.roles.contains(.safeguardingLead), let concern, let choice,
            try !desk.book.keptOut(of: concern).contains(member.id)
        else { return try say("not-allowed") }
        if choice.id == SafetyDesk.Choices.stays {
            return try say("concern-stays-done", ["number": .number(concern.number)])
        }
        if choice.id.hasPrefix(SafetyDesk.Choices.notAbout),
            let lead = Int64(choice.id.dropFirst(SafetyDesk.Choices.notAbout.count))
        {
            let other = Member.ID(rawValue: lead)
            try desk.book.isNotAbout(other, concern)
            try runner.audit(
                "said that concern \(concern.number) is not about a lead", about: nil, by: member.id,
                plugin: SafetyDesk.owner)
            if !concern.isDone { try desk.comes(other, &after) }
            return try say("concern-not-about-done", ["number": .number(concern.number)])
        }
        guard choice.id.hasPrefix(SafetyDesk.Choices.passOn),
            let id = Int64(choice.id.dropFirst(SafetyDesk.Choices.passOn.count)),
            let line = try desk.book.line(id, of: concern), line.kind == .said
        else { return try say("worry-moved") }
        guard let address = try desk.book.address(of: concern) else { return try say("concern-gone") }
        try desk.book.take(line, outOf: concern)
        try desk.book.note("concern-passed-line", in: concern)
        try runner.audit(
            "passed on a message of concern \(concern.number)", about: concern.member, by: member.id,
            plugin: SafetyDesk.owner)
        try passOn(line.words, from: concern.channel, address)
        try say("concern-passed", ["number": .number(concern.number)])
    }

    /// Uses a message as what it was, in a turn of whoever said it.
    private mutating func passOn(_ words: KeptWords, from channel: String, _ address: String) throws {
        let sender = try parts.contacts.sender(channel: channel, address: address, in: database)
        var theirs = Conversation(
            runner: runner, event: Event(key: event.key, address: address),
            cause: TurnCause(key: cause.key, sender: sender, kind: .notice), after: after)
        let answers = after.answers
        try theirs.useAsSaid(words)
        // What went to somebody else is no answer to whoever waits at the console.
        after.answers = answers
    }
}
