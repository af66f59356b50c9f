import Foundation
import Storage
@_spi(Host) import YouSaidKit

/// Removes one person: every plugin forgets them, then the core does. The journal notes it first, so that a
/// backup that is brought back later does not bring the person back.
struct Erasure {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    func erase(_ member: Member.ID, _ after: inout AfterCommit) throws {
        var entries: [Journal.Entry] = [.erase(member: member.rawValue)]
        let contacts = try database.rows("SELECT channel, hash FROM core_contact WHERE member = $1", member)
        for contact in contacts {
            entries.append(.eraseContact(channel: try contact["channel"], hash: try contact["hash"]))
        }
        try parts.journal.add(entries, in: database)
        try remove(member, isAgain: false, &after)
    }

    /// The same without a new entry in the journal: for what reads the entry from there, such as a restore. The others
    /// were told the first time, so nothing is said.
    func eraseAgain(_ member: Member.ID) throws {
        var after = AfterCommit()
        try remove(member, isAgain: true, &after)
    }

    private func remove(_ member: Member.ID, isAgain: Bool, _ after: inout AfterCommit) throws {
        let runner = TurnRunner(parts: parts, database: database, now: now)
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        for plugin in parts.plugins.plugins {
            try runner.forget(member, plugin, people, isAgain: isAgain, &after)
        }
        try database.run(
            """
            DELETE FROM core_outgoing WHERE contact IN (SELECT id FROM core_contact WHERE member = $1)
            """, member)
        try database.run(
            """
            DELETE FROM core_event WHERE state <> 0 AND sender IN
                (SELECT hash FROM core_contact WHERE member = $1)
            """, member)
        try database.run(
            """
            DELETE FROM core_request WHERE EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = $1
                 AND c.channel = core_request.channel AND c.hash = core_request.hash)
            """, member)
        try database.run(
            """
            DELETE FROM core_wrong_code WHERE EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = $1
                 AND c.channel = core_wrong_code.channel AND c.hash = core_wrong_code.hash)
            """, member)
        try database.run(
            """
            DELETE FROM core_piece WHERE EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = $1
                 AND c.channel = core_piece.channel AND c.hash = core_piece.hash)
            """, member)
        try database.run("DELETE FROM core_link WHERE member = $1", member)
        try AttachmentBook.forget(member, in: database)
        try database.run("DELETE FROM core_imported WHERE member = $1", member)
        try RoleChangeBook.forget(member, in: database)
        try ConcernBook.forget(member, in: database)
        try forgetBroadcasts(member)
        try forgetNotes(naming: try people.member(member)?.name)
        // A question for many stays, also where this person was the first to come to it.
        try database.run(
            """
            DELETE FROM core_question WHERE wide = 0 AND id IN (SELECT a.question FROM core_asked a WHERE a.member = $1
                    AND NOT EXISTS (SELECT 1 FROM core_asked o WHERE o.question = a.question AND o.member <> $1))
                AND NOT EXISTS (SELECT 1 FROM core_broadcast b WHERE b.question = core_question.id)
            """, member)
        try database.run("DELETE FROM core_leaving WHERE member = $1", member)
        try database.run("DELETE FROM core_page_link WHERE member = $1", member)
        try database.run("DELETE FROM core_unreached WHERE member = $1", member)
        try database.run("DELETE FROM core_asked WHERE member = $1", member)
        try LiveList.forget(member, in: database)
        try database.run("DELETE FROM core_contact WHERE member = $1", member)
        try database.run("DELETE FROM core_member WHERE id = $1", member)
    }

    /// Takes away the words of messages to groups that have gone out and name somebody, and closed questions to one
    /// person that do. That the messages went out stays.
    private func forgetNotes(naming name: String?) throws {
        let parts = Set(Self.words(of: name ?? "").filter { $0.count > 1 })
        guard !parts.isEmpty else { return }
        let rows = try database.rows(
            """
            SELECT id, body FROM core_broadcast WHERE done IS NOT NULL AND body <> '' AND NOT EXISTS
                (SELECT 1 FROM core_outgoing o WHERE o.broadcast = core_broadcast.id AND o.state IN (0, 1, 4))
            """)
        for row in rows {
            let body: String = try row[1]
            guard Self.words(of: body).contains(where: parts.contains) else { continue }
            try database.run("UPDATE core_broadcast SET body = '' WHERE id = $1", try row[0] as Int64)
        }
        // What was asked of one person and is done with, such as whether a note is right before it goes out.
        let asked = try database.rows(
            "SELECT id, body FROM core_question WHERE wide = 0 AND closed IS NOT NULL AND vault IS NULL")
        for row in asked {
            let body: String = try row[1]
            guard Self.words(of: body).contains(where: parts.contains) else { continue }
            try database.run("DELETE FROM core_asked WHERE question = $1", try row[0] as Int64)
            try database.run("DELETE FROM core_question WHERE id = $1", try row[0] as Int64)
        }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// Takes a person out of messages to people by name. One that was for them alone goes as a whole.
    private func forgetBroadcasts(_ member: Member.ID) throws {
        let rows = try database.rows(
            "SELECT id, audience FROM core_broadcast WHERE audience LIKE $1", "%\(member.rawValue)%")
        for row in rows {
            let audience: String = try row[1]
            let group = try JSONDecoder().decode(Group.self, from: Data(audience.utf8))
            let left = group.without(member)
            if left == .these([]) {
                try database.run("DELETE FROM core_broadcast WHERE id = $1", try row[0] as Int64)
            } else {
                let audience = String(decoding: try JSONEncoder().encode(left), as: UTF8.self)
                try database.run(
                    "UPDATE core_broadcast SET audience = $1 WHERE id = $2", audience, try row[0] as Int64)
            }
        }
    }
}

extension Group {
    /// The group without somebody who is named in it.
    fileprivate func without(_ member: Member.ID) -> Group {
        switch self {
        case .these(let members): .these(members.filter { $0 != member })
        case .all(let groups): .all(groups.map { $0.without(member) })
        case .but(let all, let few): .but(all.without(member), few.without(member))
        default: self
        }
    }
}
