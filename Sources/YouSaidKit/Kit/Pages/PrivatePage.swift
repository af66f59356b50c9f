/// Something that one person may see once, on a page of the bot's own or as a file: their data, a table of results.
///
/// ```swift
/// let page = PrivatePage(
///     "cups", title: Prompt("your-cups"), forms: [.reading, .csv], data: ["year": "2026"])
/// try turn.give(page, saying: Prompt("here-are-your-cups"))
/// ```
/// The content is made when the person asks for it, by ``Plugin/write(_:to:from:)``, and kept nowhere.
public struct PrivatePage: Sendable, Hashable, Codable {
    /// How somebody can have it.
    public enum Form: String, Sendable, Hashable, Codable, CaseIterable {
        /// A page to read.
        case reading
        /// A file for a computer.
        case json
        /// A table, for a spreadsheet.
        case csv
    }

    /// Which of the plugin's pages it is.
    public let name: String
    /// What the person reads above it.
    public let title: Prompt
    /// How they can have it: each form works once.
    public let forms: [Form]
    /// What the plugin wants back when it is to be written. Nothing personal.
    public let data: [String: String]

    /// A page that can be given with ``Turn/give(_:saying:validFor:)``.
    /// - Parameters:
    ///   - name: which of the plugin's pages it is.
    ///   - title: what the person reads above it.
    ///   - forms: how they can have it.
    ///   - data: what the plugin wants back when it is to be written. Nothing personal.
    public init(
        _ name: String, title: Prompt, forms: [Form] = [.reading], data: [String: String] = [:]
    ) {
        self.name = name
        self.title = title
        self.forms = forms
        self.data = data
    }

    /// The same page with its prompt's folder named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> PrivatePage {
        PrivatePage(name, title: title.owned(by: owner), forms: forms, data: data)
    }
}

/// Somebody asks for a private page: what a plugin needs to write it.
public struct PageRequest: Sendable {
    /// Which of the plugin's pages it is.
    public let name: String
    /// How they want to have it.
    public let form: PrivatePage.Form
    /// What was given along when the page was made.
    public let data: [String: String]
    /// Whom it is for.
    public let member: Member.ID
    /// The moment at which it is asked for.
    public let now: Moment

    /// Made by the host; plugins are given requests.
    public init(
        name: String, form: PrivatePage.Form, data: [String: String], member: Member.ID, now: Moment
    ) {
        self.name = name
        self.form = form
        self.data = data
        self.member = member
        self.now = now
    }
}
