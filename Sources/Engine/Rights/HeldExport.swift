import Foundation
import Storage
import YouSaidKit

/// What the core's smaller tables hold about one person, for them to read: codes that wait, roles that wait, what they
/// sent that is no text, for whom they spoke. Part of ``CoreExport``.
struct HeldExport {
    let parts: EngineParts
    let database: any Database
    let member: Member.ID

    func items() throws -> [ExportedItem] {
        try ways() + codes() + roles() + sent() + spoken()
    }

    private func item(_ name: String, _ text: String, _ moment: Moment? = nil) -> ExportedItem {
        ExportedItem(title: Prompt("export-" + name, plugin: "core"), text: text, moment: moment)
    }

    /// How they like to be written to, and how much they got this week.
    private func ways() throws -> [ExportedItem] {
        let row = try database.first("SELECT ways, notices, told FROM core_member WHERE id = $1", member)
        guard let row else { return [] }
        var items: [ExportedItem] = []
        let ways = Ways(bits: try row[0])
        if ways != Ways() {
            let text = String(decoding: try Self.encoder.encode(ways), as: UTF8.self)
            items.append(item("ways", text))
        }
        let notices: Int = try row[1]
        if notices > 0 { items.append(item("this-week", "\(notices)", try row[2])) }
        return items
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    /// Codes that were made and not used: never the code itself, which nobody has but whoever saw it.
    private func codes() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        for row in try database.rows("SELECT expires FROM core_link WHERE member = $1", member) {
            items.append(item("link-code", try spoken(try row[0])))
        }
        for row in try database.rows(
            "SELECT role, expires FROM core_bond_code WHERE young = $1 ORDER BY expires", member)
        {
            items.append(item("bond-code", "\(try row[0] as Role), \(try spoken(try row[1]))"))
        }
        for row in try database.rows(
            "SELECT role, expires FROM core_invitation WHERE maker = $1 ORDER BY expires", member)
        {
            items.append(item("invitation", "\((try row[0] as Role).rawValue), \(try spoken(try row[1]))"))
        }
        for row in try database.rows(
            """
            SELECT w.count, w.since FROM core_wrong_code w JOIN core_contact c
                ON c.channel = w.channel AND c.hash = w.hash
            WHERE c.member = $1 ORDER BY w.since
            """, member)
        {
            items.append(item("wrong-codes", "\(try row[0] as Int)", try row[1]))
        }
        return items
    }

    /// Roles that wait for a second organiser, or for their own yes.
    private func roles() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        for row in try database.rows(
            """
            SELECT role, made, member FROM core_role_change WHERE member = $1 OR asker = $1 ORDER BY id
            """, member)
        {
            let isOwn = try row[2] as Member.ID == member
            let name = isOwn ? "role-waits" : "role-asked"
            items.append(item(name, (try row[0] as Role).rawValue, try row[1]))
        }
        for row in try database.rows("SELECT roles FROM core_imported WHERE member = $1", member) {
            let roles = Set<Role>(bits: try row[0]).map(\.rawValue).sorted()
            items.append(item("imported", roles.joined(separator: ", ")))
        }
        return items
    }

    /// Voice notes and pictures, by what they are; and what did not reach them.
    private func sent() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        // What went to the safeguarding leads is shown as the worry itself is: once a lead has let them see it.
        for row in try database.rows(
            """
            SELECT id, made FROM core_attachment WHERE member = $1 AND (concern IS NULL OR EXISTS
                (SELECT 1 FROM core_concern c WHERE c.id = core_attachment.concern AND c.released IS NOT NULL))
            ORDER BY id
            """, member)
        {
            let sent = try AttachmentBook(sealer: parts.sealer, database: database).find(try row[0])
            let kinds = sent?.attachments.map(\.kind.rawValue) ?? []
            items.append(item("attachment", kinds.joined(separator: ", "), try row[1]))
        }
        for row in try database.rows("SELECT due FROM core_unreached WHERE member = $1", member) {
            items.append(item("unreached", "", try row[0]))
        }
        return items
    }

    /// Who spoke for whom. What was said for another is that person's.
    private func spoken() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        for row in try database.rows(
            "SELECT carer, since FROM core_voice WHERE carer = $1 OR young = $1 ORDER BY since", member)
        {
            let isOwn = try row[0] as Member.ID == member
            items.append(item(isOwn ? "speaking" : "spoken-for", "", try row[1]))
        }
        let answers: Int =
            try database.first(
                "SELECT COUNT(*) FROM core_asked WHERE speaker = $1 AND member <> $1", member)?[0] ?? 0
        if answers > 0 { items.append(item("answered-for-another", "\(answers)")) }
        return items
    }

    private func spoken(_ moment: Moment) throws -> String {
        let zone = parts.forum.timeZone
        return try SpokenTime.date(moment, zone: zone) + ", " + SpokenTime.time(moment, zone: zone)
    }
}
