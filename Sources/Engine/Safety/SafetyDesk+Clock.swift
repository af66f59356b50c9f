import ChannelContract
import Storage
import YouSaidKit

/// The clock of a worry: it runs until a lead has read all of it, and then rings each morning until it is finished.
extension SafetyDesk {
    /// The hour at which whoever has a worry is reminded of it.
    private static let morning = 9
    private static let daysUntilAll = 3
    private static let daysUntilOrganisers = 7

    // MARK: The clock

    /// Does what the clock of one worry has to do.
    /// - Returns: false where none has run out.
    func remindNext(_ after: inout AfterCommit) throws -> Bool {
        if let orphan = try book.orphan() {
            try loses(orphan, &after)
            return true
        }
        guard let concern = try book.overdue() else { return false }
        let unread = try book.unread(in: concern)
        let isNext = concern.next.map { $0 <= now } ?? true
        if !isNext {
            if unread > 0, concern.fresh > 0 {
                try alert(concern, .more, &after)
            } else {
                try database.run("UPDATE core_concern SET fresh = 0 WHERE id = $1", concern.id)
                try setClock(concern)
            }
        } else if concern.state == .open || unread > 0 {
            try database.run(
                "UPDATE core_concern SET told = told + 1, next = $1 WHERE id = $2",
                now + wait(after: concern.told), concern.id)
            try alert(try book.concern(concern.id) ?? concern, .again, &after)
        } else {
            try remindInTheMorning(concern, &after)
        }
        return true
    }

    /// How long it is until the next are told. Where everybody was told often, the wait grows: with 10 minutes it is half
    /// an hour after the first hour, an hour after four, and six hours after a day.
    private func wait(after told: Int) -> Duration {
        parts.safety.readWithin * (told < 6 ? 1 : told < 12 ? 3 : told < 32 ? 6 : 36)
    }

    /// A worry that was read and not finished: its lead is reminded each morning, after some days the others too.
    private func remindInTheMorning(_ concern: Concern, _ after: inout AfterCommit) throws {
        try setForTheMorning(concern)
        let days = (now - (concern.held ?? concern.raised)).components.seconds / 86_400
        let all = try leads.all(people, but: try book.keptOut(of: concern)).filter { !$0.hasStopped }
        let holder = all.filter { $0.member.id == concern.lead && $0.isOnDuty }
        let onDuty = all.filter(\.isOnDuty)
        let told =
            days >= Self.daysUntilAll ? all : !holder.isEmpty ? holder : onDuty.isEmpty ? all : onDuty
        let name = days >= Self.daysUntilAll ? "concern-days" : "concern-morning"
        for lead in told {
            let text = try parts.composer.core(
                name, ["number": .number(concern.number), "date": .date(concern.raised)],
                for: Reader(lead.member))
            for contact in lead.contacts {
                try send(OutgoingBody(text: text), question: nil, to: contact, &after)
            }
        }
        if told.isEmpty || days >= Self.daysUntilOrganisers && days % Int64(Self.daysUntilOrganisers) == 0 {
            try tellOrganisers(
                told.isEmpty ? "concern-no-lead" : "concern-week", but: try book.keptOut(of: concern), &after)
        }
    }

    /// All was read, and a lead has it: the clock rings in the morning.
    func setForTheMorning(_ concern: Concern) throws {
        let zone = parts.forum.timeZone
        let today = try LocalTime(now, zone: zone)
        var next = try LocalTime(
            year: today.year, month: today.month, day: today.day, hour: Self.morning, minute: 0, zone: zone
        ).moment()
        if next <= now {
            let tomorrow = try LocalTime(next + .hours(24), zone: zone)
            next = try LocalTime(
                year: tomorrow.year, month: tomorrow.month, day: tomorrow.day, hour: Self.morning, minute: 0,
                zone: zone
            ).moment()
        }
        try database.run(
            "UPDATE core_concern SET next = $1, due = $1, fresh = 0 WHERE id = $2", next, concern.id)
    }

    // MARK: Reading

    /// A lead looks at a worry, and all of it counts as read. Where nobody has it whoever is on duty takes it by that;
    /// and whoever says so.
    /// - Returns: whether they have it now.
    func read(
        _ concern: Concern, by lead: Member.ID, takes: Bool, _ after: inout AfterCommit
    ) throws -> Bool {
        // Whoever has it would not be told of it any more, and the reader thinks that they know.
        if concern.state == .held, concern.fresh > 0, let holder = concern.lead, holder != lead {
            try tellLead(holder, "concern-other-read", concern, saying: ["who": try whoIs(lead)], &after)
        }
        if try takes || leads.isOnDuty(lead) { try book.take(concern, by: lead) }
        try book.markRead(concern)
        guard let now = try book.concern(concern.id) else { return false }
        if now.state == .held { try setForTheMorning(now) } else { try setClock(now) }
        return now.lead == lead
    }

    // MARK: When leads change

    /// Somebody became a lead, comes on duty, or can be reached again: they get what waits.
    func comes(_ lead: Member.ID, _ after: inout AfterCommit) throws {
        guard
            let there = try leads.all(people).first(where: { $0.member.id == lead && $0.isThere })
        else { return }
        for concern in try book.unfinished(limit: 50) {
            guard try concern.state == .open || book.unread(in: concern) > 0,
                try !book.keptOut(of: concern).contains(lead)
            else { continue }
            try ask(concern, .waits, there, &after)
        }
    }

    /// Somebody is no lead any more, goes off duty, said STOP, or cannot be reached: what they had in hand does not wait for
    /// them.
    func goes(_ lead: Member.ID, _ after: inout AfterCommit) throws {
        let isLead = try people.member(lead)?.roles.contains(.safeguardingLead) ?? false
        for concern in try book.held(by: lead) {
            if !isLead {
                try loses(concern, &after)
            } else if try book.unread(in: concern) > 0 {
                try database.run(
                    "UPDATE core_concern SET next = $1, due = $1 WHERE id = $2", now, concern.id)
            }
        }
    }

    /// Whoever had it is no lead any more: it is nobody's, and all leads hear so.
    private func loses(_ concern: Concern, _ after: inout AfterCommit) throws {
        let free = try book.letGo(concern)
        try database.run(
            "UPDATE core_concern SET next = $1 WHERE id = $2", now + parts.safety.readWithin, free.id)
        try alert(try book.concern(free.id) ?? free, .lost, &after)
    }
}
