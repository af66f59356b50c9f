import Foundation
import Glibc

/// Looks for bytes in the memory of another process, as somebody does who has the machine.
enum MemorySearch {
    /// Whether this user may look: the program lets nobody but root.
    static let isAllowed = geteuid() == 0

    private static let page = 1 << 20

    /// The places at which a process has any of some bytes in its memory, by what they are.
    static func places(of needles: [(what: String, bytes: [UInt8])], in pid: Int32) throws -> [String] {
        let memory = open("/proc/\(pid)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { throw NotReadable(description: "cannot read the memory of \(pid)") }
        defer { close(memory) }
        let longest = needles.map(\.bytes.count).max() ?? 0
        var buffer = [UInt8](repeating: 0, count: page + longest)
        var found: [String] = []
        for range in try ranges(of: pid) {
            var place = range.lowerBound
            // Pieces overlap, so that nothing is missed that lies across their edge.
            while place < range.upperBound {
                let wanted = min(buffer.count, Int(range.upperBound - place))
                let count = pread(memory, &buffer, wanted, Int(bitPattern: UInt(place)))
                if count > 0 {
                    found += needles.flatMap { needle in
                        offsets(of: needle.bytes, in: buffer, count: count, below: page).map {
                            "\(needle.what) at \(String(place + UInt64($0), radix: 16))"
                        }
                    }
                }
                place += UInt64(page)
            }
        }
        return found
    }

    /// The readable parts of a process's memory.
    private static func ranges(of pid: Int32) throws -> [Range<UInt64>] {
        // A file of the system's has no length, and comes in pieces.
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/\(pid)/maps"))
        defer { try? file.close() }
        var maps = Data()
        while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { maps += piece }
        return String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count >= 2, parts[1].hasPrefix("r"), !line.hasSuffix("[vvar]") else { return nil }
            let ends = parts[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            return ends.count == 2 ? ends[0]..<ends[1] : nil
        }
    }

    private static func offsets(
        of needle: [UInt8], in buffer: [UInt8], count: Int, below limit: Int
    ) -> [Int] {
        buffer.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let first = needle.first else { return [] }
            var offsets: [Int] = []
            var place = 0
            while place < limit, place + needle.count <= count,
                let hit = memchr(start + place, Int32(first), count - needle.count + 1 - place)
            {
                let offset = UnsafeRawPointer(hit) - start
                if offset < limit, memcmp(hit, needle, needle.count) == 0 { offsets.append(offset) }
                place = offset + 1
            }
            return offsets
        }
    }

    struct NotReadable: Error, CustomStringConvertible {
        let description: String
    }
}
