import Foundation
import Glibc

/// Where commands write what people read, and read what they type.
public struct Terminal: Sendable {
    public init() {}

    /// A line of the answer.
    public func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// A line about what went wrong, or for the log.
    public func complain(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Something without a new line after it, such as the sign that one may type.
    func prompt(_ text: String) { write(text, to: STDOUT_FILENO) }

    var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    private func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Whoever was reading is gone; there is nobody left to tell.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// The lines that are typed, read on a thread of their own, because reading waits.
    func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            let thread = Thread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
            thread.name = "typing"
            thread.start()
        }
    }
}
