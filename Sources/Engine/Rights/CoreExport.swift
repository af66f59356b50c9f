import Foundation
import Storage
import YouSaidKit

/// What the core's own tables hold about one person, for them to read.
///
/// What may tell of harm is in it only once a safeguarding lead has let them see it, because somebody else may hold the
/// phone; until then nothing here says that there is any.
struct CoreExport {
    let parts: EngineParts
    let database: any Database
    let member: Member.ID
    let reader: Reader

    func items() throws -> [ExportedItem] {
        try person() + choices() + contacts() + questions() + messages() + audit() + worries()
            + HeldExport(parts: parts, database: database, member: member).items()
    }

    private func item(
        _ name: String, _ text: String, _ moment: Moment? = nil, values: [String: PromptValue] = [:]
    ) -> ExportedItem {
        ExportedItem(title: Prompt("export-" + name, values, plugin: "core"), text: text, moment: moment)
    }

    private func person() throws -> [ExportedItem] {
        let row = try database.first(
            "SELECT name, roles, form, language, known, silenced FROM core_member WHERE id = $1", member)
        guard let row else { return [] }
        var items: [ExportedItem] = []
        if let name: String = try row[0] { items.append(item("name", name)) }
        let roles = Set<Role>(bits: try row[1]).map(\.rawValue).sorted()
        items.append(item("roles", roles.joined(separator: ", ")))
        items.append(item("form", try row[2]))
        items.append(item("language", try row[3]))
        items.append(item("number", "\(member.rawValue)", try row[4]))
        let off = Set<Subject>(bits: try row[5]).map(\.rawValue).sorted()
        if !off.isEmpty { items.append(item("off", off.joined(separator: ", "))) }
        if let since: Moment = try database.first(
            "SELECT since FROM core_off_duty WHERE member = $1", member)?[0]
        {
            items.append(item("off-duty", "", since))
        }
        if let leaving = try database.first(
            "SELECT asked, due FROM core_leaving WHERE member = $1", member)
        {
            items.append(item("leaving", try spoken(try leaving[1]), try leaving[0]))
        }
        for link in try database.rows(
            "SELECT expires FROM core_page_link WHERE member = $1 ORDER BY id LIMIT 100", member)
        {
            items.append(item("link", try spoken(try link[0])))
        }
        return items
    }

    /// What the live list holds about them, and that they said yes or no for somebody else.
    private func choices() throws -> [ExportedItem] {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: parts.clock.now, sender: nil,
            makeID: parts.makeID)
        var items = try ListExport(people: people, member: member).items()
        for consent in try database.rows(
            """
            SELECT kind, given, moment FROM core_consent WHERE speaker = $1 AND member <> $1 ORDER BY id
            """, member)
        {
            // The record is that other person's, and shows only that they spoke.
            let text = "\(try consent[0] as String): \(try (consent[1] as Int64) == 1 ? "yes" : "no")"
            items.append(item("consent-for-another", text, try consent[2]))
        }
        return items
    }

    private func contacts() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        for row in try database.rows(
            """
            SELECT channel, address, stopped, unreachable, chosen FROM core_contact WHERE member = $1 ORDER BY id
            """, member)
        {
            let channel: String = try row[0]
            items.append(
                item("contact", try parts.contacts.open(try row[1]), values: ["channel": .text(channel)]))
            if try (row[2] as Int64?) != nil { items.append(item("stopped", channel)) }
            if let since: Moment = try row[3] { items.append(item("unreachable", channel, since)) }
            if let since: Moment = try row[4] { items.append(item("chosen", channel, since)) }
        }
        for row in try database.rows(
            """
            SELECT r.channel, r.made FROM core_request r JOIN core_contact c
                ON c.channel = r.channel AND c.hash = r.hash
            WHERE c.member = $1 ORDER BY r.id
            """, member)
        {
            items.append(item("request", try row[0], try row[1]))
        }
        return items
    }

    /// The engine's own questions that are shown; the others are about a worry, or about what somebody else sent.
    private static let ownQuestions =
        [RightsQuestion.leaving, .forget, .erase].map(\.rawValue) + [RoleDesk.questionName]

    /// What they were asked. The engine's own questions that may be about a worry are left out.
    private func questions() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        try database.each(
            """
            SELECT q.body, a.state, a.speaker, q.plugin FROM core_asked a JOIN core_question q ON q.id = a.question
            WHERE a.member = $1 ORDER BY q.id
            """, member
        ) { row in
            let body: String = try row[0]
            let question = try JSONDecoder().decode(Question.self, from: Data(body.utf8))
            if try row[3] == SafetyDesk.owner, !Self.ownQuestions.contains(question.name) { return }
            let isSaidForThem = try (row[2] as Int64?) != nil
            let title = try parts.composer.title(of: question, for: reader)
            let name =
                switch try row[1] as AskedState {
                case .open, .waiting: "asked"
                case .answered where isSaidForThem: "answered-for-you"
                case .answered: "answered"
                case .ended: "not-answered"
                case .again: "answered"
                }
            items.append(item(name, title))
        }
        return items
    }

    private func messages() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        // What waits to go to them, or may not have arrived. Safeguarding's own is left out, as above.
        try database.each(
            """
            SELECT o.body, o.broadcast, o.id FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
            LEFT JOIN core_question q ON q.id = o.question
            WHERE c.member = $1 AND o.state IN (0, 1, 4) AND o.kind <> 'safeguarding'
                AND (q.plugin IS NULL OR q.plugin <> 'core') AND o.vault IS NULL ORDER BY o.id
            """, member
        ) { row in
            let made = Moment(milliseconds: try (row[2] as Int64) >> IDMaker.countBits)
            var text: String?
            if let sealed: [UInt8] = try row[0] {
                text = try OutgoingBody(try parts.sealer.open(sealed, for: Outbox.purpose)).text
            } else if let broadcast: Int64 = try row[1] {
                text = try parts.outbox.broadcasts.body(
                    BroadcastBook.Form(broadcast: broadcast, reader: reader), in: database
                ).text
            }
            if let text, !text.isEmpty { items.append(item("waiting", text, made)) }
        }
        let delivered: Int =
            try database.first(
                """
                SELECT COUNT(*) FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
                WHERE c.member = $1 AND o.state IN (2, 3, 5)
                """, member)?[0] ?? 0
        if delivered > 0 { items.append(item("sent", "\(delivered)")) }
        for row in try database.rows(
            """
            SELECT e.received, e.body FROM core_event e WHERE e.state <> 0 AND e.sender IN
                (SELECT hash FROM core_contact WHERE member = $1) ORDER BY e.received
            """, member)
        {
            let sealed: [UInt8]? = try row[1]
            let text = sealed.flatMap { InboxTransaction.text(of: $0, parts) } ?? ""
            items.append(item("failed", text, try row[0]))
        }
        return items
    }

    /// What they did and what others did about them.
    private func audit() throws -> [ExportedItem] {
        var items: [ExportedItem] = []
        let hidden = try worryActionsToHide()
        try database.each(
            """
            SELECT moment, action, member, about FROM core_audit WHERE member = $1 OR about = $1 ORDER BY id
            """, member
        ) { row in
            let action: String = try row[1]
            let isOwn = try (row[2] as Member.ID?) == member
            guard isOwn || !hidden(action) else { return }
            items.append(item(isOwn ? "did" : "about", action, try row[0]))
        }
        return items
    }

    /// What leads did about a worry stays hidden for as long as the worry does.
    private func worryActionsToHide() throws -> (String) -> Bool {
        let released = Set(
            try database.rows(
                "SELECT number FROM core_concern WHERE member = $1 AND released IS NOT NULL", member
            ).map { try $0[0] as Int })
        return { action in
            guard action.contains("concern") else { return false }
            let numbers = action.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
            return !numbers.contains(where: released.contains)
        }
    }

    /// Worries that a safeguarding lead let them see.
    private func worries() throws -> [ExportedItem] {
        let book = ConcernBook(parts: parts, database: database, now: parts.clock.now)
        var items: [ExportedItem] = []
        for row in try database.rows(
            """
            SELECT id FROM core_concern WHERE member = $1 AND released IS NOT NULL ORDER BY id
            """, member)
        {
            guard let concern = try book.concern(try row[0]) else { continue }
            for line in try book.everything(in: concern) where line.kind == .said {
                items.append(item("worry", line.words.text, line.moment))
            }
        }
        return items
    }

    private func spoken(_ moment: Moment) throws -> String {
        let zone = parts.forum.timeZone
        return try SpokenTime.date(moment, zone: zone) + ", " + SpokenTime.time(moment, zone: zone)
    }
}
