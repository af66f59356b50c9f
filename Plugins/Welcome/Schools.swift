import YouSaidKit

/// Which school or setting somebody goes to, from the forum's own list; never in words of their own, and only where they
/// want to say it.
struct Schools {
    private let turn: Turn
    private let store: SchoolStore

    init(_ turn: Turn) {
        self.turn = turn
        store = SchoolStore(turn.database)
    }

    static let declared = [
        Setting(
            "schools", .text(""),
            meaning: "schools and settings that members can choose from, with commas between them; 9 at most")
    ]

    private static let most = 9
    private static let none = "none"

    /// The forum's list; empty where it has none, and then nobody is asked.
    static func list(_ turn: Turn) throws -> [String] {
        Array(
            try turn.settings.text("schools").split(separator: ",")
                .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                .filter { !$0.isEmpty }.prefix(most))
    }

    func ask() throws {
        let labels = try Self.list(turn)
        let choices = labels.enumerated().map { Choice("\($0.offset)", label: $0.element) }
        turn.ask(
            Question(
                WelcomeQuestion.school.rawValue, Prompt("ask-school"),
                choices: choices + [Choice(Self.none, label: try turn.words("no-school"))]))
    }

    /// A school came, or that they do not want to say.
    func keep(_ answer: Answer) throws {
        guard let choice = answer.choice else { return }
        try store.save(choice.id == Self.none ? nil : choice.label, of: try turn.requireMember().id)
        turn.reply("choices-kept")
    }
}

/// Keeps which school or setting members chose.
struct SchoolStore {
    static let migration = Migration(
        3, "CREATE TABLE welcome_school (member BIGINT PRIMARY KEY, school TEXT NOT NULL)")

    static let keeps = [
        Kept(
            "welcome_school", "which school or setting of the forum's list somebody chose", isPersonal: true,
            why: "to see which schools and settings the forum does not reach",
            until: "the person takes it away or says DELETE ME", seenBy: "the person")
    ]

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func save(_ school: String?, of member: Member.ID) throws {
        guard let school else {
            try database.run("DELETE FROM welcome_school WHERE member = $1", member)
            return
        }
        try database.run(
            """
            INSERT INTO welcome_school (member, school) VALUES ($1, $2)
            ON CONFLICT (member) DO UPDATE SET school = excluded.school
            """, member, school)
    }

    func export(_ member: Member.ID) throws -> [ExportedItem] {
        try database.rows("SELECT school FROM welcome_school WHERE member = $1", member).map {
            ExportedItem(title: Prompt("export-school", plugin: "welcome"), text: try $0[0])
        }
    }
}
