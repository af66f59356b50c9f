import Foundation

/// Where the program finds what came with it, when the configuration names no folders.
public enum ShippedFolders {
    /// The plugins that come with the program.
    static let pluginNames = ["Welcome", "Polls"]

    /// The folder of the installed program, as script/install makes it; nil where it runs from where it was built.
    static var installed: String? {
        folderOfProgram.flatMap { FileManager.default.fileExists(atPath: $0 + "/MANIFEST") ? $0 : nil }
    }

    /// The folder of prompts: beside an installed program, or in the source folder that it was built in.
    public static var prompts: String? {
        guard let program = folderOfProgram else { return nil }
        var candidates = [program + "/prompts"]
        // .build/<platform>/debug in the source folder.
        for depth in 1...4 {
            candidates.append(program + String(repeating: "/..", count: depth) + "/prompts")
        }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/en-GB") }
        return found.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    }

    /// The folder of the plugins' libraries: that of an installed program, or the one that the program is in.
    public static var plugins: String? {
        guard let program = folderOfProgram else { return nil }
        let installed = program + "/plugins"
        return FileManager.default.fileExists(atPath: installed) ? installed : program
    }

    private static var folderOfProgram: String? {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        return URL(fileURLWithPath: path).deletingLastPathComponent().path
    }
}
