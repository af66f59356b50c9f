import YouSaidKit

/// Where those who are joining have got to. Nothing that they said is in it.
struct JoiningStore {
    /// What is asked next.
    enum Step: Hashable {
        case age
        /// A parent or carer has to agree.
        case parent
        /// They agreed, and the age is asked again because it was not kept.
        case ageAgreed
        /// They pressed a wrong age, and are asked again.
        case ageAgain
        /// The same after they had pressed an age at which a parent or carer agrees.
        case ageAfterParent
        case consent(Consent.Kind)
        /// Belonging to the network.
        case network
        /// A parent or carer, who was asked whether they agree and has not answered.
        case carer

        init?(_ text: String) {
            switch text {
            case "age": self = .age
            case "parent": self = .parent
            case "age-agreed": self = .ageAgreed
            case "age-again": self = .ageAgain
            case "age-after-parent": self = .ageAfterParent
            case "network": self = .network
            case "carer": self = .carer
            default:
                guard let kind = Consent.Kind(rawValue: text) else { return nil }
                self = .consent(kind)
            }
        }

        var text: String {
            switch self {
            case .age: "age"
            case .parent: "parent"
            case .ageAgreed: "age-agreed"
            case .ageAgain: "age-again"
            case .ageAfterParent: "age-after-parent"
            case .network: "network"
            case .carer: "carer"
            case .consent(let kind): kind.rawValue
            }
        }
    }

    /// Somebody who has begun to join.
    struct Place {
        let member: Member.ID
        let step: Step
        /// The question that is open; nil while a parent or carer is waited for.
        let question: Question.ID?
        let began: Moment
    }

    static let migration = Migration(
        2,
        """
        CREATE TABLE welcome_joining (
            member BIGINT PRIMARY KEY, step TEXT NOT NULL, question BIGINT, began BIGINT NOT NULL)
        """)

    /// How long somebody may take to come back to it.
    static let patience = Duration.hours(30 * 24)

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func place(of member: Member.ID) throws -> Place? {
        let row = try database.first(
            "SELECT step, question, began FROM welcome_joining WHERE member = $1", member)
        guard let row, let step = Step(try row["step"]) else { return nil }
        return Place(member: member, step: step, question: try row["question"], began: try row["began"])
    }

    func save(_ step: Step, question: Question.ID?, of member: Member.ID, at now: Moment) throws {
        try database.run(
            """
            INSERT INTO welcome_joining (member, step, question, began) VALUES ($1, $2, $3, $4)
            ON CONFLICT (member) DO UPDATE SET step = excluded.step, question = excluded.question
            """, member, step.text, question, now)
    }

    /// Keeps somebody for a day more, and not longer.
    func endSoon(_ member: Member.ID, at now: Moment) throws {
        try database.run(
            "UPDATE welcome_joining SET began = $1 WHERE member = $2",
            now - Self.patience + .hours(24), member)
    }

    func delete(_ member: Member.ID) throws {
        try database.run("DELETE FROM welcome_joining WHERE member = $1", member)
    }

    func export(_ member: Member.ID) throws -> [ExportedItem] {
        try place(of: member).map {
            [
                ExportedItem(
                    title: Prompt("export-joining", plugin: "welcome"), text: $0.step.text, moment: $0.began)
            ]
        } ?? []
    }

    /// Those who began before then and never came back to it.
    func begun(before moment: Moment, limit: Int) throws -> [Member.ID] {
        try database.rows(
            "SELECT member FROM welcome_joining WHERE began <= $1 ORDER BY began LIMIT $2", moment, limit
        ).map { try $0[0] }
    }

    /// When the first of those who are joining began; nil where nobody is.
    func first() throws -> Moment? {
        try database.first("SELECT MIN(began) FROM welcome_joining").flatMap { try $0[0] }
    }
}
