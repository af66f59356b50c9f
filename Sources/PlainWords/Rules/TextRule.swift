/// One thing that texts are checked for. Each is asked by ``WordingCheck`` with the same text.
protocol TextRule: Sendable {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding]
}
