import Storage
import YouSaidKit

/// A question of the forum's work that was left behind: whoever was asked it has gone on to other work since. What they
/// write then is asked back: a "yes" that comes much later sends no poll and takes nobody's role.
extension Conversation {
    /// Asks a question again that was left behind, before anything that is written counts as its answer. A button is on its
    /// question, and counts.
    /// - Returns: false where it was not left behind.
    mutating func askedAgain(_ asked: AskedQuestion) throws -> Bool {
        guard try wasLeftBehind(asked), let member else { return false }
        cause.lead = try parts.composer.core("asked-before", for: reader)
        var body = try parts.composer.compose(asked.question, id: asked.id, for: reader)
        body.text = try words(of: asked)
        try parts.questions.ask(asked.id, member.id, in: database)
        try runner.reply(body, question: asked.id, &cause, &after)
        return true
    }

    /// What somebody reads of a question when they are asked it again. Whom a role is about stands in no question that is
    /// kept, and is found anew.
    func words(of asked: AskedQuestion) throws -> String {
        if asked.plugin == RoleDesk.owner,
            let words = try RoleDesk(parts: parts, database: database, now: runner.now).words(of: asked)
        {
            return try parts.composer.words(words, for: reader)
        }
        return try parts.composer.words(asked.question.text, for: reader)
    }

    /// The engine's own questions that something hangs on.
    private static let weighty: Set<String> =
        Set([.leaving, .erase].map(\RightsQuestion.rawValue))
        .union([RoleDesk.questionName, sureQuestion, LastLead.question])

    private func wasLeftBehind(_ asked: AskedQuestion) throws -> Bool {
        guard let member, member.roles.contains(where: \.isStaff), cause.speaker == nil,
            asked.isStaffs || asked.plugin == RoleDesk.owner && Self.weighty.contains(asked.question.name)
        else { return false }
        let shown: Int64? = try database.first(
            """
            SELECT MAX(o.id) FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
            WHERE c.member = $1 AND o.question = $2 AND o.question IS NOT NULL
            """, member.id, asked.id)?[0]
        // What went out so long ago is no longer kept.
        guard let shown else { return true }
        let own = OperatorCommand.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let since: Int? = try database.first(
            """
            SELECT COUNT(*) FROM core_audit
            WHERE id > $1 AND member = $2 AND (action LIKE 'said %' OR action IN (\(own)))
            """, shown, member.id)?[0]
        // Words that were asked for can be long: after a look at something else they still count.
        return since ?? 0 > (asked.question.kind == .words ? 1 : 0)
    }
}
