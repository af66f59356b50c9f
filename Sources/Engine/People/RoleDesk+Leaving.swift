import Storage
import YouSaidKit

/// Somebody with a role is deleted: who has to hear of it.
extension RoleDesk {
    /// What there is to tell where somebody is deleted, as it was before.
    struct BeforeLeaving {
        fileprivate let hadOrganiser: Bool
        fileprivate let isLead: Bool
        fileprivate let member: Member.ID
        fileprivate let gap: LastLead.Gap?
    }

    func beforeLeaving(_ member: Member.ID) throws -> BeforeLeaving {
        let isLead = try people.member(member)?.roles.contains(.safeguardingLead) ?? false
        // After DELETE ME nobody has counted on them for a day, and whoever has to know it was told then.
        let counts =
            try isLead && Leads(database: database).reachable(people).contains { $0.member.id == member }
        return BeforeLeaving(
            hadOrganiser: try Self.organisers(but: nil, in: database) > 0, isLead: isLead,
            member: member,
            gap: try counts
                ? LastLead(parts: parts, database: database, now: now).gap(without: member, .delete) : nil)
    }

    /// Tells the others that a lead has left; and says so where the last organiser whom people can write to has left:
    /// at the console, where somebody can make another, and in the log.
    func noticeLeft(_ before: BeforeLeaving, _ after: inout AfterCommit) throws {
        if before.isLead {
            try tellGuardians("lead-left", [:], &after)
            try SafetyDesk(parts: parts, database: database, now: now).goes(before.member, &after)
        }
        if let gap = before.gap {
            try LastLead(parts: parts, database: database, now: now).tell(gap, but: nil, &after)
        }
        guard before.hadOrganiser, try Self.organisers(but: nil, in: database) == 0 else { return }
        try parts.outbox.broadcasts.keep(
            Message(Prompt("no-organiser", plugin: Self.owner)), to: .role(.organiser), id: parts.makeID(),
            plugin: Self.owner, now: now, in: database)
        after.hasBroadcast = true
        after.lostLastOrganiser = true
    }
}
