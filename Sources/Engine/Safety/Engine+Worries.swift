import YouSaidKit

/// A worry with everything in it, opened. Nobody but a safeguarding lead ever sees one; this is for tests, which
/// compare it with what was said.
package struct OpenedWorry {
    /// One message in it.
    package struct Line {
        package let id: Int64
        /// True for what the person said; else a lead wrote it, or it notes what the person did.
        package let isSaid: Bool
        package let text: String
        /// True once a lead has read it.
        package let isRead: Bool
    }

    package let id: Int64
    package let number: Int
    /// Whose it is, where the bot knows them.
    package let member: Member.ID?
    package let isDone: Bool
    package let isMaybe: Bool
    /// When the last word was said in it, by either side, or read by a lead.
    package let heard: Moment
    /// When a lead finished it, if one has.
    package let finished: Moment?
    /// The lead said that it was nothing.
    package let wasNothing: Bool
    /// Who has it, while somebody does.
    package let lead: Member.ID?
    /// The leads who are kept out of it.
    package let keptOut: Set<Member.ID>
    /// How often leads were told of what has not been read, after the first time.
    package let told: Int
    /// Whether a lead's platform took what they were told of what has not been read.
    package let isReached: Bool
    /// A lead wrote last, and waits for an answer.
    package let awaitsAnswer: Bool
    package let lines: [Line]

    package var unread: Int { lines.count { $0.isSaid && !$0.isRead } }
}

extension Engine {
    /// Every worry that is kept, the oldest first.
    /// - Throws: `DatabaseError`, and where something cannot be opened.
    package func openedWorries() throws -> [OpenedWorry] {
        try store.read { database in
            let book = ConcernBook(parts: parts, database: database, now: parts.clock.now)
            let rows = try database.rows("SELECT number, finished, false_alarm FROM core_concern ORDER BY id")
            return try rows.compactMap { row in
                guard let concern = try book.concern(number: try row[0]) else { return nil }
                return OpenedWorry(
                    id: concern.id, number: concern.number, member: concern.member, isDone: concern.isDone,
                    isMaybe: concern.isMaybe, heard: concern.heard, finished: try row[1],
                    wasNothing: try row[2],
                    lead: concern.state == .held ? concern.lead : nil,
                    keptOut: try book.keptOut(of: concern), told: concern.told,
                    isReached: concern.reached != nil,
                    awaitsAnswer: try book.lastWrite(in: concern).map { !$0.isAnswered } ?? false,
                    lines: try book.everything(in: concern).map { line in
                        OpenedWorry.Line(
                            id: line.id, isSaid: line.kind == .said, text: line.words.text,
                            isRead: line.read != nil)
                    })
            }
        }
    }
}
