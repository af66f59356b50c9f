import Foundation
import Sealing
import Storage
import YouSaidKit

/// Keeps one-time links to private pages.
struct LinkBook: Sendable {
    let sealer: Sealer
    let makeID: @Sendable () -> Int64
    /// The forum's address on the web, without a slash at its end; nil where it has none.
    let publicURL: String?

    /// Where on the web private pages are.
    static let path = "/link/"
    private static let purpose = "link"
    /// With 31 signs that is 128 bits.
    private static let tokenLength = 26

    /// A link as it is kept.
    struct Kept {
        let id: Int64
        let plugin: String
        let page: PrivatePage
        let member: Member.ID
        let used: Int64

        /// The forms that can still be had.
        var left: [PrivatePage.Form] { page.forms.filter { used & $0.bit == 0 } }
    }

    /// A new token and the address with it; nil where the forum has no address on the web.
    var maker: (() -> (token: String, url: String))? {
        guard let publicURL else { return nil }
        return {
            let token = Random.code(length: Self.tokenLength)
            return (token, publicURL + Self.path + token)
        }
    }

    func keep(
        _ page: PrivatePage, token: String, of plugin: String, for member: Member.ID, until expires: Moment,
        in database: any Database
    ) throws {
        let body = String(decoding: try JSONEncoder().encode(page), as: UTF8.self)
        try database.run(
            """
            INSERT INTO core_page_link (id, hash, plugin, page, member, expires, used)
            VALUES ($1, $2, $3, $4, $5, $6, 0)
            """, makeID(), sealer.hash(token, for: Self.purpose), plugin, body, member, expires)
    }

    /// The link behind a token; nil where there is none, or it is used up or too old.
    func find(_ token: String, now: Moment, in database: any Database) throws -> Kept? {
        guard token.utf8.count == Self.tokenLength else { return nil }
        let hashes = [sealer.hash(token, for: Self.purpose)] + sealer.previousHashes(token, for: Self.purpose)
        for hash in hashes {
            let row = try database.first(
                "SELECT id, plugin, page, member, used FROM core_page_link WHERE hash = $1 AND expires > $2",
                hash,
                now)
            guard let row else { continue }
            let body: String = try row["page"]
            return Kept(
                id: try row["id"], plugin: try row["plugin"],
                page: try JSONDecoder().decode(PrivatePage.self, from: Data(body.utf8)),
                member: try row["member"], used: try row["used"])
        }
        return nil
    }

    /// Uses up one form of a link.
    /// - Returns: false where it was used before.
    func use(_ link: Kept, _ form: PrivatePage.Form, in database: any Database) throws -> Bool {
        try database.run(
            "UPDATE core_page_link SET used = used | $1 WHERE id = $2 AND (used & $1) = 0", form.bit, link.id)
            > 0
    }
}

extension PrivatePage.Form {
    /// The form's bit in `core_page_link.used`. Never change one that has shipped.
    var bit: Int64 {
        switch self {
        case .reading: 1
        case .json: 2
        case .csv: 4
        }
    }
}
