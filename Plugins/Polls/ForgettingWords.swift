import YouSaidKit

/// Takes what a person said in their own words, and their name, out of what is kept of polls that are closed. The
/// numbers of those stay as they were published.
struct ForgettingWords {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private var database: any Database { turn.database }

    /// To be done while their votes are still there: they tell which words are theirs.
    func forget(_ member: Member.ID) throws {
        try takeWords(of: member)
        try takeName(of: member)
    }

    // MARK: Their words

    /// In a poll that is not anonymous the words that are kept are those of the vote. In an anonymous one nobody knows
    /// whose they are.
    private func takeWords(of member: Member.ID) throws {
        // With the questions named, the primary key finds the rows.
        let votes = try database.rows(
            """
            SELECT v.poll, v.question, v.value FROM polls_question q
            JOIN polls_vote v ON v.poll = q.poll AND v.question = q.place AND v.voter = $1
            WHERE v.value LIKE '{%'
            """, "\(member.rawValue)")
        for vote in votes {
            guard let value = VoteValue(text: try vote[2]) else { continue }
            try takeOne(value, from: Poll.ID(rawValue: try vote[0]), question: try vote[1])
        }
    }

    /// Two people may have said the same. Then one of two that are alike goes.
    private func takeOne(_ value: VoteValue, from poll: Poll.ID, question: Int) throws {
        let kept = try database.rows(
            "SELECT place, attachments FROM polls_words WHERE poll = $1 AND question = $2 AND text = $3",
            poll, question, value.words ?? "")
        for row in kept
        where try StoredJSON.readIfThere([Attachment].self, row[1]) ?? [] == value.attachments {
            try database.run(
                "DELETE FROM polls_words WHERE poll = $1 AND question = $2 AND place = $3", poll, question,
                try row[0] as Int64)
            return
        }
    }

    // MARK: Their name

    private func takeName(of member: Member.ID) throws {
        guard let name = try turn.people.member(member)?.name, let taking = try taking(name) else { return }
        for row in try database.rows("SELECT poll, question, place, text FROM polls_words WHERE text <> ''") {
            let text: String = try row[3]
            let left = taking.taken(from: text)
            guard left != text else { continue }
            try database.run(
                "UPDATE polls_words SET text = $1 WHERE poll = $2 AND question = $3 AND place = $4", left,
                try row[0] as Int64, try row[1] as Int, try row[2] as Int64)
        }
        // What others said stands in their votes too, where those are not sealed.
        for row in try database.rows(
            "SELECT poll, question, voter, value FROM polls_vote WHERE value LIKE '{%'")
        {
            guard var value = VoteValue(text: try row[3]), let words = value.words else { continue }
            value.words = taking.taken(from: words)
            guard value.words != words else { continue }
            try database.run(
                "UPDATE polls_vote SET value = $1 WHERE poll = $2 AND question = $3 AND voter = $4",
                value.text,
                try row[0] as Int64, try row[1] as Int, try row[2] as String)
        }
        for row in try database.rows("SELECT id, next FROM polls_poll WHERE next IS NOT NULL") {
            let text: String = try row[1]
            let left = taking.taken(from: text)
            if left != text { try PollStore(database).say(next: left, of: Poll.ID(rawValue: try row[0])) }
        }
    }

    /// - Returns: nil for a name without letters.
    private func taking(_ name: String) throws -> NamesTakenOut? {
        let words = NamesTakenOut.words(of: name)
        // Texts are looked at part by part.
        let names = words.union(words.flatMap { $0.split(separator: "-").map(String.init) }).filter {
            $0.count > 1
        }
        guard !names.isEmpty else { return nil }
        return NamesTakenOut(
            names: names, capitals: [], alsoWords: NamesTakenOut.words(of: try turn.words("name-words")),
            mark: try turn.words("name-mark"), knownOnly: true)
    }
}
