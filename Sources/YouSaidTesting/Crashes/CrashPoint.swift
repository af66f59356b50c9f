/// Where the pretend forum's process can be made to die: see ``PretendForum/crashes(_:after:times:)``.
public enum CrashPoint: Sendable, Hashable, CaseIterable {
    /// In the middle of a plugin's turn.
    case duringTurn
    /// When a transaction has run, before it is on disk.
    case beforeStoring
    /// When a transaction is on disk, before anybody is told.
    case afterStoring
    /// When a message has arrived, before that is noted.
    case whileSending
}
