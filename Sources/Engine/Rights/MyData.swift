import Foundation
import Storage
@_spi(Host) import YouSaidKit

/// Everything that is kept about one person, for them to read: from the core, then from each plugin.
struct MyData {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    static let owner = "core"
    /// How long the link can be used.
    static let span = Duration.hours(24)
    static let page = PrivatePage(
        "my-data", title: Prompt("my-data-title", plugin: owner), forms: [.reading, .json])

    /// What one part of the bot keeps.
    struct Part {
        let id: String
        let name: Prompt
        let items: [ExportedItem]
    }

    /// Everything, part by part.
    func parts(of member: Member.ID, for reader: Reader) throws -> [Part] {
        let core = try CoreExport(parts: parts, database: database, member: member, reader: reader).items()
        var all = [Part(id: Self.owner, name: Prompt("my-data-core", plugin: Self.owner), items: core)]
        for active in parts.plugins.plugins {
            try PluginFailure.blaming(active.id) {
                let items = try active.plugin.export(member, from: database)
                let name = Prompt(
                    "my-data-plugin", ["name": .text(active.plugin.manifest.name)], plugin: Self.owner)
                all.append(Part(id: active.id, name: name, items: items))
            }
        }
        return all
    }

    func write(_ request: PageRequest, to writer: PageWriter, for reader: Reader) throws {
        writer.fileName = "my-data"
        let all = try parts(of: request.member, for: reader)
        switch request.form {
        case .reading: try read(all, writer, reader)
        case .json: try json(all, writer, reader)
        case .csv: break
        }
    }

    private func read(_ all: [Part], _ writer: PageWriter, _ reader: Reader) throws {
        try writer.paragraph(
            Prompt(
                "my-data-about", ["forum": .text(parts.forum.name), "date": .date(now)], plugin: Self.owner))
        for part in all where !part.items.isEmpty {
            try writer.heading(part.name)
            for item in part.items {
                let title = try parts.composer.words(item.title, for: reader)
                var text = "\(title): \(item.text)"
                if let moment = item.moment {
                    text +=
                        "\n"
                        + (try parts.composer.core(
                            "my-data-when", ["date": .date(moment), "time": .time(moment)], for: reader))
                }
                try writer.text(text)
            }
        }
    }

    /// One thing as it stands in the file.
    private struct Line: Encodable {
        let part: String
        let title: String
        let text: String
        /// In UTC, as ISO 8601 writes it.
        let moment: String?
    }

    private func json(_ all: [Part], _ writer: PageWriter, _ reader: Reader) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        try writer.json(
            "{\"forum\":\(text([parts.forum.name]).dropFirst().dropLast()),\"made\":\"\(Self.time(now))\",\"kept\":["
        )
        var isFirst = true
        for part in all {
            for item in part.items {
                let line = Line(
                    part: part.id, title: try parts.composer.words(item.title, for: reader), text: item.text,
                    moment: item.moment.map(Self.time))
                try writer.json((isFirst ? "\n" : ",\n") + text(line))
                isFirst = false
            }
        }
        try writer.json("\n]}\n")
    }

    private static func time(_ moment: Moment) -> String {
        moment.date.formatted(.iso8601)
    }
}
