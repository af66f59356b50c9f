import Storage
import YouSaidKit

/// What the live list holds about one person, for them to read: their age band, what they chose, what they said yes and
/// no to, and who speaks for whom.
struct ListExport {
    let people: PeopleBook
    let member: Member.ID

    func items() throws -> [ExportedItem] { try age() + interests() + consents() + bonds() }

    private func item(_ name: String, _ text: String, _ moment: Moment? = nil) -> ExportedItem {
        ExportedItem(title: Prompt("export-" + name, plugin: "core"), text: text, moment: moment)
    }

    private func age() throws -> [ExportedItem] {
        try people.age(of: member).map { [item("age", $0.band.rawValue, $0.said)] } ?? []
    }

    private func interests() throws -> [ExportedItem] {
        try people.interests(of: member).map { item("interest", $0.label) }
    }

    private func consents() throws -> [ExportedItem] {
        try people.consents(of: member).map { consent in
            let said = consent.isGiven ? "yes" : "no"
            return item(
                "consent",
                "\(consent.kind.rawValue): \(said) (\(consent.giver.rawValue), \(consent.wording))",
                consent.moment)
        }
    }

    /// By what they are to each other; the other person's name is that person's.
    private func bonds() throws -> [ExportedItem] {
        try people.carers(of: member).map { item("carer", $0.role.rawValue, $0.ended) }
            + people.youngPeople(of: member).map { item("speaks-for", $0.role.rawValue) }
    }
}
