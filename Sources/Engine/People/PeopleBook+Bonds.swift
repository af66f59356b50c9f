import Sealing
import Storage
import YouSaidKit

/// Who may speak for whom.
extension PeopleBook {
    func makeBondCode(for young: Member.ID, as role: Role, validFor span: Duration) throws -> String {
        let code = Random.code(length: Self.codeLength)
        try database.run("DELETE FROM core_bond_code WHERE young = $1 AND role = $2", young, role)
        try database.run(
            "INSERT INTO core_bond_code (hash, young, role, expires) VALUES ($1, $2, $3, $4)",
            codeHashes(code)[0], young, role, now + span)
        return code
    }

    func bond(by code: String) throws -> (young: Member.ID, role: Role)? {
        for hash in codeHashes(code) {
            let row = try database.first(
                "SELECT young, role FROM core_bond_code WHERE hash = $1 AND expires > $2", hash, now)
            if let row { return (try row[0], try row[1]) }
        }
        return nil
    }

    func bind(_ carer: Member.ID, to young: Member.ID, as role: Role) throws {
        try database.run("DELETE FROM core_bond_code WHERE young = $1 AND role = $2", young, role)
        try database.run(
            """
            INSERT INTO core_bond (young, carer, role, since) VALUES ($1, $2, $3, $4)
            ON CONFLICT (young, carer) DO UPDATE
            SET role = excluded.role, since = excluded.since, ended = NULL
            """, young, carer, role, now)
    }

    func unbind(_ carer: Member.ID, from young: Member.ID) throws {
        try database.run(
            "UPDATE core_bond SET ended = $1 WHERE young = $2 AND carer = $3 AND ended IS NULL", now, young,
            carer)
        try database.run("DELETE FROM core_voice WHERE carer = $1 AND young = $2", carer, young)
    }

    func carers(of young: Member.ID) throws -> [Bond] {
        try database.rows(
            "SELECT young, carer, role, ended FROM core_bond WHERE young = $1 ORDER BY since, carer", young
        ).map(read)
    }

    func youngPeople(of carer: Member.ID) throws -> [Bond] {
        try database.rows(
            """
            SELECT young, carer, role, ended FROM core_bond WHERE carer = $1 AND ended IS NULL
            ORDER BY since, young
            """, carer
        ).map(read)
    }

    private func read(_ row: Row) throws -> Bond {
        Bond(young: try row[0], carer: try row[1], role: try row[2], ended: try row[3])
    }
}
