import YouSaidKit
import YouSaidTesting

/// What the story believes about the nights of the ``Almanac``.
struct AlmanacBook: StoryState {
    /// When it was begun.
    private(set) var begun = Moment(milliseconds: 0)
    /// The last night that was ever written down; before the first one, when it was begun.
    private(set) var latest = Moment(milliseconds: 0)
    /// Where nights are missing because a backup was brought back: the last one before, and the last one that was lost.
    private(set) var gaps: [Moment: Moment] = [:]

    mutating func begin(at now: Moment) { (begun, latest) = (now, now) }

    mutating func sees(_ night: Moment) { latest = max(latest, night) }

    /// The nights that are written down.
    static func nights(_ world: StoryWorld) throws -> [Moment] {
        try world.forum.rows("SELECT due FROM almanac_day ORDER BY due").map { try $0[0] }
    }

    /// No night comes a second time, though it is in the database no more.
    mutating func comesBack(after latest: AlmanacBook, in world: StoryWorld) {
        self.latest = latest.latest
        let nights = (try? Self.nights(world)) ?? []
        let last = nights.last { $0 <= latest.latest } ?? begun
        if last < latest.latest { gaps[last] = latest.latest }
    }
}
