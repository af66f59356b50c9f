import Testing

/// Compares, at the end, what members did with what the database holds and with what they heard.
struct VoteCheck {
    let ledger: Ledger
    /// Updates that were set aside because their turn was running when the process ended, twice.
    let aside: Set<String>
    private let forum: LiveForum
    private let voters: Voters

    init(_ forum: LiveForum, _ voters: Voters, _ ledger: Ledger) {
        self.forum = forum
        self.voters = voters
        self.ledger = ledger
        aside = Set(ledger.events.filter { $0.value == 2 }.keys)
    }

    /// Each member has one vote, and it is the last one that was acknowledged.
    func votes() {
        var last: [Int64: Int] = [:]
        for deed in voters.deeds where !aside.contains(deed.key) {
            if let choice = deed.choice { last[voters.phones[deed.voter].chat] = choice }
        }
        #expect(ledger.votes.allSatisfy { $0.value.count == 1 })
        #expect(ledger.votes.mapValues { $0[0] } == last)
        // Every update once, and none that nobody sent.
        let unknown = voters.deeds.filter { ledger.events[$0.key] == nil }
        #expect(unknown.isEmpty, "\(unknown.count) acknowledged updates are not there")
        #expect(ledger.events.count == voters.deeds.count + voters.phones.count)
        #expect(ledger.events.values.allSatisfy { $0 == 0 || $0 == 2 })
    }

    /// Every reply was sent.
    /// - Returns: how many messages of each life were sent and not marked, and so were sent again later.
    func replies() -> [String: Int] {
        #expect(ledger.unsent.isEmpty, "not sent, by state: \(ledger.unsent)")
        var wanted: [String: Int] = [:]
        for deed in voters.deeds where !aside.contains(deed.key) {
            wanted["\(voters.phones[deed.voter].chat) \(deed.reply)", default: 0] += 1
        }
        let heard = forum.heard.all
        let counts = Dictionary(grouping: heard) { "\($0.chat) \($0.text)" }
        let missing = wanted.filter { (counts[$0.key]?.count ?? 0) < $0.value }.keys.sorted()
        #expect(missing.first == nil, "\(missing.count) replies were not sent")

        // Whatever the table says was sent has arrived under that number, at that person's.
        let numbers = Dictionary(heard.map { ($0.number, $0.chat) }) { first, _ in first }
        #expect(ledger.receipts.allSatisfy { numbers[$0.number] == $0.chat })
        let marked = Set(ledger.receipts.map(\.number))
        #expect(marked.count == ledger.receipts.count)
        // A name is given once, so its reply may come once in a life.
        let names = heard.filter { $0.text.contains("Your name here is now") }
        for (text, copies) in Dictionary(grouping: names, by: \.text) where copies.count > 1 {
            let lives = Set(copies.map(\.life))
            #expect(lives.count == copies.count, "twice in one life: \(text)")
        }
        let unmarked = heard.filter { !marked.contains($0.number) && !Self.isSecret($0.text) }
        return Dictionary(grouping: unmarked, by: \.life).mapValues(\.count)
    }
}

extension VoteCheck {
    /// How many answers to votes went a second time. Once they are delivered nothing tells whose they were or in which
    /// life they went, so they are only counted.
    var secretTwice: Int {
        forum.heard.all.count { Self.isSecret($0.text) } - ledger.withoutTrace
    }

    private static func isSecret(_ text: String) -> Bool { text.hasPrefix("You chose ") }
}

extension Voters.Deed {
    /// The update's number, by which the bot knows it again.
    var key: String {
        let digits = update.range(of: #""update_id":"#).map {
            update[$0.upperBound...].prefix { $0.isNumber }
        }
        return digits.map(String.init) ?? ""
    }
}
