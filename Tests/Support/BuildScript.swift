import Foundation

/// Runs a script of the repository that builds something for the tests.
struct BuildScript {
    /// The script failed, with what it printed.
    struct Failed: Error {
        let output: String
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// - Returns: what it printed.
    /// - Throws: ``Failed``, or where it cannot be started.
    static func run(_ path: String, _ arguments: String...) throws -> String {
        let script = Process()
        script.executableURL = URL(fileURLWithPath: root + "/" + path)
        script.arguments = arguments
        let output = Pipe()
        script.standardOutput = output
        script.standardError = output
        try script.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        script.waitUntilExit()
        guard script.terminationStatus == 0 else { throw Failed(output: text) }
        return text
    }
}
