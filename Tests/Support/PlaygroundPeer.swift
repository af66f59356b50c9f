import Foundation

/// Runs the Python program in `Tests/Peers/playground`, which plays the playground through in a real browser.
/// `Tests/Peers/playground/prepare` fetches what it needs; the test is skipped without it.
public enum PlaygroundPeer {
    private static let python = TelegramPeer.root.appending(path: ".cache/playground/bin/python")

    /// True where everything that it needs is there.
    public static var isPrepared: Bool {
        FileManager.default.isExecutableFile(atPath: python.path)
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromedriver")
    }

    /// Plays it through. The pictures that it takes on the way are left in `.cache/playground/pictures`.
    ///
    /// - Parameter program: The path of `yousaid`.
    /// - Returns: The exit status, and what was printed: "0 faults" where all is well.
    public static func play(_ program: String) async throws -> (status: Int32, output: String) {
        let pictures = TelegramPeer.root.appending(path: ".cache/playground/pictures").path
        let script = TelegramPeer.root.appending(path: "Tests/Peers/playground/drive.py").path
        return try await withCheckedThrowingContinuation { continuation in
            // It waits long, which the few threads that the tests share must not.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try runAndWait([script, program, pictures]) })
            }
        }
    }

    private static func runAndWait(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = python
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
