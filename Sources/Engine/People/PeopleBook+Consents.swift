import Storage
import YouSaidKit

/// What people said yes and no to. The record grows; the bits in `core_member` are its last words, for groups.
extension PeopleBook {
    func consents(of member: Member.ID) throws -> [Consent] {
        try database.rows(
            """
            SELECT kind, given, giver, speaker, wording, moment FROM core_consent
            WHERE member = $1 ORDER BY id
            """, member
        ).map { row in
            Consent(
                kind: try row[0], isGiven: try row[1], giver: try row[2], givenBy: try row[3],
                wording: try row[4], moment: try row[5])
        }
    }

    func hasConsent(_ kind: Consent.Kind, of member: Member.ID) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_member WHERE id = $1 AND (consents & $2) <> 0", member, kind.bit) != nil
    }

    func recordConsent(
        _ isGiven: Bool, to kind: Consent.Kind, of member: Member.ID, by giver: Consent.Giver,
        speaker: Member.ID?, wording: String
    ) throws {
        let change = isGiven ? "consents | $1" : "consents & ~$1"
        let known = try database.run(
            "UPDATE core_member SET consents = \(change) WHERE id = $2", kind.bit, member)
        guard known > 0 else { return }
        try database.run(
            """
            INSERT INTO core_consent (id, member, kind, given, giver, speaker, wording, moment)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, makeID(), member, kind, isGiven, giver, speaker, wording, now)
    }
}
