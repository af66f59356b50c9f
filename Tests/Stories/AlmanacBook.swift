import YouSaidKit
import YouSaidTesting

/// What the story believes about the nights of the ``Almanac``.
struct AlmanacBook: StoryState {
    /// When it was begun.
    private(set) var begun = Moment(milliseconds: 0)
    /// The last night that was ever written down; before the first one, when it was begun.
    private(set) var latest = Moment(milliseconds: 0)
    /// Where nights are missing because a backup was brought back: the last one before, and the last one that was lost.
    private var gaps: [Moment: Moment] = [:]

    mutating func begin(at now: Moment) { (begun, latest) = (now, now) }

    mutating func sees(_ night: Moment) { latest = max(latest, night) }

    /// The night after which the next one comes, where this is the last that is written down. Of a backup that was made
    /// after a restore more may be lost.
    func end(ofGapAfter night: Moment) -> Moment {
        var end = night
        while let later = gaps[end] { end = later }
        return end
    }

    /// The nights that are written down.
    static func nights(_ world: StoryWorld) throws -> [Moment] {
        try world.forum.rows("SELECT due FROM almanac_day ORDER BY due").map { try $0[0] }
    }

    /// In the moments since the last check a night may have come.
    mutating func isBackedUp(in world: StoryWorld) {
        if let last = try? Self.nights(world).last { sees(last) }
    }

    /// No night comes a second time, though it is in the database no more.
    mutating func comesBack(after latest: AlmanacBook, in world: StoryWorld) {
        if self.latest < latest.latest { gaps[self.latest] = latest.latest }
        self.latest = latest.latest
    }
}
