import Storage
@_spi(Host) import YouSaidKit

/// Has a page written by whoever it belongs to.
struct PageWriting {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    func write(
        _ page: PrivatePage, of plugin: String, as form: PrivatePage.Form, for member: Member.ID,
        _ reader: Reader
    ) throws -> PageWriter {
        let composer = parts.composer
        let writer = PageWriter(form) { try composer.words($0.owned(by: plugin), for: reader) }
        let request = PageRequest(name: page.name, form: form, data: page.data, member: member, now: now)
        if plugin == MyData.owner {
            try MyData(parts: parts, database: database, now: now).write(request, to: writer, for: reader)
        } else if let active = parts.plugins.plugin(plugin) {
            try PluginFailure.blaming(plugin) {
                try active.plugin.write(request, to: writer, from: database)
            }
        }
        return writer
    }

    /// The pieces of a page as they are read: an empty table says that it is empty.
    func read(_ blocks: [PageWriter.Block], for reader: Reader) throws -> [PageWriter.Block] {
        try blocks.map { block in
            guard case .table(let rows) = block, rows.count < 2 else { return block }
            return .text(try parts.composer.core("page-table-empty", for: reader))
        }
    }

    /// The table of a page as lines of CSV, in messages. Cut between its lines.
    func csvMessages(_ writer: PageWriter) -> [String] {
        var messages: [String] = []
        for line in String(decoding: writer.bytes, as: UTF8.self).split(
            separator: "\r\n", omittingEmptySubsequences: true)
        {
            if let last = messages.last, last.count + line.count < Self.messageLength {
                messages[messages.count - 1] = last + "\r\n" + line
            } else {
                messages.append(String(line))
            }
        }
        return messages
    }

    /// How long a message of a page may be; channels cut longer ones where they have to.
    private static let messageLength = 3_000
    /// How many messages a page may take.
    private static let mostMessages = 20

    /// A page in messages, for forums that have no address on the web.
    /// - Returns: the texts of the messages; where it is too long for messages, what to do about it.
    func messages(_ blocks: [PageWriter.Block], for reader: Reader) throws -> [String] {
        var messages: [String] = []
        var text = ""
        for piece in Self.pieces(of: try read(blocks, for: reader)) {
            if !text.isEmpty, text.count + piece.count > Self.messageLength {
                messages.append(text)
                text = ""
            }
            text += text.isEmpty ? piece : "\n\n" + piece
            if messages.count >= Self.mostMessages {
                return [try parts.composer.core("page-too-long", for: reader)]
            }
        }
        return text.isEmpty ? messages : messages + [text]
    }

    /// Pieces that stand together, none of them longer than a message.
    private static func pieces(of blocks: [PageWriter.Block]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block {
            case .heading(let text): return [text]
            case .text(let text): return parts(of: text)
            case .table(let rows):
                guard let names = rows.first else { return [] }
                return rows.dropFirst().flatMap { row in
                    parts(of: zip(names, row).map { "\($0): \($1)" }.joined(separator: "\n"))
                }
            }
        }
    }

    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(text)
        while rest.count > messageLength {
            parts.append(String(rest.prefix(messageLength)))
            rest = rest.dropFirst(messageLength)
        }
        return parts + [String(rest)]
    }
}
