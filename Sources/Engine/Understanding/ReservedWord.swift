import YouSaidKit

/// A word that means the same in every forum and on every platform, and goes before any plugin. Read by the
/// inbox, where STOP takes effect, and by the turn.
public enum ReservedWord: Sendable, Hashable {
    /// Send nothing more. Carriers take the same words as STOP by themselves.
    case stop
    /// Send again. With what a joining link carries: "/start 7KQ2" has "7KQ2"; empty where there is nothing.
    case start(String)
    case help
    /// Somebody needs help at once.
    case helpNow
    /// Somebody wants a person of the forum, in whichever of the ways of ``PersonWish``.
    case personNow
    /// Whether it is only asked about: then it may be part of a worry.
    var isMaybe: Bool { self == .maybeStop || self == .wantsNoMore }
    /// End this conversation.
    case leave
    /// It looks like a misspelt STOP. Ask; do not act on it.
    case maybeStop
    /// They seem to want no more messages: "leave me alone". Offer STOP; it may also be an answer.
    case wantsNoMore
    /// Send nothing more about this: "STOP POLLS". STOP alone goes first, and so does what carriers take as STOP.
    case stopSubject(Subject)
    /// Send messages about this again: "START POLLS".
    case startSubject(Subject)
    /// "NO POLLS": the same as STOP POLLS where it is no answer to something.
    case noSubject(Subject)

    /// The words in capitals, as prompts name them.
    static let commands = ["STOP", "START", "HELP", "HELP NOW", "PERSON NOW", "LEAVE"]

    /// Reads a message. A reserved word counts only where it stands alone: "stop it" is no STOP.
    /// - Returns: the word, or nil where the message is something else.
    public static func read(_ text: String) -> ReservedWord? {
        // Nothing longer is a reserved word, and a long text is not worth folding for it.
        guard text.utf8.count <= 200 else { return nil }
        if let payload = startPayload(text) { return .start(payload) }
        let folded = FoldedText(withoutSlash(text))
        if let word = word(folded) ?? folded.withoutDrawnOutLetters.lazy.compactMap(word).first {
            return word
        }
        if PersonWish.isAsked(in: text) { return .personNow }
        if let said = said(folded), isMisspeltStop(said) { return .maybeStop }
        return StopWish.isMeant(by: text) ? .wantsNoMore : nil
    }

    private static func word(_ text: FoldedText) -> ReservedWord? {
        guard let said = said(text) else { return nil }
        if ReservedWords.stop.contains(said) { return .stop }
        if ReservedWords.start.contains(said) { return .start("") }
        if ReservedWords.helpNow.contains(said) { return .helpNow }
        if ReservedWords.personNow.contains(said) { return .personNow }
        if ReservedWords.help.contains(said) { return .help }
        if ReservedWords.leave.contains(said) { return .leave }
        return subject(said)
    }

    /// A word for STOP, START or NO with a subject behind it, and nothing else.
    private static func subject(_ said: String) -> ReservedWord? {
        func after(_ leads: Set<String>) -> Subject? {
            for lead in leads where said.hasPrefix(lead + " ") {
                let rest = String(said.dropFirst(lead.count + 1))
                if let found = ReservedWords.subjects.first(where: { $0.words.contains(rest) }) {
                    return found.subject
                }
            }
            return nil
        }
        if let found = after(ReservedWords.stopLeads) { return .stopSubject(found) }
        // "Start a poll" and "start poll" are what organisers say.
        if said.hasSuffix("s") || said.hasSuffix("voting"), let found = after(ReservedWords.startLeads) {
            return .startSubject(found)
        }
        if let found = after(ReservedWords.noLeads) { return .noSubject(found) }
        return nil
    }

    /// The words without emoji, "please" and repetition: "STOP STOP please" is "stop".
    private static func said(_ text: FoldedText) -> String? {
        var words = text.words.filter { !$0.isEmoji }.map(\.text)
        words.removeAll { ReservedWords.polite.contains($0) }
        guard let first = words.first else { return nil }
        if words.allSatisfy({ $0 == first }) { return first }
        return words.joined(separator: " ")
    }

    /// "/stop" and "/stop@ForumBot" are "stop".
    private static func withoutSlash(_ text: String) -> String {
        let text = text.drop { $0.isWhitespace }
        guard text.first == "/" else { return String(text) }
        let end = text.firstIndex { $0.isWhitespace } ?? text.endIndex
        let name = text[..<end].dropFirst()
        return String(name.prefix { $0 != "@" }) + text[end...]
    }

    /// "/start 7KQ2", as Telegram sends it when somebody follows a joining link.
    private static func startPayload(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0].prefix(6).lowercased() == "/start",
            words[0].count == 6 || words[0].dropFirst(6).first == "@"
        else { return nil }
        return String(words[1])
    }

    private static func isMisspeltStop(_ said: String) -> Bool {
        guard !ReservedWords.nearStop.contains(said), !said.contains(" ") else { return false }
        return EditDistance.between(said, "stop", limit: 1) != nil
            || said.count >= 9 && EditDistance.between(said, "unsubscribe", limit: 2) != nil
    }
}

/// The reserved words in English. Phrases are folded as ``FoldedText`` folds them.
private enum ReservedWords {
    static let stop = phrases(
        """
        stop, stopall, stop all, unsubscribe, end, quit, cancel, revoke, optout, opt out, stop messaging me
        stop texting me, stop messages, stop texts, stop messaging, stop texting, stop sending me messages
        stop sending messages, stop sending me texts, stop message, unsubscribe me, s t o p
        """)
    static let start = phrases("start, unstop")
    static let help = phrases("help, info, help me")
    static let helpNow = phrases("help now, helpnow, help me now")
    static let personNow = phrases(
        "person now, personnow, i need a person, need a person, i need a person now, i want a person")
    static let leave = phrases("leave")
    /// One letter from STOP, and a word of its own.
    static let nearStop = phrases("top, shop, step, slop, sop, strop, stomp, atop, stow, stoop, swop, stoup")
    static let polite = phrases("please, pls, plz, plss, thanks, thank, you, thx, ty, ta")

    static let stopLeads = phrases(
        """
        stop, stop the, stop all, stop all the, stop sending, stop sending me, stop messages about, stop asking me
        stop messages about the, stop messaging me about, unsubscribe from, opt out of
        """)
    static let startLeads = phrases("start, start sending, start sending me, start messages about")
    static let noLeads = phrases("no, no more, no messages about, no more messages about")
    /// "Thanks" is none of these: "stop, thanks" is a polite STOP.
    static let subjects: [(subject: Subject, words: Set<String>)] = [
        (.polls, phrases("polls, poll, voting, votes, surveys, survey, poll messages")),
        (.meetings, phrases("meetings, meeting, meeting messages")),
        (.thanks, phrases("rewards, reward, thank yous, vouchers")),
        (.updates, phrases("updates, update, news, update messages")),
    ]

    private static func phrases(_ list: String) -> Set<String> {
        Set(
            list.split(whereSeparator: { $0 == "," || $0.isNewline })
                .map { FoldedText(String($0)).words.map(\.text).joined(separator: " ") })
    }
}
