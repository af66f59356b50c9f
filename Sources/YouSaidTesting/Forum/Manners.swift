import Engine

/// When the bot writes by itself, how much, and how fast it answers: see ``PretendForum``.
public typealias Manners = Engine.Manners
/// The hours of a forum.
public typealias OpenHours = Engine.OpenHours
