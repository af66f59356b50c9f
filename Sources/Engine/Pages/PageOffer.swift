import Foundation
import Storage
@_spi(Host) import YouSaidKit

/// Where a forum has no address on the web a page comes in messages: its table is offered as CSV behind them.
struct PageOffer {
    static let owner = "core"
    static let name = "page-csv"
    /// How long it can be taken up, as a link can be.
    private static let span = Duration.hours(24)

    let page: PrivatePage
    let plugin: String

    init(page: PrivatePage, plugin: String) {
        self.page = page
        self.plugin = plugin
    }

    /// - Returns: nil where it has run out.
    init?(_ asked: AskedQuestion, now: Moment) throws {
        let made = Moment(milliseconds: asked.id.rawValue >> IDMaker.countBits)
        guard let plugin = asked.question.data["plugin"], let page = asked.question.data["page"],
            made + Self.span > now
        else { return nil }
        self.plugin = plugin
        self.page = try JSONDecoder().decode(PrivatePage.self, from: Data(page.utf8))
    }

    func question(for reader: Reader, _ composer: Composer) throws -> Question {
        Question(
            Self.name, Prompt("page-csv", plugin: Self.owner),
            title: try composer.words(page.title.owned(by: plugin), for: reader),
            choices: [Choice("csv", label: try composer.core("page-csv-choice", for: reader))],
            data: [
                "plugin": plugin,
                "page": String(decoding: try JSONEncoder().encode(page), as: UTF8.self),
            ])
    }
}

extension AskedQuestion {
    /// Something that is only offered: whoever says something else is not asked again.
    var isOffer: Bool { plugin == PageOffer.owner && question.name == PageOffer.name }
}

extension Conversation {
    /// Sends the table of a page that came in messages.
    mutating func sendTable(_ asked: AskedQuestion) throws {
        guard let member, let offer = try PageOffer(asked, now: runner.now) else {
            return try say("link-gone")
        }
        let writing = PageWriting(parts: parts, database: database, now: runner.now)
        let writer = try writing.write(offer.page, of: offer.plugin, as: .csv, for: member.id, reader)
        for text in writing.csvMessages(writer) {
            try runner.reply(OutgoingBody(text: text), &cause, &after)
        }
    }
}
