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
            let buttons = try link.left.map { form in
                (form, try parts.composer.core("link-" + form.rawValue, for: reader))
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

    /// Writes the page behind a link and uses the link up.
    /// - Returns: the page, or nil where the link works no more.
    /// - Throws: what the plugin throws, ``PageError/tooLarge`` among it: then the link is not used up.
    public func open(link token: String, as form: PrivatePage.Form) async throws -> HandedPage? {
        guard let (link, page) = try write(token, form) else { return nil }
        let links = parts.links
        return try await store.write { try links.use(link, form, in: $0) } ? page : nil
    }

    /// The same for the pretend forum, which waits for it.
    public func openNow(link token: String, as form: PrivatePage.Form) throws -> HandedPage? {
        guard let (link, page) = try write(token, form) else { return nil }
        let links = parts.links
        return try store.writeNow { try links.use(link, form, in: $0) } ? page : nil
    }

    /// Written before the link is used up, so that nobody loses it to a fault. Nothing of it is handed out before.
    private func write(_ token: String, _ form: PrivatePage.Form) throws -> (LinkBook.Kept, HandedPage)? {
        let now = parts.clock.now
        return try store.read { database in
            guard let link = try parts.links.find(token, now: now, in: database), link.left.contains(form),
                let reader = try reader(of: link.member, in: database)
            else { return nil }
            let writer = try PageWriting(parts: parts, database: database, now: now)
                .write(link.page, of: link.plugin, as: form, for: link.member, reader)
            let content: HandedPage.Content =
                form == .reading
                ? .reading(writer.blocks.map(HandedPage.Block.init))
                : .file(
                    name: writer.fileName.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
                        + "." + form.rawValue,
                    mediaType: form == .json ? "application/json" : "text/csv; charset=utf-8",
                    bytes: writer.bytes)
            return (
                link,
                HandedPage(
                    language: reader.language, title: try parts.composer.words(link.page.title, for: reader),
                    content: content)
            )
        }
    }

    private func reader(of member: Member.ID, in database: any Database) throws -> Reader? {
        let row = try database.first("SELECT form, language FROM core_member WHERE id = $1", member)
        return try row.map { Reader(form: try $0["form"], language: try $0["language"]) }
    }
}
