/// Common words that people write in capitals to be heard: they are no short forms.
enum EnglishWords {
    private static let common: Set<String> = [
        "a", "i", "all", "and", "any", "are", "at", "be", "both", "but", "by", "can", "day", "each", "else",
        "ever",
        "every", "few", "for", "free", "from", "fun", "go", "good", "he", "her", "here", "hi", "his", "how",
        "if", "in",
        "is", "it", "last", "less", "lots", "many", "me", "more", "most", "much", "must", "my", "never",
        "new", "next",
        "no", "none", "not", "now", "of", "off", "on", "one", "only", "open", "or", "our", "out", "she", "so",
        "some",
        "soon", "than", "that", "the", "them", "then", "there", "they", "this", "time", "to", "too", "today",
        "two",
        "up", "us", "very", "was", "we", "well", "what", "when", "where", "which", "who", "why", "with",
        "wow", "yes",
        "you", "your", "yours", "hello", "big", "best", "cool", "join", "please", "dear", "late", "early",
    ]

    static func areCommon(_ word: String) -> Bool {
        let lower = word.lowercased()
        return common.contains(lower) || EnglishVerbs.isVerb(lower)
    }
}
