import Foundation

/// Where the program finds what came with it, when the configuration names no folders.
public enum ShippedFolders {
    /// The folder of prompts: beside an installed program, or in the source folder that it was built in.
    public static var prompts: String? {
        guard let program = folderOfProgram else { return nil }
        var candidates = [program + "/../share/yousaid/prompts", program + "/prompts"]
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
        let installed = URL(fileURLWithPath: program + "/../lib/yousaid/plugins").standardizedFileURL.path
        return FileManager.default.fileExists(atPath: installed) ? installed : program
    }

    private static var folderOfProgram: String? {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        return URL(fileURLWithPath: path).deletingLastPathComponent().path
    }
}
