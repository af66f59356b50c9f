/// What a message is about, so that people can stop one kind of message and keep the others.
///
/// A plugin declares the subject of what it sends in its ``Manifest``; one message or question can have another.
///
/// ```swift
/// let manifest = Manifest(id: "tea", name: "Tea", version: "1", subject: .meetings)
/// ```
/// A member says STOP POLLS, START POLLS or NO POLLS. What they stopped is not sent to them from the moment the bot
/// has it, also where it waited to go. These still go: the direct answer to what somebody wrote, what is said because
/// somebody may need help, an urgent message (``Message/isUrgent``), and a voucher, which is theirs. STOP alone stops
/// everything, whatever the subject.
public enum Subject: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// Everything without a subject of its own. It cannot be stopped alone; STOP stops it.
    case general
    /// Polls and surveys, reminders of them, and what came of them.
    case polls
    /// Meetings: invitations, reminders, notes.
    case meetings
    /// Thanks, certificates and payments. People say REWARDS, because "stop, thanks" is a polite STOP.
    case thanks
    /// "You said, we did" and other news of what became of something.
    case updates
}
