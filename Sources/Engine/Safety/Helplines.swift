import Storage
import YouSaidKit

/// The numbers that somebody can call or text for help, by what is known of their age: Childline is for those under 19.
/// Whose age nobody knows, or who may be either, reads all of them.
struct Helplines {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// Whom Childline helps.
    private static let tooOldForChildline = 19
    /// Lines of the forum's own, which it may add in its own folder of words; none come with the program.
    static let own = "helplines-own"

    /// Which side of 19 somebody is on; nil where nobody can tell.
    enum Side { case young, adult }

    func shown(to member: Member?) throws -> PromptValue {
        try Self.shown(side(of: member), for: Reader(member), parts.composer)
    }

    /// The same where nothing can be read of whoever it is for.
    static func shownToAnybody(_ composer: Composer) throws -> PromptValue {
        try shown(nil, for: Reader(nil), composer)
    }

    private static func shown(
        _ side: Side?, for reader: Reader, _ composer: Composer
    ) throws -> PromptValue {
        var lines = ["danger"]
        switch side {
        case .young: lines.append("childline")
        case nil: lines.append("childline-under-19")
        case .adult: break
        }
        lines += ["samaritans", "shout", "text-999"]
        var values = lines.map { PromptValue.prompt(Prompt("helpline-" + $0, plugin: SafetyDesk.owner)) }
        // As words: a question is kept, and the forum may take its own lines away again.
        if composer.wording.has(
            own, plugin: SafetyDesk.owner, language: PeopleBook.defaultLanguage)
        {
            values.append(.text(try composer.core(own, for: reader)))
        }
        return .prompt(Prompt("helplines", ["lines": .lines(values)], plugin: SafetyDesk.owner))
    }

    /// By the age band that somebody said, and how long ago: who was 18 to 25 a year ago is 19 at least.
    private func side(of member: Member?) throws -> Side? {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        guard let member, let (band, said) = try people.age(of: member.id) else { return nil }
        let years = max(0, Int((now.milliseconds - said.milliseconds) / Self.year))
        if band.lowest + years >= Self.tooOldForChildline { return .adult }
        // Whoever was 17 may be 18 the next day, and 19 a year and a day later.
        guard let highest = band.highest, highest + years + 1 < Self.tooOldForChildline else { return nil }
        return .young
    }

    /// A leap year, so that nobody is taken for older than they are.
    private static let year: Int64 = 366 * 24 * 60 * 60 * 1_000
}

extension Conversation {
    /// The numbers to call, for whoever writes.
    func helplines() throws -> PromptValue {
        try Helplines(parts: parts, database: database, now: runner.now).shown(to: member)
    }
}
