import YouSaidKit

/// Where an event stands, as `core_event.state` holds it.
enum EventState: Int64, SQLConvertible {
    case handled = 0
    /// A plugin failed; its turn was undone, and the event is kept, sealed, for replay.
    case failed = 1
    /// Its turn ended the process twice, and it is not run a third time by itself.
    case setAside = 2
    /// A person asked for it to be handled again.
    case toReplay = 3
}
