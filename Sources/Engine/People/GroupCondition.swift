import YouSaidKit

/// A group as a condition on `core_member m`, with the values that it needs: one statement finds or counts whoever
/// is in it, however many that are.
struct GroupCondition {
    private(set) var sql = ""
    private(set) var values: [SQLValue] = []
    private let firstPlace: Int

    /// - Parameter firstPlace: the number of the first `$` placeholder that is free.
    init(_ group: Group, firstPlace: Int = 1) {
        self.firstPlace = firstPlace
        sql = condition(group)
    }

    private mutating func place(_ value: some SQLConvertible) -> String {
        values.append(value.sqlValue)
        return "$\(firstPlace + values.count - 1)"
    }

    private mutating func condition(_ group: Group) -> String {
        switch group {
        case .members: return role(.member)
        case .role(let role): return self.role(role)
        case .these(let members):
            // Numbers made by the core, so they may stand in the statement itself.
            let list = Set(members).map(\.rawValue).sorted().map { "\($0)" }.joined(separator: ", ")
            return list.isEmpty ? "1 = 0" : "m.id IN (\(list))"
        case .asked(let question):
            return "m.id IN (SELECT a.member FROM core_asked a WHERE a.question = \(place(question)))"
        case .answered(let question):
            return """
                m.id IN (SELECT a.member FROM core_asked a
                    WHERE a.question = \(place(question)) AND a.state IN (1, 3))
                """
        case .unanswered(let question):
            return """
                m.id IN (SELECT a.member FROM core_asked a
                    WHERE a.question = \(place(question)) AND a.state = 0)
                """
        case .interested(let topic):
            return """
                EXISTS (SELECT 1 FROM core_interest i WHERE i.topic = \(place(topic)) AND i.member = m.id)
                """
        case .age(let bands):
            guard !bands.isEmpty else { return "1 = 0" }
            let places = AgeBand.allCases.filter(bands.contains).map { place($0) }
            return "m.age IN (\(places.joined(separator: ", ")))"
        case .ageSaid(let moment): return "m.age_said < \(place(moment))"
        case .consenting(let kind): return "(m.consents & \(place(kind.bit))) <> 0"
        case .askedSince(let moment):
            // A question's number begins with its time. The primary key of core_asked finds them.
            let since = place(moment.milliseconds << IDMaker.countBits)
            return """
                EXISTS (SELECT 1 FROM core_asked a JOIN core_question q ON q.id = a.question
                    WHERE a.member = m.id AND a.question >= \(since) AND q.wide = 1)
                """
        case .all(let groups):
            guard !groups.isEmpty else { return "1 = 0" }
            return "(" + groups.map { condition($0) }.joined(separator: " AND ") + ")"
        case .but(let all, let few):
            // An age that nobody said is no reason to be in or out: it counts as not being in the group.
            return "(\(condition(all)) AND NOT COALESCE(\(condition(few)), 1 = 0))"
        }
    }

    private mutating func role(_ role: Role) -> String { "(m.roles & \(place(role.bit))) <> 0" }
}

extension Consent.Kind {
    /// The kind's bit in `core_member.consents`. Never change one that has shipped.
    var bit: Int64 {
        switch self {
        case .takingPart: 1
        case .contact: 2
        case .photos: 4
        case .payment: 8
        case .sharingNeeds: 16
        case .invitations: 32
        case .updates: 64
        }
    }
}
