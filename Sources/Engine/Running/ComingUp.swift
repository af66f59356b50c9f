import YouSaidKit

/// Something that happens by itself when its time comes.
public struct ComingUp: Sendable, Hashable {
    /// What it is.
    public enum Cause: Sendable, Hashable {
        /// A plugin is woken.
        case timer(plugin: String, key: String)
        /// A message that had to wait goes out.
        case message
        /// A note or a question goes out to a group.
        case groupMessage
        /// Somebody who said DELETE ME is deleted.
        case leaving
        /// Organisers are told whom an urgent message did not reach.
        case unreached
        /// Safeguarding leads are told once more of a worry that nobody has taken up.
        case worry
        /// Organisers are told of voice notes and pictures that wait for them.
        case listening
    }

    public let due: Moment
    public let cause: Cause
}
