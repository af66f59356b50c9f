import YouSaidKit

/// What has to happen in memory once a transaction is committed. A transaction may be run again before it
/// commits, so it only ever says what should happen here; ``Engine`` does it afterwards.
///
/// A class, because it has many parts and is handed on many times. `Sendable` unchecked: the transaction fills it, and
/// when it is handed on nobody changes it any more.
final class AfterCommit: @unchecked Sendable {
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
    /// The last organiser on a platform has left.
    var lostLastOrganiser = false
    /// Groups that were told that this is no place to talk.
    var groups: [[UInt8]] = []
    /// Vaults that were opened first, to be kept in memory, and those whose keys are to be destroyed.
    var openedVaults: [(name: VaultName, vault: OpenVault)] = []
    var destroyedVaults: [VaultName] = []
    /// Questions whose words were corrected.
    var corrected: [Question.ID] = []
    /// How long each plugin took.
    var turns: [(plugin: String, time: Duration)] = []

    /// Adds what another part of the same transaction asks for.
    func add(_ other: AfterCommit) {
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
        lostLastOrganiser = lostLastOrganiser || other.lostLastOrganiser
        groups += other.groups
        openedVaults += other.openedVaults
        destroyedVaults += other.destroyedVaults
        corrected += other.corrected
        turns += other.turns
    }
}
