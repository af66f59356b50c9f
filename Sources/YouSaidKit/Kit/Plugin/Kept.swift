/// One thing that the core or a plugin keeps, declared for those who answer for the data: `yousaid data-map` prints
/// it, and a data protection impact assessment is filled in from it. A plugin declares each of its tables in its
/// ``Manifest``.
///
/// ```swift
/// Kept(
///     "polls_vote", "which choice a member took in an open poll", isPersonal: true,
///     why: "so that everybody counts once and can change their mind", until: "the poll is closed",
///     seenBy: "nobody; the member, in what is kept about them")
/// ```
public struct Kept: Sendable, Hashable, Codable {
    /// The table's name, or for what is no table the file or place.
    public let place: String
    /// What is in it, in words that a parent understands.
    public let what: String
    /// Whether any of it is about a person, also where that person has only a number in it.
    public let isPersonal: Bool
    /// What it is needed for.
    public let why: String
    /// What ends it: "the poll is closed". Read after the word "until".
    public let until: String
    /// Who gets to see it through the bot. Whoever looks after the machine can read what is not sealed.
    public let seenBy: String
    /// How long, where time takes it away.
    public let keeps: Retention

    /// One thing that is kept.
    /// - Parameters:
    ///   - place: the table, or where else it lies.
    ///   - what: what is in it.
    ///   - isPersonal: whether it tells anything of a person.
    ///   - why: what it is needed for.
    ///   - until: how long it is kept.
    ///   - seenBy: who gets to see it through the bot.
    ///   - keeps: how long, where time takes it away.
    public init(
        _ place: String, _ what: String, isPersonal: Bool, why: String, until: String, seenBy: String,
        keeps: Retention = .untilEvent
    ) {
        self.keeps = keeps
        self.place = place
        self.what = what
        self.isPersonal = isPersonal
        self.why = why
        self.until = until
        self.seenBy = seenBy
    }
}
