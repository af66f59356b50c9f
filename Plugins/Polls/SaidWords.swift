import YouSaidKit

/// What people answered in their own words: kept when a poll is counted, for the organisers.
struct SaidWords {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// Keeps words in an order that tells nothing. Names are taken out of an anonymous poll's, and a voice or a picture
    /// in it, which everybody would know, is not kept at all. What may tell of harm never got here: the safeguarding
    /// leads have it.
    func keep(_ values: [VoteValue], to question: Int, _ ballot: Ballot) throws {
        guard !values.isEmpty else { return }
        let isAnonymous = ballot.secrecy == .anonymous
        let names = isAnonymous ? try takingNamesOut(of: values, in: ballot.poll) : nil
        for value in values {
            let words = value.words ?? ""
            let attachments = isAnonymous ? [] : value.attachments
            guard !words.isEmpty || !attachments.isEmpty else { continue }
            try turn.database.run(
                """
                INSERT INTO polls_words (poll, question, place, text, attachments) VALUES ($1, $2, $3, $4, $5)
                """, ballot.poll, question, Int64.random(in: 1...Int64.max),
                names?.taken(from: words) ?? words,
                attachments.isEmpty ? nil : try StoredJSON.write(attachments))
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

    /// What people said in a poll, in the order of the alphabet.
    func words(in poll: Poll.ID, limit: Int) throws -> [String] {
        try turn.database.rows(
            """
            SELECT text FROM polls_words WHERE poll = $1 AND text <> ''
            ORDER BY question, text, place LIMIT $2
            """, poll, limit
        ).map { try $0[0] }
    }
}
