import YouSaidKit

/// What has to happen in memory once a transaction is committed. A transaction may be run again before it
/// commits, so it only ever says what should happen here; ``Engine`` does it afterwards.
struct AfterCommit: Sendable {
    /// Channels that have something new to send.
    var channels: Set<String> = []
    /// A broadcast has to be written out.
    var hasBroadcast = false
    /// A timer or news may be due.
    var hasTimer = false
    var stops: [(Contact.ID, Int64?)] = []
    /// What people want no messages about, as ``Subject``'s bits.
    var silences: [(Member.ID, Int64)] = []
    /// What people said last, for FORGET THAT.
    var said: [(Member.ID, LastSaid.Part)] = []
    /// How many direct answers an event got: what the console waits for.
    var answers = 0
    var duplicates = 0
    var accepted = 0
    /// Somebody was erased: their words must leave the database's log too.
    var hasErasure = false
    /// Somebody asked for what failed to be handled again.
    var hasReplay = false
    /// A restored database was released: messages may go out.
    var isReleased = false
    /// Notes of turns that once ended the process and went well now.
    var cleared: [[UInt8]] = []
    /// What failed, for the log: the plugin and the type of the error.
    var failures: [(plugin: String, reason: String)] = []
    var lateTimers = 0
    /// How many messages the safeguarding leads were told of.
    var concerns = 0
    /// Groups that were told that this is no place to talk.
    var groups: [[UInt8]] = []
    /// How long each plugin took.
    var turns: [(plugin: String, time: Duration)] = []

    /// Adds what another part of the same transaction asks for.
    mutating func add(_ other: AfterCommit) {
        channels.formUnion(other.channels)
        hasBroadcast = hasBroadcast || other.hasBroadcast
        hasTimer = hasTimer || other.hasTimer
        stops += other.stops
        silences += other.silences
        said += other.said
        answers += other.answers
        duplicates += other.duplicates
        accepted += other.accepted
        hasErasure = hasErasure || other.hasErasure
        hasReplay = hasReplay || other.hasReplay
        isReleased = isReleased || other.isReleased
        cleared += other.cleared
        failures += other.failures
        lateTimers += other.lateTimers
        concerns += other.concerns
        groups += other.groups
        turns += other.turns
    }
}
