import Storage
import YouSaidKit

/// For whom supporters and parents speak now: they say it once, and it holds for an hour after what they said last.
struct Voices {
    let database: any Database
    let now: Moment

    /// How long it holds without a word.
    static let span = Duration.hours(1)

    /// For whom somebody speaks now; nil where they speak for themself.
    func young(of carer: Member.ID) throws -> Member.ID? {
        try database.first(
            """
            SELECT v.young FROM core_voice v JOIN core_bond b ON b.carer = v.carer AND b.young = v.young
            WHERE v.carer = $1 AND v.since > $2 AND b.ended IS NULL
            """, carer, now - Self.span
        ).map { try $0[0] }
    }

    /// From now on somebody speaks for this person.
    /// - Returns: false where they did so within the last hour.
    func begin(_ carer: Member.ID, for young: Member.ID) throws -> Bool {
        let wasSpeaking = try self.young(of: carer) == young
        try database.run(
            """
            INSERT INTO core_voice (carer, young, since) VALUES ($1, $2, $3)
            ON CONFLICT (carer) DO UPDATE SET young = excluded.young, since = excluded.since
            """, carer, young, now)
        return !wasSpeaking
    }

    func end(_ carer: Member.ID) throws {
        try database.run("DELETE FROM core_voice WHERE carer = $1", carer)
    }

    /// Everybody for whom somebody may speak, with the name they like to be called.
    func all(of carer: Member.ID) throws -> [(id: Member.ID, name: String?)] {
        try database.rows(
            """
            SELECT m.id, m.name FROM core_bond b JOIN core_member m ON m.id = b.young
            WHERE b.carer = $1 AND b.ended IS NULL ORDER BY b.since, m.id
            """, carer
        ).map { (try $0[0], try $0[1]) }
    }

    func maySpeak(_ carer: Member.ID, for young: Member.ID) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_bond WHERE carer = $1 AND young = $2 AND ended IS NULL", carer, young) != nil
    }
}
