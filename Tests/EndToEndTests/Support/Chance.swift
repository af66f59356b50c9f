import Foundation
import Glibc

/// Random numbers that come again with the same seed (SplitMix64), so that a failure can be looked at twice.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seed of this run: `YOUSAID_SEED`, or another one every time.
    static var seedOfThisRun: UInt64 {
        ProcessInfo.processInfo.environment["YOUSAID_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...999_999)
    }
}

/// A port that stays ours while the program is down: below those that the system gives away by itself.
func freeFixedPort() -> UInt16 {
    for _ in 0..<200 {
        let port = UInt16.random(in: 20_000..<30_000)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Glibc.close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = port.bigEndian
        let isFree = withUnsafePointer(to: &address) {
            // The socket interface takes every kind of address as a sockaddr.
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isFree { return port }
    }
    return 0
}
