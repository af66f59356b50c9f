import YouSaidKit

extension AskedQuestion {
    /// Whether a lead, organiser or approver is asked for their name by it, for which nothing waits.
    var isAboutName: Bool { plugin == RoleDesk.owner && question.name == RoleDesk.nameQuestion }
}

/// A lead, organiser or approver is asked for a name. What they write may just as well be for a worry, and that goes
/// first.
extension Conversation {
    /// How long a name may be.
    private static let longestName = 40
    private static let leadCommands = CommandReader(LeadCommand.allCases.map { ($0.rawValue, []) })

    mutating func leadNamed(_ asked: AskedQuestion, _ choice: Choice?, by member: Member) throws {
        guard choice == nil else { return try say("lead-name-not-now") }
        if try isForWorry(asked, by: member) { return }
        let name = event.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard name.contains(where: \.isLetter), name.count <= Self.longestName else {
            try parts.questions.reopen(asked.id, member.id, in: database)
            return try say("lead-name-how", ["limit": .number(Self.longestName)])
        }
        try RoleDesk(parts: parts, database: database, now: runner.now).named(member, name, &after)
        try say("lead-name-kept", ["name": .text(name)])
    }

    /// "WRITE 3 Are you safe?" and the answer to another question of the engine's are no names. The name is still asked.
    private mutating func isForWorry(_ asked: AskedQuestion, by member: Member) throws -> Bool {
        if member.roles.contains(.safeguardingLead),
            let call = Self.leadCommands.read(event.text),
            let command = LeadCommand(rawValue: call.word)
        {
            try parts.questions.reopen(asked.id, member.id, in: database)
            try leadCommand(command, call.rest)
            return true
        }
        for other in try parts.questions.answerable(by: member.id, in: database)
        where other.plugin == SafetyDesk.owner && other.id != asked.id && other.state != .answered {
            guard let choice = AnswerReader(other.question.choices).read(event.text).choices.first else {
                continue
            }
            try parts.questions.reopen(asked.id, member.id, in: database)
            try parts.questions.answer(other, by: member.id, in: database)
            try coreAnswer(other, choice)
            return true
        }
        return false
    }
}
