import Foundation
import Glibc
import Threads

/// `yousaid` with some arguments, as a child process. What it writes goes to a file.
final class RunningProgram: Sendable {
    /// How a process ended.
    struct End: Sendable, Equatable {
        let status: Int32
        /// True where a signal ended it; `status` is then the signal.
        let bySignal: Bool
    }

    /// The program, beside the tests that were built with it.
    static var path: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/yousaid"
    }

    let pid: Int32
    private let process: Process
    private let logPath: String
    private let ended: Guarded<End?>

    /// - Parameters:
    ///   - environment: What is added to this process's own.
    ///   - log: The file for what it writes, made anew.
    ///   - mounts: A line for the shell that mounts what this program alone shall see; see ``OwnMounts``.
    init(
        _ arguments: [String], environment: [String: String], log: String, mounts: String? = nil
    ) throws {
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        defer { try? file.close() }
        let ended = Guarded<End?>(nil)
        let process = Process()
        if let mounts {
            // Each replaces the one before it, so the process stays the same.
            process.executableURL = URL(fileURLWithPath: OwnMounts.unshare)
            process.arguments =
                ["-m", "/bin/sh", "-c", mounts + " && exec \"$0\" \"$@\"", Self.path] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: Self.path)
            process.arguments = arguments
        }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        process.terminationHandler = { process in
            let end = End(
                status: process.terminationStatus, bySignal: process.terminationReason == .uncaughtSignal)
            ended.with { $0 = end }
        }
        try process.run()
        self.process = process
        self.ended = ended
        logPath = log
        pid = process.processIdentifier
    }

    /// What it has written so far.
    var log: String {
        String(decoding: FileManager.default.contents(atPath: logPath) ?? Data(), as: UTF8.self)
    }

    /// How it ended; nil while it runs.
    var end: End? { ended.with { $0 } }

    /// Sends it a signal, if it runs.
    func signal(_ number: Int32) {
        if end == nil { _ = Glibc.kill(pid, number) }
    }

    /// Waits for its end.
    @discardableResult
    func waitForEnd(within limit: Duration = .seconds(60)) async throws -> End {
        try await eventually("the end of the program; it wrote:\n\(log)", within: limit) { end != nil }
        return end ?? End(status: -1, bySignal: false)
    }
}
