import YouSaidKit

/// What people answered in their own words: kept when a poll is counted, for the organisers.
struct SaidWords {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// Keeps words in an order that tells nothing. Names are taken out of an anonymous poll's; that a voice or a picture
    /// in it can show who they are, people are told before they send one. What may tell of harm never got here: the
    /// safeguarding leads have it.
    func keep(_ values: [VoteValue], to question: Int, _ ballot: Ballot) throws {
        guard !values.isEmpty else { return }
        let isAnonymous = ballot.secrecy == .anonymous
        let names = isAnonymous ? try takingNamesOut(of: values, in: ballot.poll) : nil
        for value in values {
            let words = value.words ?? ""
            guard !words.isEmpty || !value.attachments.isEmpty else { continue }
            try turn.database.run(
                """
                INSERT INTO polls_words (poll, question, place, text, attachments) VALUES ($1, $2, $3, $4, $5)
                """, ballot.poll, question, Int64.random(in: 1...Int64.max),
                names?.taken(from: words) ?? words,
                value.attachments.isEmpty ? nil : try StoredJSON.write(value.attachments))
        }
    }

    private func takingNamesOut(of values: [VoteValue], in poll: Poll.ID) throws -> NamesTakenOut {
        let said = values.reduce(into: Set<String>()) {
            $0.formUnion(NamesTakenOut.words(of: $1.words ?? ""))
        }
        var capitals = NamesTakenOut.words(of: try turn.words("capital-words"))
        capitals.formUnion(NamesTakenOut.words(of: turn.forum.name))
        for question in try PollStore(turn.database).questions(of: poll) {
            for text in [question.text] + question.choices.map(\.label) {
                capitals.formUnion(NamesTakenOut.words(of: text))
            }
        }
        return NamesTakenOut(
            names: try turn.people.names(among: said), capitals: capitals,
            alsoWords: NamesTakenOut.words(of: try turn.words("name-words")),
            mark: try turn.words("name-mark"))
    }

    /// What somebody said to one of the questions, from 1.
    struct Said: Sendable, Hashable {
        let question: Int
        let text: String
    }

    /// What people said in a poll, in the order of the alphabet.
    static func kept(of poll: Poll.ID, in database: any Database) throws -> [Said] {
        try database.rows(
            """
            SELECT question, text FROM polls_words WHERE poll = $1 AND text <> ''
            ORDER BY question, text, place
            """, poll
        ).map { Said(question: try $0[0], text: try $0[1]) }
    }

    /// The first of it, and how many more there are.
    func words(in poll: Poll.ID, limit: Int) throws -> (first: [String], more: Int) {
        let first = try turn.database.rows(
            """
            SELECT text FROM polls_words WHERE poll = $1 AND text <> ''
            ORDER BY question, text, place LIMIT $2
            """, poll, limit
        ).map { try $0[0] as String }
        guard first.count == limit else { return (first, 0) }
        let all: Int =
            try turn.database.first(
                "SELECT COUNT(*) FROM polls_words WHERE poll = $1 AND text <> ''", poll)?[0] ?? limit
        return (first, all - limit)
    }
}
