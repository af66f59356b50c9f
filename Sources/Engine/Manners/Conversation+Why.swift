import Storage
import YouSaidKit

/// WHY: an organiser asks why one person did not get the last message. Who asked whom stands in the audit trail, and in the
/// MY DATA of whom it is about.
extension Conversation {
    static let why = "WHY"

    /// "WHY Sam", by the name that they like to be called, or by their number.
    mutating func why(_ who: String) throws {
        guard let member else { return }
        guard !who.isEmpty else { return try say("why-how") }
        let found: NamedPerson.Found
        switch try NamedPerson(database).find(Self.name(in: who)) {
        case .nobody: return try say("why-nobody", ["name": .text(Self.name(in: who))])
        case .several(let people):
            return try say("which-person", ["word": .text(Self.why), "lines": people.lines])
        case .one(let person): found = person
        }
        let desk = RoleDesk(parts: parts, database: database, now: runner.now)
        guard let person = try desk.people.member(found.id) else { return }
        try runner.audit(
            "asked why a message did not arrive", about: person.id, by: member.id, plugin: RoleDesk.owner)
        let whyNot = WhyNot(parts: parts, database: database, now: runner.now)
        guard let message = try whyNot.lastMessage() else { return try say("sent-none") }
        let reason = try whyNot.reason(person, message)
        try say(
            "why",
            [
                "date": .date(message.made), "time": .time(message.made),
                "reason": .prompt(Self.words(for: reason, who: try desk.name(person.id))),
            ])
    }

    /// Whether what stands behind WHY is somebody's name: all else that begins so is no work of the forum's.
    func isAbout(_ words: String) throws -> Bool {
        guard Self.mayBeName(words) else { return false }
        if case .nobody = try NamedPerson(database).find(Self.name(in: words)) { return false }
        return true
    }

    /// How many words a name may have.
    private static let longestWhy = 3

    static func mayBeName(_ words: String) -> Bool {
        words.split(whereSeparator: \.isWhitespace).count <= longestWhy
    }

    /// "Why Sam?" asks about Sam.
    private static func name(in words: String) -> String {
        var words = words[...]
        while let last = words.last, "?!.".contains(last) || last.isWhitespace { words.removeLast() }
        return String(words)
    }

    private static func words(for reason: WhyNot.Reason, who: PromptValue) -> Prompt {
        func say(_ name: String, _ more: [String: PromptValue] = [:]) -> Prompt {
            Prompt("why-" + name, more.merging(["who": who]) { first, _ in first }, plugin: RoleDesk.owner)
        }
        switch reason {
        case .got: return say("got")
        case .onItsWay: return say("on-its-way")
        case .waits: return say("waits")
        case .stopped: return say("stopped")
        case .unreachable: return say("unreachable")
        case .notInGroup: return say("not-in-group")
        case .cameLater: return say("came-later")
        case .closed: return say("closed")
        case .oneAtATime: return say("one-at-a-time")
        case .notKnown: return say("not-known")
        case .subject(let subject):
            return say(
                "subject", ["subject": .prompt(Prompt("subject-" + subject.rawValue, plugin: RoleDesk.owner))]
            )
        case .later(let waiting, let moment):
            return say(waiting.rawValue, ["date": .date(moment), "time": .time(moment)])
        }
    }
}
