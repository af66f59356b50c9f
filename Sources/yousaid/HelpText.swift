import Service

/// Makes the pages that `--help` shows.
enum HelpText {
    /// The page of the whole program.
    static func overview(_ commands: [Syntax]) -> String {
        """
        yousaid: a messaging bot for youth forums.

        Use: yousaid COMMAND …

        \(table(commands.map { ($0.name, $0.summary) }))

        Each has a page of its own: yousaid COMMAND --help. 'yousaid --version' tells the version.

        Exit codes: 0 all went well, 1 it went wrong, 2 it was called wrongly.
        Example: yousaid check --config forum.json5
        """
    }

    /// The page of one command.
    static func page(_ syntax: Syntax) -> String {
        var parts = ["yousaid \(syntax.name): \(syntax.summary)", "Use: \(usage(syntax))"]
        if !syntax.details.isEmpty { parts.append(syntax.details) }
        let options = syntax.options.map { (option($0), $0.meaning + ($0.isRequired ? " (needed)" : "")) }
        let operands = syntax.operands.map { ($0.name, $0.meaning) }
        parts.append(table(operands + options + [("--help", "shows this")]))
        let codes = [("0", syntax.fine), ("1", syntax.failure), ("2", "it was called wrongly")]
        parts.append("Exit codes:\n" + table(codes))
        parts.append("Example:\n    \(syntax.example)")
        return parts.joined(separator: "\n\n")
    }

    /// The keys of the configuration, for the page of `check`.
    static let keys = ConfigurationKey.all.map { key in
        let standard = key.standard.map { "Left out: \($0)." } ?? "Needed."
        return "    \(key.path): \(key.example)\n        \(key.meaning). \(standard)"
    }.joined(separator: "\n")

    private static func usage(_ syntax: Syntax) -> String {
        let options = syntax.options.map { $0.isRequired ? option($0) : "[\(option($0))]" }
        return (["yousaid", syntax.name] + options + syntax.operands.map(\.name)).joined(separator: " ")
    }

    private static func option(_ option: Syntax.Option) -> String {
        "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { left, right in
            "    \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
        }.joined(separator: "\n")
    }
}
