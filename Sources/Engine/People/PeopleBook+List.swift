import Storage
import YouSaidKit

/// The live list: ages, topics, and who chose what.
extension PeopleBook {
    func contains(_ member: Member.ID, in group: Group) throws -> Bool {
        let condition = GroupCondition(group, firstPlace: 2)
        return try database.firstRow(
            "SELECT 1 FROM core_member m WHERE m.id = $1 AND " + condition.sql,
            values: [member.sqlValue] + condition.values) != nil
    }

    func count(_ group: Group) throws -> Int {
        switch group {
        case .these(let members): return Set(members).count
        case .answered(let question):
            return try countRows(
                "SELECT COUNT(*) FROM core_asked WHERE question = $1 AND state IN (1, 3)",
                [question.sqlValue])
        case .asked(let question):
            return try countRows(
                "SELECT COUNT(*) FROM core_asked WHERE question = $1", [question.sqlValue])
        case .role(let role) where role.isStaff:
            // The operator's console is always there and is nobody: ROLES does not show it either.
            return try countRows(
                """
                SELECT COUNT(*) FROM core_member m WHERE (m.roles & $1) <> 0 AND EXISTS
                    (SELECT 1 FROM core_contact c WHERE c.member = m.id AND c.channel <> $2)
                """, [role.bit.sqlValue, Engine.consoleChannel.sqlValue])
        default:
            let condition = GroupCondition(group)
            return try countRows(
                "SELECT COUNT(*) FROM core_member m WHERE " + condition.sql, condition.values)
        }
    }

    private func countRows(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try database.firstRow(sql, values: values).map { try $0[0] } ?? 0
    }

    // MARK: Topics

    func topics() throws -> [Topic] {
        try database.rows("SELECT id, label FROM core_topic ORDER BY id").map {
            Topic(id: try $0[0], label: try $0[1])
        }
    }

    func addTopic(_ label: String) throws {
        try database.run(
            """
            INSERT INTO core_topic (id, label, folded) VALUES ($1, $2, $3) ON CONFLICT (folded) DO NOTHING
            """, makeID(), label, label.lowercased())
    }

    func removeTopic(_ topic: Topic.ID) throws {
        try database.run("DELETE FROM core_interest WHERE topic = $1", topic)
        try database.run("DELETE FROM core_topic WHERE id = $1", topic)
    }

    func interests(of member: Member.ID) throws -> [Topic] {
        try database.rows(
            """
            SELECT t.id, t.label FROM core_interest i JOIN core_topic t ON t.id = i.topic
            WHERE i.member = $1 ORDER BY t.id
            """, member
        ).map { Topic(id: try $0[0], label: try $0[1]) }
    }

    func setInterest(_ isInterested: Bool, in topic: Topic.ID, of member: Member.ID) throws {
        guard isInterested else {
            try database.run("DELETE FROM core_interest WHERE topic = $1 AND member = $2", topic, member)
            return
        }
        // Only where both are there: a press on an old button brings nothing back.
        try database.run(
            """
            INSERT INTO core_interest (topic, member)
            SELECT t.id, m.id FROM core_topic t, core_member m WHERE t.id = $1 AND m.id = $2
            ON CONFLICT (topic, member) DO NOTHING
            """, topic, member)
    }

    // MARK: Age

    func age(of member: Member.ID) throws -> (band: AgeBand, said: Moment)? {
        let row = try database.first("SELECT age, age_said FROM core_member WHERE id = $1", member)
        guard let row, let band: AgeBand = try row[0], let said: Moment = try row[1] else { return nil }
        return (band, said)
    }

    func setAge(_ band: AgeBand?, of member: Member.ID) throws {
        try database.run(
            "UPDATE core_member SET age = $1, age_said = $2 WHERE id = $3", band, band == nil ? nil : now,
            member)
    }
}
