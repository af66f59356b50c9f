/// What officers write when they mean a group, in English. The longest that fits is taken.
enum EnglishGroupWords {
    /// What a few words can stand for.
    enum Meaning: Equatable {
        case group(Group)
        /// "this week", behind "not asked": since when.
        case notAskedThisWeek
        case notAskedThisMonth
    }

    static let phrases: [(words: [String], meaning: Meaning)] =
        list(.group(.members), "members", "member", "everybody", "everyone")
        + list(.group(.network), "network", "the network", "voices network", "in the network")
        + list(.group(.role(.supporter)), "supporters", "supporter")
        + list(.group(.role(.parent)), "parents and carers", "parents or carers", "parents", "carers")
        + list(.group(.role(.organiser)), "organisers", "officers")
        + list(
            .group(.okToInvite), "ok to be invited", "ok to invite", "want invitations", "can be invited",
            "may be invited")
        + list(
            .group(.okForUpdates), "ok to receive updates", "ok for updates", "want updates", "want news",
            "ok to receive marketing")
        + list(
            .notAskedThisMonth, "not asked this month", "have not been asked this month",
            "not been asked this month", "havent been asked this month", "who have we missed", "missed")
        + list(
            .notAskedThisWeek, "not asked this week", "have not been asked this week",
            "not been asked this week", "havent been asked this week")

    /// Words that stand between parts and mean nothing of their own.
    static let fillers: Set<String> = [
        "and", "the", "all", "who", "are", "is", "people", "person", "young", "with", "that", "have", "aged",
        "age", "ages", "of", "for", "to", "from", "chose", "choose", "interested", "in", "like", "likes",
        "interest", "topic", "years", "old", "members", "but",
    ]

    /// After these comes who is left out.
    static let without: Set<String> = ["except", "without", "not"]

    private static func list(_ meaning: Meaning, _ phrases: String...) -> [([String], Meaning)] {
        phrases.map { ($0.split(separator: " ").map(String.init), meaning) }
    }
}
