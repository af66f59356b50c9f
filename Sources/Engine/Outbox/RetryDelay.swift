import YouSaidKit

/// How long to wait before a message is tried again: longer each time, and not all at the same moment.
enum RetryDelay {
    /// How often a message is tried again. With the growing delays that is about three days.
    static let attempts = 24
    /// Nothing waits longer than this for its next try.
    static let longestOfAll = Duration.hours(6)
    private static let first: Int64 = 2_000
    private static let longest: Int64 = 4 * 3_600_000

    /// - Parameter seed: the message's number, from which its own small share of waiting comes.
    static func after(attempts: Int, seed: Int64) -> Duration {
        let base = min(first << Int64(min(attempts, 20)), longest)
        // Up to a quarter more, different for each message and each try.
        var mixed = UInt64(bitPattern: seed) &+ UInt64(attempts) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 27
        return .milliseconds(base + Int64(mixed % UInt64(base / 4)))
    }
}
