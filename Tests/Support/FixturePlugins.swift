import Foundation

/// The plugins of Tests/Fixtures, built once in a run of the tests.
public enum FixturePlugins {
    /// The script failed, with what it printed.
    public struct BuildFailed: Error {
        public let output: String
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    /// What they say.
    public static let prompts = root + "/Tests/Fixtures/Plugins/prompts"
    private static let built = Result { try build() }

    /// The folder with the libraries.
    public static func folder() throws -> String { try built.get() }

    private static func build() throws -> String {
        let kit = try kitFolder()
        // Beside what was built, and not in /tmp: the libraries stay open until the tests have ended.
        let folder = kit + "/FixturePlugins"
        let script = Process()
        script.executableURL = URL(fileURLWithPath: root + "/Tests/Fixtures/Plugins/build")
        script.arguments = [folder, kit]
        let output = Pipe()
        script.standardOutput = output
        script.standardError = output
        try script.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        script.waitUntilExit()
        guard script.terminationStatus == 0 else {
            throw BuildFailed(output: String(decoding: text, as: UTF8.self))
        }
        return folder
    }

    /// Where this process was built, whichever way: the Kit that it runs with lies beside it.
    private static func kitFolder() throws -> String {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: program).deletingLastPathComponent().path
    }
}
