import Testing
import YouSaidKit
import YouSaidTesting

/// A plugin of the story alone: it wakes every night at half past one, a time that the wall skips in spring and
/// shows twice in autumn, and writes the day down.
struct Almanac: Plugin {
    private static let word = "ALMANAC"
    private static let key = "night"

    let manifest = Manifest(id: "almanac", name: "Almanac", version: "1")
    let migrations = [
        Migration(
            1,
            """
            CREATE TABLE almanac_day (
                id BIGINT PRIMARY KEY, day TEXT NOT NULL, due BIGINT NOT NULL, late BIGINT NOT NULL)
            """)
    ]
    let commands = [Command(Self.word, .roles([.organiser]), help: "help")]

    static let words = ["almanac": ["help": "Begin the almanac.", "begun": "The almanac has begun."]]

    func handle(_ call: CommandCall, in turn: Turn) throws {
        try wakeTheNight(after: turn.now, turn)
        turn.reply("begun")
    }

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        let time = try LocalTime(wakeUp.due, zone: turn.forum.timeZone)
        try turn.database.run(
            "INSERT INTO almanac_day (id, day, due, late) VALUES ($1, $2, $3, $4)", turn.newID(),
            "\(time.year)-\(time.month)-\(time.day)", wakeUp.due, wakeUp.lateness.inMilliseconds)
        try wakeTheNight(after: wakeUp.due, turn)
    }

    private func wakeTheNight(after moment: Moment, _ turn: Turn) throws {
        try turn.wake(Self.key, at: Self.night(after: moment, zone: turn.forum.timeZone))
    }

    /// Half past one on the next day.
    static func night(after moment: Moment, zone: String) throws -> LocalTime {
        let next = try LocalTime(moment + .hours(24), zone: zone)
        return LocalTime(
            year: next.year, month: next.month, day: next.day, hour: 1, minute: 30, zone: zone)
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}

    // MARK: In the story

    static var beginning: any StoryMove {
        Act("the almanac begins", weight: 0) { world in
            world.forum.officer.says(word)
            world[AlmanacBook.self].begin(at: world.forum.now)
            return true
        }
    }

    /// Every night is there once, at its time, and the next one is waited for: also after a restore, where the nights
    /// between are lost with the database, and none of them comes a second time.
    static var check: any StoryCheck { Rule(nights) }

    private static func nights(_ world: StoryWorld) throws {
        let nights = try AlmanacBook.nights(world)
        var book = world[AlmanacBook.self]
        var last = book.begun
        for night in nights {
            let next = try Self.night(after: book.end(ofGapAfter: last), zone: "Europe/London").moment()
            if night != next {
                world.fail("after the night of \(last.date) came that of \(night.date), not \(next.date)")
            }
            last = night
        }
        book.sees(last)
        world[AlmanacBook.self] = book
        let next = try night(after: book.latest, zone: "Europe/London").moment()
        let waits = try world.forum.rows("SELECT due FROM core_timer WHERE plugin = 'almanac'").map { row in
            try row[0] as Moment
        }
        if waits != [next] {
            world.fail("the nights of \(waits.map(\.date)) are waited for, and not that of \(next.date)")
        }
    }
}
