import Engine
import Foundation

/// Lays the words of the bot together for a test: those that come with YouSaid, those of the author's own folder,
/// and those that stand in the test itself.
struct PretendPrompts {
    /// The folder that comes with YouSaid, beside its sources.
    private static let own = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "prompts")

    private static let language = "en-GB"

    /// - Parameters:
    ///   - folder: the author's own folder of prompts, laid out like `prompts/` with its languages.
    ///   - words: by plugin and prompt, for plugins that have no files yet. Both forms read the same.
    ///   - disk: where the folder is put together.
    /// - Throws: ``WordingFaults`` where a file is at fault.
    static func load(folder: String?, words: [String: [String: String]], in disk: URL) throws -> Wording {
        let target = disk.appending(path: "prompts/\(language)")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for source in [own] + (folder.map { [URL(filePath: $0)] } ?? []) {
            let folder = source.appending(path: language)
            guard FileManager.default.fileExists(atPath: folder.path) else { continue }
            try link(folder, into: target)
        }
        if let folder { try linkLanguages(of: URL(filePath: folder), beside: target) }
        for (plugin, prompts) in words {
            let folder = target.appending(path: plugin)
            try? FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in prompts {
                for ending in [".txt", ".easy-read.txt"] {
                    try Data(text.utf8).write(to: folder.appending(path: name + ending))
                }
            }
        }
        return try Wording(folder: disk.appending(path: "prompts").path)
    }

    /// Other languages that the author's folder has are there too.
    private static func linkLanguages(of folder: URL, beside target: URL) throws {
        let files = FileManager.default
        for language in try files.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where language.lastPathComponent != Self.language && !language.lastPathComponent.hasPrefix(".") {
            try files.createSymbolicLink(
                at: target.deletingLastPathComponent().appending(path: language.lastPathComponent),
                withDestinationURL: language)
        }
    }

    /// A plugin's folder that comes later takes the place of one that came before.
    private static func link(_ language: URL, into target: URL) throws {
        let files = FileManager.default
        for plugin in try files.contentsOfDirectory(at: language, includingPropertiesForKeys: nil) {
            let place = target.appending(path: plugin.lastPathComponent)
            try? files.removeItem(at: place)
            try files.createSymbolicLink(at: place, withDestinationURL: plugin)
        }
    }
}
