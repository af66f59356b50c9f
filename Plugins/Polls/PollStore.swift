import YouSaidKit

/// Keeps polls and what they ask. Says nothing to anybody, so that a page can show what it finds as well as a message.
struct PollStore {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// The columns of a ``Poll``.
    private static let columns =
        "id, name, author, asked_as, audience, secrecy, visibility, minimum, opens, closes, reminders, next, opened, closed, round, counted"

    // MARK: Polls

    /// Keeps a new poll.
    /// - Parameters:
    ///   - asked: each of its questions, as people are asked it.
    ///   - opened: when it went out; nil where it waits for its time.
    func add(
        _ plan: PollPlan, id: Poll.ID, by author: Member.ID?, asked: [Question.ID], opened: Moment?
    ) throws {
        guard let first = asked.first else { return }
        let terms = plan.terms
        try database.run(
            """
            INSERT INTO polls_poll (id, name, author, asked_as, audience, secrecy, visibility, minimum, opens,
                closes, reminders, opened, round, counted)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0)
            """, id, plan.title, author, first, try StoredJSON.write(terms.audience), terms.secrecy,
            terms.visibility, terms.minimum, try terms.opens.map(StoredJSON.write),
            try terms.closes.map(StoredJSON.write), terms.reminders, opened)
        for (index, (question, asked)) in zip(plan.questions, asked).enumerated() {
            try add(question, to: id, place: index + 1, asked: asked)
        }
    }

    private func add(
        _ question: SurveyQuestion, to poll: Poll.ID, place: Int, asked: Question.ID
    ) throws {
        try database.run(
            """
            INSERT INTO polls_question (poll, place, kind, text, most, explanation, picture, picture_words, asked_as)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, poll, place, question.kind, question.text, question.most, question.explanation,
            question.picture?.url, question.picture?.description, asked)
        for (index, choice) in question.choices.enumerated() {
            try database.run(
                """
                INSERT INTO polls_choice (poll, question, place, label, starts, other)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, poll, place, index + 1, choice.label, try choice.starts.map(StoredJSON.write),
                choice.isOther)
        }
    }

    /// The open polls, the newest first.
    func open(limit: Int = 20) throws -> [Poll] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM polls_poll WHERE closed IS NULL AND opened IS NOT NULL
            ORDER BY id DESC LIMIT $1
            """, limit
        ).map(read)
    }

    /// The polls that wait for their time, the newest first.
    func waiting(limit: Int = 20) throws -> [Poll] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM polls_poll WHERE closed IS NULL AND opened IS NULL
            ORDER BY id DESC LIMIT $1
            """, limit
        ).map(read)
    }

    /// The polls that closed last, the latest first.
    func closed(limit: Int) throws -> [Poll] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM polls_poll WHERE counted = 1
            ORDER BY closed DESC, id DESC LIMIT $1
            """, limit
        ).map(read)
    }

    /// One poll, or nil where there is none.
    func poll(_ id: Poll.ID) throws -> Poll? {
        try database.first("SELECT \(Self.columns) FROM polls_poll WHERE id = $1", id).map(read)
    }

    private func read(_ row: Row) throws -> Poll {
        let terms = PollTerms(
            audience: try StoredJSON.read(Group.self, row["audience"]), secrecy: try row["secrecy"],
            visibility: try row["visibility"], minimum: try row["minimum"],
            opens: try StoredJSON.readIfThere(LocalTime.self, row["opens"]),
            closes: try StoredJSON.readIfThere(LocalTime.self, row["closes"]), reminders: try row["reminders"]
        )
        let id: Poll.ID = try row["id"]
        return Poll(
            id: id, name: try row["name"], author: try row["author"], askedAs: try row["asked_as"],
            terms: terms, state: try state(row), next: try row["next"], round: try row["round"],
            takesWords: try takesWords(id))
    }

    private func state(_ row: Row) throws -> Poll.State {
        if try row["counted"] { return .closed }
        if try (row["closed"] as Moment?) != nil { return .counting }
        return try (row["opened"] as Moment?) != nil ? .open : .waiting
    }

    /// Whether anything in a poll can be answered in people's own words.
    private func takesWords(_ poll: Poll.ID) throws -> Bool {
        try database.first(
            """
            SELECT 1 FROM polls_question q WHERE q.poll = $1 AND (q.kind = $2 OR EXISTS
                (SELECT 1 FROM polls_choice c WHERE c.poll = q.poll AND c.question = q.place AND c.other = 1))
            """, poll, QuestionKind.words) != nil
    }

    // MARK: Questions

    /// What a poll asks, in order.
    func questions(of poll: Poll.ID) throws -> [SurveyQuestion] {
        var choices: [Int: [SurveyChoice]] = [:]
        for row in try database.rows(
            "SELECT question, label, starts, other FROM polls_choice WHERE poll = $1 ORDER BY question, place",
            poll)
        {
            choices[try row["question"], default: []].append(
                SurveyChoice(
                    label: try row["label"],
                    starts: try StoredJSON.readIfThere(LocalTime.self, row["starts"]),
                    isOther: try row["other"]))
        }
        return try database.rows("SELECT * FROM polls_question WHERE poll = $1 ORDER BY place", poll).map {
            row in
            let picture: String? = try row["picture"]
            return SurveyQuestion(
                kind: try row["kind"], text: try row["text"], choices: choices[try row["place"]] ?? [],
                most: try row["most"], explanation: try row["explanation"],
                picture: try picture.map {
                    SurveyPicture(url: $0, description: try row["picture_words"] ?? "")
                })
        }
    }

    /// Each question as people are asked it, in order.
    func asked(of poll: Poll.ID) throws -> [Question.ID] {
        try database.rows("SELECT asked_as FROM polls_question WHERE poll = $1 ORDER BY place", poll).map {
            try $0[0]
        }
    }

    /// Everything about a poll, as it was planned.
    func plan(of poll: Poll) throws -> PollPlan {
        PollPlan(name: poll.name, questions: try questions(of: poll.id), terms: poll.terms)
    }

    /// Puts other words to a choice, or to a question where no choice is named; a poll with one question is known by it.
    func correct(_ poll: Poll, question: Int, choice: Int?, to words: String) throws {
        if let choice {
            try database.run(
                "UPDATE polls_choice SET label = $1 WHERE poll = $2 AND question = $3 AND place = $4", words,
                poll.id, question, choice)
            return
        }
        try database.run(
            "UPDATE polls_poll SET name = $1 WHERE id = $2 AND name = (SELECT text FROM polls_question WHERE poll = $2 AND place = $3)",
            words, poll.id, question)
        try database.run(
            "UPDATE polls_question SET text = $1 WHERE poll = $2 AND place = $3", words, poll.id, question)
    }

    // MARK: Opening and closing

    /// Notes that a poll went out.
    /// - Returns: false where it was open or closed before.
    func open(_ poll: Poll.ID, at now: Moment) throws -> Bool {
        try database.run(
            "UPDATE polls_poll SET opened = $1 WHERE id = $2 AND opened IS NULL AND closed IS NULL", now, poll
        ) > 0
    }

    /// Keeps what happens next, in the organiser's words.
    func say(next words: String, of poll: Poll.ID) throws {
        try database.run("UPDATE polls_poll SET next = $1 WHERE id = $2", words, poll)
    }

    /// Notes that a poll is closed.
    /// - Returns: false where it was before.
    func close(_ poll: Poll.ID, asked: Int, answered: Int, at now: Moment) throws -> Bool {
        try database.run(
            """
            UPDATE polls_poll SET closed = $1, asked = $2, answered = $3 WHERE id = $4 AND closed IS NULL
            """, now, asked, answered, poll) > 0
    }

    /// Notes that a poll is counted.
    func finish(_ poll: Poll.ID) throws {
        try database.run("UPDATE polls_poll SET counted = 1 WHERE id = $1", poll)
    }

    /// How many had answered a poll when it was closed, wholly or in part.
    func answered(_ poll: Poll.ID) throws -> Int {
        try database.first("SELECT answered FROM polls_poll WHERE id = $1", poll)?[0] ?? 0
    }

    /// Whether a poll went out before it was closed, so that there is somebody to tell.
    func wentOut(_ poll: Poll.ID) throws -> Bool {
        try database.first("SELECT 1 FROM polls_poll WHERE id = $1 AND opened IS NOT NULL", poll) != nil
    }

    func setSecrecy(_ secrecy: Secrecy, of poll: Poll.ID) throws {
        try database.run("UPDATE polls_poll SET secrecy = $1 WHERE id = $2", secrecy, poll)
    }

    /// Notes that a poll is asked once more, in another round: what was answered before is gone.
    func asked(again poll: Poll.ID, _ terms: BallotTerms, _ asked: [Question.ID]) throws {
        guard let first = asked.first else { return }
        try database.run(
            """
            UPDATE polls_poll SET round = $1, secrecy = $2, asked_as = $3,
                answered = CASE WHEN closed IS NULL THEN answered ELSE 0 END WHERE id = $4
            """, terms.round, terms.secrecy, first, poll)
        for (index, question) in asked.enumerated() {
            try database.run(
                "UPDATE polls_question SET asked_as = $1 WHERE poll = $2 AND place = $3", question, poll,
                index + 1)
        }
    }

    // MARK: One person

    /// What is kept about a person: which polls they made.
    func export(_ member: Member.ID) throws -> [ExportedItem] {
        try database.rows("SELECT name, opened FROM polls_poll WHERE author = $1 ORDER BY id", member).map {
            ExportedItem(
                title: Prompt("export-poll", plugin: "polls"), text: try $0["name"], moment: try $0["opened"])
        }
    }

    /// Takes a person off the polls that they made. The polls stay: they are the forum's.
    func forget(_ member: Member.ID) throws {
        try database.run("UPDATE polls_poll SET author = NULL WHERE author = $1", member)
    }
}
