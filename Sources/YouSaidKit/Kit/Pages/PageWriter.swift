/// Takes what stands on a private page, piece by piece, and gives it its form.
///
/// ```swift
/// func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
///     try writer.row(["day", "cups"])
///     try database.each("SELECT day, cups FROM tea_day ORDER BY day") { row in
///         try writer.row([try row["day"], "\(try row["cups"] as Int)"])
///     }
/// }
/// ```
/// A table written with ``row(_:)`` is a table to read as well as a CSV file. Write the beginning of a JSON file as
/// soon as it is known and go through the tables row by row: nothing but the file itself is held.
public final class PageWriter {
    /// How large a page can be, in bytes: 16 MiB.
    public static let limit = 16 << 20

    /// A piece of a page that is read.
    @_spi(Host) public enum Block: Sendable, Hashable {
        case heading(String)
        case text(String)
        /// The first row names the columns.
        case table([[String]])
    }

    /// How the page is to be had.
    public let form: PrivatePage.Form
    /// What the file is called, without its ending; letters, figures and hyphens.
    public var fileName = "data"

    /// What is read, for ``PrivatePage/Form/reading``.
    @_spi(Host) public var blocks: [Block] { rows.isEmpty ? done : done + [.table(rows)] }
    /// The file, for the other forms.
    @_spi(Host) public private(set) var bytes: [UInt8] = []
    private var done: [Block] = []
    /// The table that is being written.
    private var rows: [[String]] = []
    private var size = 0
    private let render: (Prompt) throws -> String

    /// Made by the host for each request.
    @_spi(Host) public init(_ form: PrivatePage.Form, render: @escaping (Prompt) throws -> String) {
        self.form = form
        self.render = render
    }

    /// Words of the plugin's above what follows. A file has none.
    /// - Throws: ``PageError/tooLarge``; where the prompt is missing.
    public func heading(_ words: Prompt) throws {
        guard form == .reading else { return }
        let text = try render(words)
        try count(text)
        endTable()
        done.append(.heading(text))
    }

    /// A paragraph of the plugin's words. A file has none.
    /// - Throws: ``PageError/tooLarge``; where the prompt is missing.
    public func paragraph(_ words: Prompt) throws {
        guard form == .reading else { return }
        try text(try render(words))
    }

    /// A paragraph of somebody's own words, as they are. A file has none.
    /// - Throws: ``PageError/tooLarge``.
    public func text(_ text: String) throws {
        guard form == .reading else { return }
        try count(text)
        endTable()
        done.append(.text(text))
    }

    /// A row of a table: the first one names the columns. Rows that follow one another are one table.
    ///
    /// In a CSV file a cell that a spreadsheet would take for a formula gets an apostrophe in front.
    /// - Throws: ``PageError/tooLarge``.
    public func row(_ cells: [String]) throws {
        switch form {
        case .reading:
            for cell in cells { try count(cell) }
            rows.append(cells)
        case .csv: try add(cells.map(Self.cell).joined(separator: ",") + "\r\n")
        case .json: break
        }
    }

    /// A piece of a JSON file, as it is. Other forms have none.
    /// - Throws: ``PageError/tooLarge``.
    public func json(_ piece: String) throws {
        guard form == .json else { return }
        try add(piece)
    }

    private func endTable() {
        if !rows.isEmpty { done.append(.table(rows)) }
        rows = []
    }

    private func add(_ text: String) throws {
        try count(text)
        bytes += text.utf8
    }

    private func count(_ text: String) throws {
        size += text.utf8.count
        guard size <= Self.limit else { throw PageError.tooLarge }
    }

    /// A cell as RFC 4180 wants it.
    private static func cell(_ text: String) -> String {
        var text = text
        // White space in front, and the wide forms of these signs, change nothing for a spreadsheet.
        let begins = text.first { !$0.isWhitespace }.map { "=+-@|＝＋－＠".contains($0) } ?? false
        let isNumber = Double(text) != nil
        if begins || text.first.map({ "\t\r\n".contains($0) }) ?? false, !isNumber { text = "'" + text }
        guard text.contains(where: { "\",\r\n".contains($0) || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

/// Why a private page could not be written.
public enum PageError: Error, Sendable, Hashable {
    /// It would be larger than ``PageWriter/limit``.
    case tooLarge
}
