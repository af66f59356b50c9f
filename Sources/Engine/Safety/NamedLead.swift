/// Whether words that may tell of harm are about a safeguarding lead: "lee hits me", "my dad Lee", "the organiser".
/// Used by ``SafetyDesk``, which then keeps that lead out of the worry until another one says that it is not about
/// them. In doubt it is about them; but not where somebody asks for them ("can lee ring me"), and not where a name is
/// an everyday word ("i will", "may").
struct NamedLead {
    private let words: [String]

    init(_ text: String) {
        words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.map { word in
            String(word.filter { $0.isLetter })
        }
    }

    /// - Parameters:
    ///   - name: the name that the lead likes to be called.
    ///   - roles: the words for what they do in the forum: "safeguarding lead", "organiser".
    func isAbout(name: String?, roles: [String]) -> Bool {
        roles.contains { hasRole($0) } || (name.map(isAbout) ?? false)
    }

    private func isAbout(_ name: String) -> Bool {
        let parts = name.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
        guard let first = parts.first else { return false }
        return words.indices.contains { isNamed(first, at: $0) }
    }

    private func isNamed(_ name: String, at index: Int) -> Bool {
        let word = words[index]
        guard word == name || word == name + "s" else { return false }
        let before = index > 0 ? words[index - 1] : nil
        let after = index + 1 < words.count ? words[index + 1] : nil
        if Self.everyday.contains(name) {
            if word != name { return false }
            // "my dad will", "by will": a name; "he will", "may 5", "will he": a small word.
            if let before, Self.relations.contains(before) || Self.namesFollow.contains(before) {
                return true
            }
            guard before.map({ !Self.pronouns.contains($0) }) ?? true, let after else { return false }
            return Self.isThirdPerson(after)
        }
        // "tell lee", "can lee ring me", "i want lee": somebody asks for them.
        if let before, Self.asking.contains(before) {
            guard let after, Self.isThirdPerson(after), !Self.asksFirst.contains(before) else { return false }
        }
        if index == 0, let after, Self.calls.contains(after) { return false }
        // "i want to die lee": they are spoken to. Who stands alone is the answer to "who was it?".
        guard after == nil, let before else { return true }
        return Self.relations.contains(before) || Self.namesFollow.contains(before)
    }

    /// "my organiser", "the safeguarding lead", "a lead".
    private func hasRole(_ role: String) -> Bool {
        let role = role.lowercased().split(separator: " ").map(String.init)
        guard !role.isEmpty, words.count > role.count else { return false }
        return (1...(words.count - role.count)).contains { start in
            guard Array(words[start..<(start + role.count)]) == role,
                Self.articles.contains(words[start - 1])
            else { return false }
            // "tell the safeguarding lead", "i need a lead": asked for.
            let asked = start > 1 ? words[start - 2] : nil
            return !(asked.map { Self.asking.contains($0) } ?? false)
        }
    }

    /// "hits", "keeps", "is", "was", "touched": what follows a name that does something.
    private static func isThirdPerson(_ word: String) -> Bool {
        doing.contains(word) || word.count > 3 && (word.hasSuffix("s") || word.hasSuffix("ed"))
    }

    private static let articles: Set<String> = ["my", "the", "a", "our", "your", "one"]
    private static let pronouns: Set<String> = [
        "i", "he", "she", "they", "we", "you", "it", "that", "this", "who", "there", "mum", "dad", "nobody",
        "somebody", "someone", "and", "but", "in", "on", "of", "until", "till", "since", "next", "last",
    ]
    private static let relations: Set<String> = [
        "dad", "mum", "mom", "mam", "uncle", "auntie", "aunt", "brother", "sister", "stepdad", "stepmum",
        "teacher", "carer", "boyfriend", "girlfriend", "cousin", "grandad", "nan", "mr", "mrs", "miss", "ms",
        "my", "called", "named", "officer", "organiser", "lead", "worker",
    ]
    private static let namesFollow: Set<String> = [
        "by", "with", "from", "like", "is", "was", "its", "because", "of", "hate", "hates", "against",
    ]
    private static let asking: Set<String> = [
        "tell", "ask", "ring", "call", "want", "need", "for", "to", "see", "can", "could", "please", "hi",
        "hello", "hey", "dear", "thanks", "thank", "text", "message", "get", "where", "when", "is", "would",
    ]
    /// After these it is somebody who is called, whatever follows: "hi lee is hitting me".
    private static let asksFirst: Set<String> = [
        "hi", "hello", "hey", "dear", "thanks", "thank", "tell", "ask",
    ]
    /// "lee can you", "lee please", "lee i": they are spoken to.
    private static let calls: Set<String> = [
        "can", "could", "please", "i", "im", "my", "help", "are", "you", "will",
    ]
    private static let doing: Set<String> = [
        "is", "was", "has", "had", "did", "does", "hit", "hurt", "made", "took", "sent", "told", "said",
        "put",
        "bit", "held", "came", "got", "threw", "will", "keeps", "always", "never", "sometimes", "forced",
    ]
    /// Names that are everyday words too.
    private static let everyday: Set<String> = [
        "will", "may", "mark", "grace", "joy", "hope", "rose", "art", "bill", "drew", "jack", "frank", "rob",
        "sue",
        "pat", "faith", "june", "april", "summer", "daisy", "lily", "ivy", "ruby", "amber", "dawn", "eve",
        "holly",
        "penny", "pearl", "robin", "guy", "max", "nick", "gene", "chase", "miles", "bob", "don", "josh",
        "ray",
        "rich", "sunny", "sky", "star", "angel", "harry", "page", "iris", "olive", "autumn", "jade",
        "crystal",
        "carol", "dean", "earl", "grant", "lance", "pierce", "reed", "wade", "case", "cash", "dale", "glen",
        "heath",
        "an", "so", "my", "do", "see", "win",
    ]
}
