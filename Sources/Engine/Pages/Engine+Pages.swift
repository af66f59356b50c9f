import ChannelContract
import Storage
@_spi(Host) import YouSaidKit

/// What somebody sees who follows a one-time link, before they ask for the page itself.
public struct LinkView: Sendable {
    /// The language of its words, "en-GB".
    public let language: String
    public let title: String
    /// What this is, a paragraph each.
    public let paragraphs: [String]
    /// What can be asked for, with the words on its button. Empty where the link works no more.
    public let buttons: [(form: PrivatePage.Form, label: String)]
}

/// A private page that was handed out.
public struct HandedPage: Sendable {
    /// What it holds.
    public enum Content: Sendable {
        case reading([Block])
        case file(name: String, mediaType: String, bytes: [UInt8])
        /// Words on why there is nothing. The link is not used up; where it is for now alone, it may work later.
        case sorry(String, isForNow: Bool)
    }

    /// A piece of a page that is read.
    public enum Block: Sendable {
        case heading(String)
        case text(String)
        /// The first row names the columns.
        case table([[String]])
    }

    public let language: String
    public let title: String
    public let content: Content

    var isSorry: Bool {
        if case .sorry = content { return true }
        return false
    }
}

extension HandedPage.Block {
    fileprivate init(_ block: PageWriter.Block) {
        switch block {
        case .heading(let text): self = .heading(text)
        case .text(let text): self = .text(text)
        case .table(let rows): self = .table(rows)
        }
    }
}

extension Engine {
    /// What is shown to whoever follows a link. It uses nothing up: apps look at links by themselves.
    public func look(atLink token: String) throws -> LinkView {
        let now = parts.clock.now
        return try store.read { database in
            guard let link = try parts.links.find(token, now: now, in: database), !link.left.isEmpty,
                let reader = try reader(of: link.member, in: database)
            else { return try goneLink() }
            if link.isAttachment, try AttachmentPage(parts: parts, database: database).sent(link) == nil {
                return try goneLink()
            }
            let buttons = try link.left.map { form in
                (
                    form,
                    try parts.composer.core(
                        "link-" + (link.isAttachment ? AttachmentPage.name : form.rawValue), for: reader)
                )
            }
            return LinkView(
                language: reader.language, title: try parts.composer.words(link.page.title, for: reader),
                paragraphs: [try parts.composer.core("link-explain", for: reader)], buttons: buttons)
        }
    }

    /// What is shown where a link is used up, too old, or never was one.
    public func goneLink() throws -> LinkView {
        let reader = Reader(nil)
        return LinkView(
            language: reader.language, title: try parts.composer.core("link-gone-title", for: reader),
            paragraphs: [try parts.composer.core("link-gone", for: reader)], buttons: [])
    }

    /// Gets what somebody sent from the platform that it came by, by the name of the channel.
    public typealias Fetching = @Sendable (Attachment, _ channel: String) async -> Fetched

    /// Writes the page behind a link and uses the link up.
    /// - Parameter fetch: gets what somebody sent, where the link leads to that.
    /// - Returns: the page, or nil where the link works no more.
    /// - Throws: what the plugin throws, ``PageError/tooLarge`` among it: then the link is not used up.
    public func open(
        link token: String, as form: PrivatePage.Form, fetch: Fetching
    ) async throws -> HandedPage? {
        guard let written = try write(token, form) else { return nil }
        let page: HandedPage
        switch written.found {
        case .page(let whole): page = whole
        case .sent(let sent, let thing):
            page = try handed(written, thing, await fetch(thing, sent.channel))
        }
        guard !page.isSorry else { return page }
        return try await store.write { try self.use(written, form, in: $0) } ? page : nil
    }

    /// The same for the pretend forum, which waits for it.
    public func openNow(
        link token: String, as form: PrivatePage.Form, fetch: (Attachment, _ channel: String) -> Fetched
    ) throws -> HandedPage? {
        guard let written = try write(token, form) else { return nil }
        let page: HandedPage
        switch written.found {
        case .page(let whole): page = whole
        case .sent(let sent, let thing): page = try handed(written, thing, fetch(thing, sent.channel))
        }
        guard !page.isSorry else { return page }
        return try store.writeNow { try self.use(written, form, in: $0) } ? page : nil
    }

    /// What stands behind a link.
    private struct Written {
        enum Found {
            case page(HandedPage)
            /// It has to be fetched first.
            case sent(SentAttachments, Attachment)
        }

        let link: LinkBook.Kept
        let reader: Reader
        let found: Found
    }

    private func handed(
        _ written: Written, _ attachment: Attachment, _ fetched: Fetched
    ) throws -> HandedPage {
        if case .notNow(let reason) = fetched { log("what somebody sent cannot be fetched: \(reason)") }
        return HandedPage(
            language: written.reader.language,
            title: try parts.composer.words(written.link.page.title, for: written.reader),
            content: try fetched.content(of: attachment) { try parts.composer.core($0, for: written.reader) })
    }

    /// Uses the link up, and notes who looked at what somebody sent.
    private func use(_ written: Written, _ form: PrivatePage.Form, in connection: Connection) throws -> Bool {
        guard try parts.links.use(written.link, form, in: connection) else { return false }
        if case .sent(let sent, _) = written.found {
            let vault: String? = try sent.question.flatMap { question in
                try connection.first("SELECT vault FROM core_question WHERE id = $1", question)?[0]
            }
            // Who has answered in secret stands nowhere for good.
            try TurnRunner(parts: parts, database: connection, now: parts.clock.now).audit(
                "opened what somebody sent", about: vault == nil ? sent.member : nil, by: written.link.member,
                plugin: AttachmentPage.owner)
        }
        return true
    }

    /// Written before the link is used up, so that nobody loses it to a fault. Nothing of it is handed out before.
    private func write(_ token: String, _ form: PrivatePage.Form) throws -> Written? {
        let now = parts.clock.now
        return try store.read { database in
            guard let link = try parts.links.find(token, now: now, in: database), link.left.contains(form),
                let reader = try reader(of: link.member, in: database)
            else { return nil }
            if link.isAttachment {
                // A message brings one thing that can be fetched, on every platform there is.
                guard let sent = try AttachmentPage(parts: parts, database: database).sent(link),
                    let thing = sent.attachments.first
                else { return nil }
                return Written(link: link, reader: reader, found: .sent(sent, thing))
            }
            let writing = PageWriting(parts: parts, database: database, now: now)
            let writer = try writing.write(link.page, of: link.plugin, as: form, for: link.member, reader)
            let content: HandedPage.Content =
                form == .reading
                ? .reading(try writing.read(writer.blocks, for: reader).map(HandedPage.Block.init))
                : .file(
                    name: writer.fileName.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
                        + "." + form.rawValue,
                    mediaType: form == .json ? "application/json" : "text/csv; charset=utf-8",
                    bytes: writer.bytes)
            return Written(
                link: link, reader: reader,
                found: .page(
                    HandedPage(
                        language: reader.language,
                        title: try parts.composer.words(link.page.title, for: reader), content: content)))
        }
    }

    private func reader(of member: Member.ID, in database: any Database) throws -> Reader? {
        let row = try database.first("SELECT form, language FROM core_member WHERE id = $1", member)
        return try row.map { Reader(form: try $0["form"], language: try $0["language"]) }
    }
}
