/// What some of a plugin's timers are for, in a few words for whoever looks after the bot or tries it out. A plugin
/// declares them in its ``Manifest``; the playground moves its clock to the next one that people notice, and says which.
///
/// ```swift
/// let plans = [
///     Planned("close:", "a poll closes"),
///     Planned("draft:", "a draft that nobody finished is thrown away", isNoticed: false),
/// ]
/// ```
public struct Planned: Sendable, Hashable {
    /// What the keys of these timers begin with.
    public let key: String
    /// What happens then, as it reads behind "Next:".
    public let what: String
    /// Whether anybody gets a message by it.
    public let isNoticed: Bool

    /// What some timers are for.
    /// - Parameters:
    ///   - key: what their keys begin with.
    ///   - what: what happens then: "a poll closes".
    ///   - isNoticed: whether anybody gets a message by it.
    public init(_ key: String, _ what: String, isNoticed: Bool = true) {
        self.key = key
        self.what = what
        self.isNoticed = isNoticed
    }
}
