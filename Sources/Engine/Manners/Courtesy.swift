import Storage
import YouSaidKit

/// Decides, as messages are taken for sending, which of them have to wait: outside the forum's hours, in a person's
/// own quiet hours, past their limit for a week, too soon after the last one, or behind a question that is still
/// open. One for each time that messages are taken; it writes what it counted at the end.
///
/// Answers, what is urgent, and safeguarding never come here.
struct Courtesy {
    /// What a message's row and its person's say, as far as it matters.
    struct Case {
        let message: Int64
        let kind: Message.Kind
        let question: Question.ID?
        let member: Member.ID
        let roles: Int64
        let ways: Int64
        /// When the week began in which `notices` were counted.
        let week: Moment?
        let notices: Int64
        /// When the person last got a message that was no answer.
        let told: Moment?
        /// How the person was asked the question.
        let asked: AskedState?
        let marks: Int64
    }

    /// Why a message waits.
    struct Hold {
        let until: Moment
        /// True where it is for this person's sake, and not the same for everybody.
        let isOwn: Bool
        /// True where the question is to wait with it, and cannot be answered before it is seen.
        let hidesQuestion: Bool
    }

    /// Bits of `core_outgoing.marks`.
    enum Mark {
        /// It waited for its person's sake.
        static let own: Int64 = 1
        /// It is counted in the person's week.
        static let counted: Int64 = 2
        /// The question in it waited with it.
        static let hidden: Int64 = 4
        /// It was taken for sending before.
        static let shown: Int64 = 8
        /// It cannot wait: it goes at any hour.
        static let urgent: Int64 = 16
        /// Its question was closed while it was being sent: it is not tried again.
        static let closed: Int64 = 32
        /// How often the bot ended while it was sent, in two bits: once, and all that are counted.
        static let stoppedOnce: Int64 = 64
        static let stopped: Int64 = 192
        /// It waited alone: the question in it had been shown before, and could be answered all the time.
        static let reminds: Int64 = 256
    }

    /// How long a question waits behind one that nobody answers.
    static let longestWait = Duration.hours(72)
    /// Nobody's week is full for those who run the forum.
    private static let staff =
        Role.organiser.bit | Role.safeguardingLead.bit | Role.approver.bit | Role.boardReader.bit

    private let manners: Manners
    private let zone: String
    private let now: Moment
    private let opens: Moment
    private let minute: Int
    private let week: Moment
    private var counted: [Int64: Int64] = [:]
    private var told: Set<Int64> = []

    init(_ manners: Manners, zone: String, now: Moment) throws {
        self.manners = manners
        self.zone = zone
        self.now = now
        opens = try manners.next(from: now, zone: zone)
        let wall = try LocalTime(now, zone: zone)
        minute = wall.hour * 60 + wall.minute
        week = manners.messagesAWeek == nil ? now : try manners.week(of: now, zone: zone)
    }

    /// For a message to nobody whom the forum knows.
    func hold() -> Hold? {
        opens > now ? Hold(until: opens, isOwn: false, hidesQuestion: false) : nil
    }

    /// Nil where it may go now; then it counts.
    mutating func hold(_ found: Case, in database: any Database) throws -> Hold? {
        let ways = Ways(bits: found.ways)
        if opens > now || ways.quiet?.contains(minute) ?? false {
            let until = try manners.next(from: now, zone: zone, quiet: ways.quiet)
            if until > now { return Hold(until: until, isOwn: until > opens, hidesQuestion: true) }
        }
        let id = found.member.rawValue
        if ways.pause > 0 {
            let last = told.contains(id) ? now : found.told
            let next = (last ?? now) + .minutes(Int64(ways.pause))
            if last != nil, next > now {
                return Hold(
                    until: try manners.next(from: next, zone: zone, quiet: ways.quiet), isOwn: true,
                    hidesQuestion: true)
            }
        }
        let isCounted = counts(found)
        if isCounted, let limit = manners.messagesAWeek {
            let before = (found.week == week ? found.notices : 0) + (counted[id] ?? 0)
            if before >= limit {
                let next = try manners.nextWeek(after: now, zone: zone)
                return Hold(
                    until: try manners.next(from: next, zone: zone, quiet: ways.quiet), isOwn: true,
                    hidesQuestion: true)
            }
        }
        if let question = found.question, found.asked == .waiting, ways.oneAtATime,
            try isBehind(question, found, in: database)
        {
            return Hold(until: wakes(found), isOwn: true, hidesQuestion: true)
        }
        if isCounted { counted[id, default: 0] += 1 }
        if ways.pause > 0 { told.insert(id) }
        return nil
    }

    /// True for a question that waited, and that the person has seen or left in another way meanwhile; and for the
    /// reminder of one that they have answered meanwhile.
    static func isStale(_ found: Case) -> Bool {
        guard found.question != nil, found.marks & Mark.shown == 0 else { return false }
        return found.marks & Mark.hidden != 0 && found.asked != .waiting
            || found.marks & Mark.reminds != 0 && found.asked != .open
    }

    /// Whether a message fills up its person's week.
    func counts(_ found: Case) -> Bool {
        manners.messagesAWeek != nil && found.kind == .notice && found.marks & Mark.counted == 0
            && found.roles & Self.staff == 0
    }

    private func isBehind(
        _ question: Question.ID, _ found: Case, in database: any Database
    ) throws -> Bool {
        guard wakes(found) > now else { return false }
        return try database.first(
            """
            SELECT a.question FROM core_asked a JOIN core_question q ON q.id = a.question
            WHERE a.member = $1 AND a.state = 0 AND q.closed IS NULL AND a.question <> $2 LIMIT 1
            """, found.member, question) != nil
    }

    /// When a question goes out whatever is still open. A message's number begins with its time.
    private func wakes(_ found: Case) -> Moment {
        Moment(milliseconds: found.message >> IDMaker.countBits) + Self.longestWait
    }

    /// Writes down what was counted.
    func write(in database: any Database) throws {
        if !told.isEmpty {
            try database.run(
                "UPDATE core_member SET told = $1 WHERE id IN (\(Self.list(told)))", now)
        }
        for count in Set(counted.values) {
            let members = counted.filter { $0.value == count }.keys
            try database.run(
                """
                UPDATE core_member SET notices = CASE WHEN week = $1 THEN notices + $2 ELSE $2 END, week = $1
                WHERE id IN (\(Self.list(members)))
                """, week, count)
        }
    }

    /// Numbers of the bot's own making: nothing in them could be taken for anything else.
    private static func list(_ numbers: some Sequence<Int64>) -> String {
        numbers.sorted().map(String.init).joined(separator: ",")
    }
}
