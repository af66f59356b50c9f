import Storage
import YouSaidKit

/// Finds somebody by the name that they like to be called, or by their number: for DELETE PERSON, REMOVE and WHY.
struct NamedPerson {
    struct Found {
        let id: Member.ID
        let name: String?
        let known: Moment
    }

    enum Result {
        case nobody
        case one(Found)
        case several([Found])
    }

    /// How many of the same name are shown.
    private static let most = 10

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// - Parameter who: a name, or a number as ``Result/several(_:)`` is told with.
    func find(_ who: String) throws -> Result {
        guard !who.isEmpty else { return .nobody }
        let rows = try database.rows(
            """
            SELECT m.id, m.name, m.known FROM core_member m WHERE m.id = $1 OR LOWER(m.name) = LOWER($2)
            ORDER BY m.id LIMIT \(Self.most)
            """, Int64(who) ?? 0, who)
        let found = try rows.map { Found(id: try $0[0], name: try $0[1], known: try $0[2]) }
        guard let first = found.first else { return .nobody }
        return found.count == 1 ? .one(first) : .several(found)
    }
}

extension [NamedPerson.Found] {
    /// A line for each, with the number by which they can be told apart.
    var lines: PromptValue {
        .lines(
            map { person in
                .prompt(
                    Prompt(
                        "erase-line",
                        ["number": .text("\(person.id.rawValue)"), "date": .date(person.known)],
                        plugin: RoleDesk.owner))
            })
    }
}
