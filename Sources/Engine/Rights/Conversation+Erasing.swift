import Storage
import YouSaidKit

/// DELETE PERSON: the operator deletes somebody who asked for it in another way. At the console alone.
extension Conversation {
    static let erase = "DELETE PERSON"

    /// "DELETE PERSON Amira", by the name that they like to be called, or by their number.
    mutating func erasePerson(_ who: String) throws {
        guard let member, member.isOrganiser else {
            return try say(self.member == nil ? "only-members" : "not-allowed", forumIfStranger)
        }
        guard cause.sender?.channel == Engine.consoleChannel else { return try say("erase-console") }
        guard !who.isEmpty else { return try say("erase-how") }
        let first: NamedPerson.Found
        switch try NamedPerson(database).find(who) {
        case .nobody: return try say("erase-nobody")
        case .several(let people): return try say("erase-several", ["lines": people.lines])
        case .one(let person): first = person
        }
        let id = first.id.rawValue
        guard id != member.id.rawValue else { return try say("not-allowed") }
        try askCore(
            .erase,
            Prompt("sure-to-erase", ["number": .text("\(id)"), "date": .date(first.known)], plugin: "core"),
            data: ["member": "\(id)"])
    }

    private var forumIfStranger: [String: PromptValue] {
        member == nil ? ["forum": .text(parts.forum.name)] : [:]
    }

    mutating func eraseWhenSure(_ asked: AskedQuestion, _ choice: Choice?) throws {
        guard cause.sender?.channel == Engine.consoleChannel, let member, member.isOrganiser else {
            return try say("not-allowed")
        }
        let number = asked.question.data["member"].flatMap { Int64($0) }
        // The question names the person by number: it goes with them.
        try database.run("DELETE FROM core_asked WHERE question = $1", asked.id)
        try database.run("DELETE FROM core_question WHERE id = $1", asked.id)
        guard choice?.id == "yes", let number else { return try say("erase-kept") }
        let person = Member.ID(rawValue: number)
        guard try database.first("SELECT id FROM core_member WHERE id = $1", person) != nil else {
            return try say("erase-nobody")
        }
        let roles = RoleDesk(parts: parts, database: database, now: runner.now)
        let before = try roles.beforeLeaving(person)
        try SafetyDesk(parts: parts, database: database, now: runner.now).isDeleted(person, &after)
        let erased = try Leaving(parts: parts, database: database, now: runner.now)
            .erase(person, .operator, &after)
        try roles.noticeLeft(before, &after)
        try runner.audit("deleted a person", about: nil, by: member.id, plugin: "core")
        let lines = erased.counts.sorted { $0.key < $1.key }
            .map { PromptValue.text("\($0.key): \($0.value)") }
        try say(erased.isTold ? "erase-done" : "erase-done-untold", ["lines": .lines(lines)])
    }
}
