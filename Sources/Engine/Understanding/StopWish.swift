/// The ways in which people ask to be left alone, in English, besides STOP itself. They are offered STOP, and nothing is
/// done: it may be meant in another way. Used by ``ReservedWord``.
enum StopWish {
    static func isMeant(by text: String) -> Bool { isSigned(text) || grammar.reads(text) }

    /// "STOP. Sam", "STOP from Kate": with a name under it.
    private static func isSigned(_ text: String) -> Bool {
        let said = FoldedText(text)
        guard said.words.first?.text == "stop", (2...3).contains(said.words.count) else { return false }
        if said.words[1].text == "from" { return said.words.count == 3 }
        if said.sentenceStarts.first == 1 { return true }
        return said.words.count == 2 && text.contains { ",-–—".contains($0) }
    }

    private static let grammar = PhraseGrammar(
        [[please, asking], [please, can, stop], [no, asking], [no, stop], [wanting, end]],
        greetings: greetings, endings: endings)

    private static let greetings = PhraseGrammar.slot(
        "hi, hello, hey, ok, okay, look, sorry, oi")
    private static let endings = PhraseGrammar.slot(
        """
        please, pls, plz, thanks, thank you, now, ok, okay, from this, from the list, from your list, from this list
        from it, off this, anymore, any more, ever again, again, thx, ta, mate, for good, x
        """)
    private static let please = PhraseGrammar.slot("please, pls, plz, just", isOptional: true)
    private static let no = PhraseGrammar.slot("no, nope, nah")
    private static let can = PhraseGrammar.slot(
        "can you, could you, will you, would you, can u, could u, will u, can you please, could you please, can u please"
    )
    private static let stop = PhraseGrammar.slot(
        """
        stop, stop texting, stop texting me, stop messaging, stop messaging me, stop sending these, stop this
        stop sending me things, stop with the texts, stop with the messages, not text me, not message me
        """)
    private static let asking = PhraseGrammar.slot(
        """
        leave me alone, remove me, take me off, take me off the list, remove my number, delete my number, stop texting me
        stop texting, stop messaging me, stop contacting me, stop bothering me, stop spamming me, stop sending me stuff
        stop sending these, stop sending me these, stop writing to me, stop writing me, dont text me, dont message me
        dont contact me, do not text me, do not message me, do not contact me, dont write to me, no more texts
        no more messages, no more of these, get me off this list, unsubscribe me, take my number off, sign me off
        """)
    private static let wanting = PhraseGrammar.slot(
        "i want, i would like, id like, i dont want, i do not want, i want to get, dont want")
    private static let end = PhraseGrammar.slot(
        """
        no more messages, no more texts, any more messages, any more texts, any more of these, these messages, these texts
        your messages, your texts, to stop getting these, to stop getting messages, to stop getting texts
        you to stop texting me, you to stop messaging me, to unsubscribe, off this list, to get these, to get messages
        """)
}
