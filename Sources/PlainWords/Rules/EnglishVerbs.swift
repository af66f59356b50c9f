/// Enough of English verbs for the rules: their forms, and those after which a sentence asks for something. It is
/// grammar, not style: what officers may want to change is in the lists under `prompts/`.
enum EnglishVerbs {
    /// True for a form that makes a clause: "send", "sends", "sent", "will", "don't".
    static func isVerb(_ word: String) -> Bool {
        if auxiliaries.contains(word) || finite.contains(word) { return true }
        for ending in ["n't", "'m", "'re", "'ll", "'ve", "'d"] where word.hasSuffix(ending) { return true }
        return word == "it's" || word == "that's" || word == "there's"
    }

    /// True for the plain form, with which a sentence can begin that asks for something.
    static func isBase(_ word: String) -> Bool { base.contains(word) }

    /// True for "chosen", "sent", "closed".
    static func isParticiple(_ word: String) -> Bool {
        if participles.contains(word) { return true }
        return word.count > 4 && word.hasSuffix("ed") && !adjectives.contains(word)
    }

    static let beings: Set<String> = [
        "is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't", "it's",
    ]
    static let auxiliaries: Set<String> = beings.union([
        "am", "has", "have", "had", "do", "does", "did", "can", "cannot", "could", "will", "would", "shall",
        "should", "may", "might", "must", "can't", "won't",
    ])
    static let adverbs: Set<String> = [
        "also", "then", "now", "please", "maybe", "perhaps", "only", "still", "never", "always", "not",
        "already",
        "often", "just", "soon", "later", "today", "therefore", "however", "so",
    ]

    private static let base = words(
        """
        add agree aim allow answer apply appear argue arrange arrive ask attend avoid bake be become begin believe
        belong book borrow break bring build buy call care carry catch cause change charge chat check choose clean
        click close collect come complete contact continue cook cost count create cut dance decide delete describe
        design discuss do draw drive eat email end enjoy enter explain fail fall feel fetch fill find finish fix
        follow forget get give go grow guess hand happen hate have hear help hold hope include invite join keep
        know laugh lead learn leave let like listen live load look lose love make mean meet mend miss move name need
        note offer open order pay phone pick plan play point practise prefer prepare press promise provide pull push
        put rate reach read receive record remember remove repeat reply report rest return ride ring run save say see
        seem sell send share show sign sing sit sleep speak spend stand start stay stop study suggest support switch
        take talk tap teach tell text thank think throw tick touch travel trust try turn type understand upload use
        visit vote wait walk want warn wash watch wear welcome win wish wonder work worry write
        """)
    private static let past = words(
        """
        became began broke brought built bought came caught chose cost cut drew drove ate fell felt found forgot got
        gave went grew heard held kept knew led learnt left let lost made meant met paid put read rode rang ran said
        saw sold sent sang sat slept spoke spent stood swam took taught told thought threw understood wore won wrote
        """)
    private static let participles = words(
        """
        become begun broken brought built bought caught chosen cut drawn driven eaten fallen felt found forgotten
        given grown heard held hidden kept known led made meant paid put read run said seen sold sent shown sung
        spoken spent stolen taken taught told thought thrown understood won worn written
        """)
    private static let adjectives: Set<String> = [
        "interested", "tired", "excited", "worried", "bored", "scared", "pleased", "disabled", "married",
        "need",
        "confused", "frightened", "relaxed", "delighted", "supposed", "allowed", "surprised", "retired",
        "needed",
        "called", "named", "hundred", "indeed", "exceed", "succeed", "wicked",
    ]

    /// The plain forms with their endings.
    private static let finite: Set<String> = {
        var forms = base.union(past)
        for verb in base {
            if verb.hasSuffix("e") {
                forms.formUnion([verb + "s", verb + "d"])
            } else if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
                forms.formUnion([verb.dropLast() + "ies", verb.dropLast() + "ied"])
            } else {
                forms.formUnion([verb + "s", verb + "es", verb + "ed", verb + String(verb.suffix(1)) + "ed"])
            }
        }
        return forms
    }()

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
