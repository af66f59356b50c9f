import Testing

/// What a person finds on their phone.
extension Person {
    /// Expects a new message that has all these words, and passes over those before it: each message is seen once.
    /// - Returns: the whole message; empty where there is none, and then the test has failed.
    @discardableResult
    public func sees(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) -> String {
        let found = phone.unseen.firstIndex { message in
            words.allSatisfy { message.text.contains($0) }
        }
        guard let found else {
            let wanted = words.map { "“\($0)”" }.joined(separator: ", ")
            let news = phone.unseen.isEmpty ? "No message is new." : "New messages: \(phone.unseen.count)."
            stage.fail("\(name) should see \(wanted). \(news)", at: sourceLocation)
            return ""
        }
        phone.seen = found + 1
        return phone.messages[found].text
    }

    /// Expects exactly these new messages, one for each of the words, in this order: nothing before them, between them or
    /// after them. Where something must come once, ``sees(_:sourceLocation:)`` is not enough: it passes over what it was
    /// not asked about.
    ///
    /// ```swift
    /// amira.sees(exactly: "Bring a drink.")
    /// amira.sees(exactly: "Which day?", "Which place?")
    /// ```
    public func sees(exactly words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        let texts = phone.unseen.map(\.text)
        phone.seen = phone.messages.count
        guard texts.count != words.count || !zip(texts, words).allSatisfy({ $0.contains($1) }) else { return }
        let wanted = words.map { "“\($0)”" }.joined(separator: ", ")
        let news =
            texts.isEmpty ? "no message is new" : texts.map { "“\($0)”" }.joined(separator: ", ")
        stage.fail("\(name) should see exactly \(wanted), and there is: \(news)", at: sourceLocation)
    }

    /// Expects that no message has come that was not seen.
    public func seesNothing(sourceLocation: SourceLocation = #_sourceLocation) {
        guard let first = phone.unseen.first else { return }
        stage.fail("\(name) should see nothing new, and there is “\(first.text)”", at: sourceLocation)
        phone.seen = phone.messages.count
    }

    /// Passes over everything that has come.
    public func ignoresTheRest() { phone.seen = phone.messages.count }

    /// Expects exactly these buttons, in this order, on the newest message that has any.
    public func canPress(_ labels: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        guard buttons != labels else { return }
        let wanted = labels.map { "“\($0)”" }.joined(separator: ", ")
        stage.fail("\(name) should have the buttons \(wanted). There are: \(buttonList)", at: sourceLocation)
    }

    /// Expects that nothing can be pressed.
    public func cannotPress(sourceLocation: SourceLocation = #_sourceLocation) {
        guard !buttons.isEmpty else { return }
        stage.fail("\(name) should have no buttons. There are: \(buttonList)", at: sourceLocation)
    }

    /// True while the app waits for the bot to answer a press.
    public var isWaiting: Bool { phone.waitingPresses > 0 }

    /// The labels of the buttons that are shown: those of the newest message that has any.
    public var buttons: [String] { shown.map(\.label) }

    /// The labels of all buttons on the phone, also those of older messages.
    public var allButtons: [String] { phone.messages.flatMap { $0.buttons.map(\.label) } }

    /// The label of the button that is marked as the person's answer.
    public var chosen: String? { shown.first(where: \.isChosen)?.label }

    /// A button that is on the phone now, to be pressed later.
    /// - Throws: where there is none, and then the test has failed.
    public func button(_ label: String, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> PretendButton
    {
        try #require(
            find(label), "\(name) has no button “\(label)”. There are: \(buttonList)",
            sourceLocation: sourceLocation)
    }

    /// Every message on the phone, the oldest first.
    public var messages: [PretendMessage] { phone.messages }

    /// The newest message.
    public var lastMessage: PretendMessage? { phone.messages.last }

    private var shown: [PretendButton] {
        phone.messages.last { !$0.buttons.isEmpty }?.buttons ?? []
    }
}
