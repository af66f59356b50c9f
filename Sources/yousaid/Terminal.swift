import Glibc

/// Where a command writes to and reads from. Tests put arrays in its place.
struct Terminal: Sendable {
    /// Writes to standard output, as it is.
    let write: @Sendable (String) -> Void
    /// Writes a line for people to standard error.
    let complain: @Sendable (String) -> Void
    /// The lines that come in, without their ends.
    let lines: @Sendable () -> AsyncStream<String>
    /// True where a person sits before it.
    let isInteractive: Bool

    /// Writes a line.
    func say(_ line: String) { write(line + "\n") }

    /// Leaves out what would steer the terminal: part of a message comes from people whom nobody here knows.
    static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n" || scalar == "\t"
            default: true
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The real one.
    static let standard = Terminal(
        write: { put($0, to: STDOUT_FILENO) }, complain: { put($0 + "\n", to: STDERR_FILENO) },
        lines: { standardInput() },
        isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)

    private static func put(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Reads on a thread of its own, since reading blocks.
    private static func standardInput() -> AsyncStream<String> {
        AsyncStream { stream in
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
            defer { pthread_attr_destroy(&attributes) }
            // The box crosses C as one retained reference, which the thread takes over.
            let box = Unmanaged.passRetained(Box(stream))
            var thread = pthread_t()
            let result = pthread_create(
                &thread, &attributes,
                { argument in
                    guard let argument else { return nil }
                    let stream = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().stream
                    while let line = readLine() { stream.yield(line) }
                    stream.finish()
                    return nil
                }, box.toOpaque())
            if result != 0 {
                box.release()
                stream.finish()
            }
        }
    }

    private final class Box {
        let stream: AsyncStream<String>.Continuation

        init(_ stream: AsyncStream<String>.Continuation) { self.stream = stream }
    }
}
