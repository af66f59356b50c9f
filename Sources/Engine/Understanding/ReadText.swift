/// What can be read out of a text before anybody knows who wrote it. Worked out once for each message, by
/// ``Arrival`` on the thread that brings it, because several places ask and the writer's one thread is the scarce one.
struct ReadText: Sendable {
    let text: String
    /// The word that means the same everywhere, if it is one.
    let reserved: ReservedWord?
    /// The command that it begins with, if any.
    let call: (word: String, rest: String, standsAlone: Bool)?

    /// - Parameter commands: finds every command of the engine and of the plugins.
    init(_ text: String, commands: CommandReader) {
        self.text = text
        reserved = ReservedWord.read(text)
        call = commands.read(text)
    }
}

extension Conversation {
    /// What a text says by itself. Only a text that did not come so, such as what stands behind FOR, is read here.
    func read(_ text: String) -> ReadText {
        if let arrived, arrived.text == text { return arrived }
        return ReadText(text, commands: parts.plugins.reader)
    }
}
