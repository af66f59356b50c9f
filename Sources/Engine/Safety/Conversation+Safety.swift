import Storage
import YouSaidKit

/// What people answer to the engine's own questions about a worry, and HELP NOW.
extension Conversation {
    private var desk: SafetyDesk {
        SafetyDesk(parts: parts, database: database, now: runner.now)
    }

    /// HELP NOW: the numbers to call, and how to get a person of the forum. It asks nothing: a number that somebody
    /// writes afterwards is still the answer to what they were asked before.
    mutating func helpNow() throws {
        try say("help-now", ["helplines": try desk.helplines(for: member)])
    }

    /// Somebody answered a question that the engine asked.
    mutating func coreAnswer(_ asked: AskedQuestion, _ choice: Choice?) throws {
        if asked.question.name == AttachmentDesk.question { return try listened(asked, choice) }
        if try roleAnswer(asked, choice) { return }
        if let own = RightsQuestion(rawValue: asked.question.name) {
            return try rightsAnswer(own, asked, choice)
        }
        let id = asked.question.data["concern"].flatMap { Int64($0) }
        let concern = try id.flatMap { try desk.book.concern($0) }
        switch SafetyDesk.CoreQuestion(rawValue: asked.question.name) {
        case .worry:
            if choice?.id == SafetyDesk.Choices.needsPerson {
                try wantsPerson(concern)
            } else {
                try isOK(concern)
            }
        case .concern: try takeConcern(concern)
        case nil: try say("not-asked")
        }
    }

    /// "I'm OK": a lead still looks at it.
    private mutating func isOK(_ concern: Concern?) throws {
        if let concern, let lead = concern.lead {
            try desk.tell(lead, "concern-says-ok", about: concern, &after)
        }
        try say("worry-ok-heard")
    }

    /// "I need a person", as a button or as PERSON NOW.
    mutating func wantsPerson(_ known: Concern?) throws {
        guard let sender = cause.sender else { return }
        let canBeReached = try Leads.canBeReached(in: database)
        var concern = known
        if concern == nil || concern?.state == .done {
            concern = try desk.book.open(about: sender, kinds: ["asks-for-a-person"]).concern
            after.concerns += 1
        }
        guard let concern else { return }
        try desk.book.keep(
            try parts.composer.core("concern-wants-person-words", for: Reader(nil)), in: concern)
        if let lead = concern.lead {
            if try !desk.tell(lead, "concern-wants-person", about: concern, &after) {
                try desk.alert(try desk.book.reopen(concern), "concern-alert-wants-person", &after)
            }
        } else {
            try desk.alert(concern, "concern-alert-wants-person", &after)
        }
        try say(
            canBeReached ? "worry-person-told" : "worry-person-nobody-there",
            ["helplines": try desk.helplines(for: member)])
    }

    /// A lead has it, and now sees who and what.
    private mutating func takeConcern(_ concern: Concern?) throws {
        guard let member, member.roles.contains(.safeguardingLead), let concern else {
            return try say("not-allowed")
        }
        if try desk.book.take(concern, by: member.id) || concern.lead == member.id {
            return try show(concern)
        }
        try say("concern-taken", ["number": .number(concern.number)])
    }

    /// Shows a lead what a concern is about. Every look is in the audit trail.
    mutating func show(_ concern: Concern) throws {
        try runner.audit(
            "looked at concern \(concern.number)", about: concern.member, by: member?.id,
            plugin: SafetyDesk.owner)
        let who: PromptValue =
            if let name = try desk.book.name(of: concern) { .text(name) } else {
                .prompt(Prompt("concern-nameless", plugin: SafetyDesk.owner))
            }
        let lines = try desk.book.words(of: concern).map { words in
            PromptValue.prompt(
                Prompt(
                    "concern-words",
                    ["date": .date(words.moment), "time": .time(words.moment), "words": .text(words.text)],
                    plugin: SafetyDesk.owner))
        }
        try say(
            "concern-show",
            [
                "number": .number(concern.number), "who": who, "channel": .text(concern.channel),
                "words": .lines(lines),
            ])
    }
}
