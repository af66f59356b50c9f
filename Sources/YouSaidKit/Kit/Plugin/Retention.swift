/// How long the rows of a table are kept, for those that time takes away.
///
/// ```swift
/// Kept(
///     "tea_cup", "who had which tea", isPersonal: true, why: "to brew it again", until: "half a year has gone by",
///     seenBy: "the member", keeps: .days(180, since: "poured"))
/// ```
/// The bot takes rows away that are older, some hundreds at a time, and says in its reports how many. What a forum
/// wants otherwise stands in the configuration: `keep: { tea_cup: "90d" }`.
public enum Retention: Sendable, Hashable, Codable {
    /// For as long as ``Kept/until`` says. No time is set.
    case untilEvent
    /// So many days after the moment in this column, a ``Moment`` in a BIGINT. Rows where it is NULL stay.
    case days(Int, since: String)
}
