import Foundation
import YouSaidKit

/// The numbers of a poll that is closed, on a page for one organiser, or as a file. It says no more than a message does:
/// where too few answered there are no numbers.
struct ResultsPage {
    private let request: PageRequest
    private let writer: PageWriter
    private let database: any Database

    private static let name = "results"

    init(_ request: PageRequest, _ writer: PageWriter, _ database: any Database) {
        self.request = request
        self.writer = writer
        self.database = database
    }

    /// The page of a poll.
    static func page(for poll: Poll) -> PrivatePage {
        PrivatePage(
            name, title: Prompt("results-page-title", ["question": .text(poll.name)]),
            forms: [.reading, .csv, .json], data: ["poll": "\(poll.id.rawValue)"])
    }

    func write() throws {
        guard request.name == Self.name,
            let id = request.data["poll"].flatMap({ Int64($0) }).map(Poll.ID.init),
            let poll = try PollStore(database).poll(id), poll.state == .closed
        else { return }
        let results = try ResultStore.kept(poll, in: database)
        let table = try ResultsTable.whole(of: results, in: database)
        writer.fileName = "poll-results"
        if writer.form == .json { return try writer.json(table.json) }
        try writer.heading(Prompt("results-page-title", ["question": .text(poll.name)]))
        if table.isEmpty {
            try writer.paragraph(
                Prompt(
                    poll.terms.secrecy.few("result-few", withNames: "result-few-names"),
                    ["question": .text(poll.name)]))
        }
        if results.isUnanimous { try writer.paragraph(Prompt("all-agree")) }
        for row in table.rows { try writer.row(row) }
    }
}
