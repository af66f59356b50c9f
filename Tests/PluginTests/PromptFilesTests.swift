import Foundation
import TestLimits
import Testing

/// The words stand in files, and the code names them: these tests find a name without a file, a file that nothing
/// names, and two forms of one prompt that do not fit together.
@Suite(.limited) struct `Prompt files` {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func files(in folder: String, ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: root.appending(path: folder), includingPropertiesForKeys: nil
        ).filter { $0.lastPathComponent.hasSuffix(ending) }.sorted { $0.path < $1.path }
    }

    private static func names(_ plugin: String, ending: String) throws -> Set<String> {
        Set(
            try files(in: "prompts/en-GB/\(plugin)", ending: ending).map {
                String($0.lastPathComponent.dropLast(ending.count))
            })
    }

    private static func standardNames(_ plugin: String) throws -> Set<String> {
        try names(plugin, ending: ".txt").filter { !$0.hasSuffix(".easy-read") }
    }

    @Test(arguments: ["core", "welcome", "polls"])
    func `every prompt has both forms, with the same placeholders`(plugin: String) throws {
        let standard = try Self.standardNames(plugin)
        #expect(try standard == Self.names(plugin, ending: ".easy-read.txt"))
        #expect(!standard.isEmpty)
        for name in standard {
            let forms = try [".txt", ".easy-read.txt"].map { ending in
                try String(
                    contentsOf: Self.root.appending(path: "prompts/en-GB/\(plugin)/\(name)\(ending)"),
                    encoding: .utf8)
            }
            let placeholders = forms.map { Set($0.matches(of: /\{([^}|]*)[^}]*\}/).map { String($0.1) }) }
            #expect(placeholders[0] == placeholders[1], "\(plugin)/\(name)")
        }
    }

    @Test(arguments: [("welcome", "Plugins/Welcome"), ("polls", "Plugins/Polls")])
    func `every prompt that the code names is there, and nothing else is`(plugin: String, folder: String)
        throws
    {
        let source = try Self.files(in: folder, ending: ".swift").map {
            try String(contentsOf: $0, encoding: .utf8)
        }.joined()
        let named = Set(source.matches(of: /(?:Prompt|reply|words)\(\s*"([a-z-]+)"/).map { String($0.1) })
            .union(source.matches(of: /help: "([a-z-]+)"/).map { String($0.1) })
        let there = try Self.standardNames(plugin)
        #expect(named.subtracting(there).isEmpty)
        // Names that are put together, such as count-member, stand in the code up to their hyphen.
        let quoted = Set(source.matches(of: /"([a-z-]+)["\\]/).map { String($0.1) })
        // The engine's HELP looks for these.
        let forHelp: Set = ["help-need", "help-need-about", "help-need-example"]
        let unused = there.subtracting(forHelp).filter { name in
            !quoted.contains(name) && !quoted.contains { $0.hasSuffix("-") && name.hasPrefix($0) }
        }
        #expect(unused.isEmpty)
    }
}
