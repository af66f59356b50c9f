import Engine
import YouSaidKit

/// One line of a list of people: which column stands where, and what each may hold.
struct PersonLine {
    /// The columns, as their head names them.
    enum Column: String, CaseIterable {
        case channel, address, name, form, age, roles, interests
    }

    /// What is wrong with one field.
    struct Problem: Error {
        let column: Column?
        let problem: String
        let advice: String
    }

    /// Which field is which.
    let order: [Column]
    /// The platforms that are switched on.
    let channels: Set<String>

    /// Reads the head of the file.
    /// - Throws: ``Problem``.
    init(head: [String], channels: Set<String>) throws(Problem) {
        self.channels = channels
        var order: [Column] = []
        for name in head.map({ $0.trimmed.lowercased() }) {
            guard let column = Column(rawValue: name) else {
                let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(
                    column: nil, problem: "the first line names a column that is not known",
                    advice: head.count == 1 && name.contains(";")
                        ? "The file has semicolons between its columns. Save it with commas."
                        : "The columns are: \(known). Take the others out: what is not used is not kept.")
            }
            guard !order.contains(column) else {
                throw Problem(
                    column: column, problem: "the first line names it twice", advice: "Leave one of them out."
                )
            }
            order.append(column)
        }
        for column in [Column.channel, .address] where !order.contains(column) {
            throw Problem(
                column: column, problem: "the first line does not name it",
                advice: "Every person needs a channel and an address.")
        }
        self.order = order
    }

    /// Reads a line.
    /// - Throws: ``Problem``, the first of the line.
    func person(_ fields: [String]) throws(Problem) -> ImportedPerson {
        guard fields.count == order.count else {
            throw Problem(
                column: nil,
                problem: "it has \(fields.count) fields, and the first line names \(order.count)",
                advice: "Put a field that holds a comma in quotes.")
        }
        var values: [Column: String] = [:]
        for (column, field) in zip(order, fields) {
            let seen = field.withoutInvisibleSigns.trimmed
            guard !seen.isEmpty || field.trimmed.isEmpty else {
                throw Problem(
                    column: column, problem: "nothing in it can be seen",
                    advice: "Write the field again, or leave it empty.")
            }
            let field = seen
            guard !field.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                throw Problem(
                    column: column, problem: "a character in it cannot be seen",
                    advice: "Write the field again.")
            }
            values[column] = field
        }
        let channel = try channel(values[.channel] ?? "")
        return ImportedPerson(
            channel: channel, address: try address(values[.address] ?? "", on: channel),
            name: try name(values[.name] ?? ""), form: try form(values[.form] ?? ""),
            age: try age(values[.age] ?? ""), roles: try roles(values[.roles] ?? ""),
            interests: Self.parts(values[.interests] ?? ""))
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
    }

    private func channel(_ text: String) throws(Problem) -> String {
        let channel = text.lowercased()
        guard channels.contains(channel) else {
            throw Problem(
                column: .channel, problem: "there is no such channel",
                advice: "Those that are switched on are: \(channels.sorted().joined(separator: ", ")).")
        }
        return channel
    }

    private func address(_ text: String, on channel: String) throws(Problem) -> String {
        guard !text.isEmpty, text.utf8.count <= 200 else {
            throw Problem(
                column: .address, problem: text.isEmpty ? "it is empty" : "it is too long",
                advice: "Write how the person is reached on \(channel).")
        }
        if channel == "telegram" {
            guard let number = Int64(text), number > 0, String(number) == text else {
                throw Problem(
                    column: .address, problem: "it is no number of a Telegram chat",
                    advice: "It is the chat's number, such as 123456789; a phone number or a @name is none.")
            }
            return text
        }
        guard channel == "sms" || channel == "whatsapp" else { return text }
        let digits = text.filter { !" -()".contains($0) }
        guard digits.first == "+", digits.dropFirst().allSatisfy({ ("0"..."9").contains($0) }),
            (8...16).contains(digits.count), digits.dropFirst().first != "0"
        else {
            throw Problem(
                column: .address, problem: "it is no phone number with its country",
                advice: "Write it as +44 7700 900123.")
        }
        return digits
    }

    private func name(_ text: String) throws(Problem) -> String? {
        guard text.count <= 40 else {
            throw Problem(
                column: .name, problem: "it is longer than 40 letters",
                advice: "Write what the person likes to be called.")
        }
        return text.isEmpty ? nil : text
    }

    private func form(_ text: String) throws(Problem) -> WordingForm {
        let said = text.lowercased().replacing(" ", with: "-")
        guard !said.isEmpty else { return .standard }
        guard let form = WordingForm(rawValue: said) else {
            throw Problem(
                column: .form, problem: "there is no such wording",
                advice: "Write standard or easy-read, or leave it empty.")
        }
        return form
    }

    private func age(_ text: String) throws(Problem) -> AgeBand? {
        guard !text.isEmpty else { return nil }
        guard let band = AgeBand(rawValue: text.lowercased().replacing(" ", with: "-")) else {
            throw Problem(
                column: .age, problem: "there is no such age band",
                advice:
                    "Write one of \(AgeBand.allCases.map(\.rawValue).joined(separator: ", ")), never a date of"
                    + " birth, or leave it empty.")
        }
        return band
    }

    /// Whoever runs the forum gets their role by a code.
    private static let roles: [Role] = [.member, .supporter, .parent]

    private func roles(_ text: String) throws(Problem) -> Set<Role> {
        let names = Self.parts(text.lowercased())
        guard !names.isEmpty else { return [.member] }
        var roles: Set<Role> = []
        for name in names {
            guard let role = Self.roles.first(where: { $0.rawValue == name }) else {
                throw Problem(
                    column: .roles, problem: "it names a role that an import does not give",
                    advice: "Write member, supporter or parent. The others are given with INVITE and a code.")
            }
            roles.insert(role)
        }
        return roles
    }
}

extension StringProtocol {
    /// Without white space around it.
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
