import Storage
import YouSaidKit

/// STOP POLLS, START POLLS and NO POLLS: messages about one subject, on and off.
extension Conversation {
    /// Nothing more about this goes out, but for what ``Subject`` says. Somebody who has not joined gets no messages
    /// about anything: from them it is STOP.
    mutating func silence(_ subject: Subject) throws {
        guard let member else { return try stop() }
        try set(member.stoppedSubjects.union([subject]), of: member)
        try say(
            "subject-stopped",
            [
                "subject": .prompt(Self.name(of: subject)), "forum": .text(parts.forum.name),
                "word": .text("START " + subject.word),
            ])
    }

    /// Messages about this come again. A STOP stays: somebody who said it gets nothing before START.
    mutating func unsilence(_ subject: Subject) throws {
        guard let member else { return try start("") }
        try set(member.stoppedSubjects.subtracting([subject]), of: member)
        let hasStopped = cause.sender?.contact?.stopped != nil
        try say(
            hasStopped ? "subject-started-stopped" : "subject-started",
            ["subject": .prompt(Self.name(of: subject)), "forum": .text(parts.forum.name)])
    }

    /// The journal first: if the transaction fails the platform tells us of it again.
    private mutating func set(_ subjects: Set<Subject>, of member: Member) throws {
        try parts.journal.add([.silenced(member: member.id.rawValue, bits: subjects.bits)], in: database)
        try database.run("UPDATE core_member SET silenced = $1 WHERE id = $2", subjects.bits, member.id)
        after.silences.append((member.id, subjects.bits))
    }

    /// Whether what was written answers an open question: any words do, or it is one of the choices.
    func isAnswer() throws -> Bool {
        guard let member else { return false }
        return try parts.questions.answerable(by: member.id, in: database).contains { asked in
            asked.state == .open && asked.question.kind == .words
        } || isChoice()
    }

    /// Whether what was written is the label of a choice that is open.
    func isChoice() throws -> Bool {
        guard let member else { return false }
        guard event.text.utf8.count <= AnswerReader.longest else { return false }
        let said = FoldedText(event.text).words
        return try parts.questions.answerable(by: member.id, in: database).contains { asked in
            asked.state != .answered && asked.question.choices.contains { FoldedText($0.label).words == said }
        }
    }

    /// What is switched off, for HELP and START; nil where nothing is.
    func stillOff() -> Prompt? {
        guard let off = member?.stoppedSubjects, !off.isEmpty else { return nil }
        let lines = Subject.stoppable.filter(off.contains).map { subject in
            PromptValue.prompt(
                Prompt(
                    "subjects-off-line",
                    ["subject": .prompt(Self.name(of: subject)), "word": .text("START " + subject.word)],
                    plugin: "core"))
        }
        return Prompt("subjects-off", ["lines": .lines(lines)], plugin: "core")
    }

    private static func name(of subject: Subject) -> Prompt {
        Prompt("subject-" + subject.rawValue, plugin: "core")
    }
}
