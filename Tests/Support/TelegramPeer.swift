import Foundation

/// Runs the Python programs in `Tests/Peers/telegram`: two libraries that know the Bot API look at our updates and
/// at our calls. `Tests/Peers/telegram/prepare` fetches them; tests that need them are skipped without them.
public enum TelegramPeer {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let python = root.appending(path: ".cache/telegram-peers/bin/python")

    /// True where the libraries are there.
    public static var isPrepared: Bool { FileManager.default.isExecutableFile(atPath: python.path) }

    /// Has calls to the Bot API checked.
    ///
    /// - Parameters:
    ///   - calls: The calls, as ``PretendBotAPI`` recorded them.
    ///   - answers: Answers to webhooks that are calls as well: JSON objects with a "method".
    /// - Returns: The program's exit status and what it printed: "12 calls, 0 faults" where all is well.
    public static func check(
        calls: [PretendBotAPI.Call], answers: [[UInt8]] = []
    ) async throws -> (status: Int32, output: String) {
        var lines = try calls.map { call in
            // A form, with a picture in it, is looked at by its fields.
            let isForm = call.body.starts(with: Array("--".utf8))
            let body =
                isForm ? Array(try JSONSerialization.data(withJSONObject: call.fields)) : call.body
            return #"{"method":"\#(call.method)","body":\#(String(decoding: body, as: UTF8.self))}"#
        }
        for answer in answers {
            var fields = (try JSONSerialization.jsonObject(with: Data(answer))) as? [String: Any] ?? [:]
            let method = fields.removeValue(forKey: "method") as? String ?? ""
            let rest = String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
            lines.append(#"{"method":"\#(method)","body":\#(rest)}"#)
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "calls-\(UUID()).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        return try await run("check_calls.py", [file.path])
    }

    /// Has updates checked.
    ///
    /// - Parameter updates: Each a whole update in JSON.
    /// - Returns: The program's exit status and what it printed: "12 updates, 0 faults" where all is well.
    public static func check(updates: [String]) async throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "updates-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (index, update) in updates.enumerated() {
            let file = folder.appending(path: "\(index).json")
            try update.write(to: file, atomically: true, encoding: .utf8)
            paths.append(file.path)
        }
        return try await run("check_updates.py", paths)
    }

    /// Runs one of the programs. Waits on a thread of Dispatch's: the tests share few threads, which must not
    /// stand still.
    ///
    /// - Parameters:
    ///   - program: The file's name.
    ///   - arguments: What it is given.
    /// - Returns: Its exit status and what it printed.
    public static func run(
        _ program: String, _ arguments: [String]
    ) async throws -> (status: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try runAndWait(program, arguments) })
            }
        }
    }

    private static func runAndWait(
        _ program: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = python
        process.arguments = [root.appending(path: "Tests/Peers/telegram/\(program)").path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
