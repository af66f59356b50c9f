import Engine
import YouSaidKit

/// What the bot keeps, why, how long and who sees it, as the core and the plugins declare it. Found out by
/// ``ServiceCommands/dataMap(_:)``; ``markdown`` is what `yousaid data-map` prints.
public struct DataMap: Sendable, Hashable {
    /// What one part of the bot keeps.
    public struct Part: Sendable, Hashable {
        /// "The core", or a plugin's name and version.
        public let name: String
        public let keeps: [Kept]
        /// Tables that it has and does not declare.
        public let undeclared: [String]

        public init(name: String, keeps: [Kept], undeclared: [String] = []) {
            self.name = name
            self.keeps = keeps
            self.undeclared = undeclared
        }
    }

    public let forum: String?
    public let parts: [Part]
    /// What the configuration says otherwise about how long a table's rows are kept.
    public let keep: [String: Duration]

    public init(forum: String?, parts: [Part], keep: [String: Duration] = [:]) {
        self.forum = forum
        self.parts = parts
        self.keep = keep
    }

    /// - Parameters:
    ///   - forum: whose map it is; nil for the program as it comes.
    ///   - keepFailed: how long a message that could not be handled is kept.
    ///   - keep: what the configuration says otherwise about how long rows are kept.
    init(forum: String?, plugins: [any Plugin], keepFailed: Duration, keep: [String: Duration] = [:]) {
        self.init(
            forum: forum,
            parts: [Part(name: "The core", keeps: Engine.keeps(keepFailed: Self.words(keepFailed)))]
                + plugins.map(Self.part), keep: keep)
    }

    /// Whether every table is declared.
    public var isComplete: Bool { parts.allSatisfy { $0.undeclared.isEmpty } }

    private static func part(_ plugin: any Plugin) -> Part {
        let manifest = plugin.manifest
        let declared = Set(manifest.keeps.map(\.place))
        return Part(
            name: "\(manifest.name) \(manifest.version)", keeps: manifest.keeps,
            undeclared: tables(plugin.migrations).filter { !declared.contains($0) })
    }

    /// The tables that migrations make, as far as they are still there.
    static func tables(_ migrations: [Migration]) -> [String] {
        var tables: [String] = []
        for statement in migrations.flatMap(\.statements) {
            let words = statement.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            let upper = words.map { $0.uppercased() }
            if let name = name(after: ["CREATE", "TABLE"], upper, words) { tables.append(name) }
            if let name = name(after: ["DROP", "TABLE"], upper, words) { tables.removeAll { $0 == name } }
            if let old = name(after: ["ALTER", "TABLE"], upper, words), upper.count > 5,
                upper[3...4] == ["RENAME", "TO"], let index = tables.firstIndex(of: old)
            {
                tables[index] = words[5]
            }
        }
        return tables
    }

    private static func name(after start: [String], _ upper: [String], _ words: [String]) -> String? {
        guard upper.starts(with: start) else { return nil }
        let filler: Set = ["IF", "NOT", "EXISTS"]
        let index = upper.indices.dropFirst(2).first { !filler.contains(upper[$0]) }
        return index.map { words[$0] }
    }

    private static func words(_ span: Duration) -> String {
        let seconds = span.components.seconds
        for (size, name) in [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        where seconds % Int64(size) == 0 {
            let count = seconds / Int64(size)
            return count == 1 ? "1 \(name)" : "\(count) \(name)s"
        }
        return "\(span)"
    }

    // MARK: Words

    /// The map as a page in Markdown.
    public var markdown: String {
        let title = forum.map { "What the bot of \($0) keeps" } ?? "What YouSaid keeps"
        var lines = [
            "# \(title)", "",
            "Made by `yousaid data-map` from what the core and the plugins declare. \"Seen by\" is who sees it through"
                + " the bot. Whoever looks after the machine can read what is not sealed; what is sealed also needs"
                + " the key.",
        ]
        for part in parts {
            lines += ["", "## \(part.name)", ""]
            guard !part.keeps.isEmpty || !part.undeclared.isEmpty else {
                lines.append("It keeps nothing.")
                continue
            }
            lines += [
                "| where | what | about a person | why | until | time | seen by |",
                "|---|---|---|---|---|---|---|",
            ]
            lines += part.keeps.map { kept in
                Self.row([
                    "`\(kept.place)`", kept.what, kept.isPersonal ? "yes" : "no", kept.why, kept.until,
                    period(of: kept), kept.seenBy,
                ])
            }
            lines += part.undeclared.map { table in
                Self.row(["`\(table)`", "**not declared**", "not known", "", "", "", ""])
            }
        }
        return lines.joined(separator: "\n")
    }

    /// How long time lets it be: "90 days", as declared or as the configuration says; empty where no time is set.
    private func period(of kept: Kept) -> String {
        guard case .days(let count, _) = kept.keeps else { return "" }
        return keep[kept.place].map { Self.words($0) + ", as configured" }
            ?? (count == 1 ? "1 day" : "\(count) days")
    }

    private static func row(_ cells: [String]) -> String {
        "| "
            + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")
            + " |"
    }
}
