import YouSaidKit

/// What an organiser is writing, before it is sent.
struct Draft: Sendable, Hashable {
    /// What it will be.
    enum Kind: String, Sendable, Hashable, SQLConvertible {
        case poll, note
        /// What happens next, after a poll.
        case next
    }

    /// Tells one draft from every other, so that a Yes to an old one never sends a new one.
    struct ID: Sendable, Hashable, RawRepresentable, SQLConvertible {
        let rawValue: Int64
    }

    let id: ID
    let author: Member.ID
    let kind: Kind
    /// The note; of a poll in lines the lines, while one of them is wrong.
    var text = ""
    /// The poll.
    var plan = PollPlan()
    /// The poll that the words are about.
    var subject: Poll.ID?
    /// What the author is being asked about it.
    var question: Question.ID?
}

/// Keeps drafts, one for each organiser.
struct DraftStore {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Keeps a draft, new or changed.
    func save(_ draft: Draft) throws {
        try database.run(
            """
            INSERT INTO polls_draft (id, author, kind, text, choices, question, plan, subject)
            VALUES ($1, $2, $3, $4, '', $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
            SET text = excluded.text, question = excluded.question, plan = excluded.plan,
                subject = excluded.subject
            """, draft.id, draft.author, draft.kind, draft.text, draft.question,
            try StoredJSON.write(draft.plan), draft.subject)
    }

    /// One draft, or nil where it was sent or thrown away.
    func draft(_ id: Draft.ID) throws -> Draft? {
        try database.first("SELECT * FROM polls_draft WHERE id = $1", id).map(read)
    }

    /// What somebody is writing.
    func draft(by author: Member.ID) throws -> Draft? {
        try database.first("SELECT * FROM polls_draft WHERE author = $1", author).map(read)
    }

    func delete(_ id: Draft.ID) throws {
        try database.run("DELETE FROM polls_draft WHERE id = $1", id)
    }

    private func read(_ row: Row) throws -> Draft {
        let text: String = try row["text"]
        return Draft(
            id: try row["id"], author: try row["author"], kind: try row["kind"], text: text,
            plan: try StoredJSON.readIfThere(PollPlan.self, row["plan"])
                ?? oldPlan(question: text, choices: row["choices"]),
            subject: try row["subject"], question: try row["question"])
    }

    /// A draft from before polls had plans.
    private func oldPlan(question: String, choices: String) -> PollPlan {
        let choices = choices.split(separator: "\n").map { SurveyChoice(label: String($0)) }
        return PollPlan(questions: question.isEmpty ? [] : [SurveyQuestion(text: question, choices: choices)])
    }

    /// What is kept about a person: what they are writing.
    func export(_ member: Member.ID) throws -> [ExportedItem] {
        guard let draft = try draft(by: member) else { return [] }
        return [
            ExportedItem(
                title: Prompt("export-draft", plugin: "polls"),
                text: ([draft.text] + draft.plan.words).filter { !$0.isEmpty }.joined(separator: "\n"))
        ]
    }

    func forget(_ member: Member.ID) throws {
        try database.run("DELETE FROM polls_draft WHERE author = $1", member)
    }
}
