/// What stands behind the words of a journal's line: its number and a checksum, " #12 9af03c21". By them it is noticed
/// where a line is damaged, or one is missing.
///
/// Journals of older bots have lines without. A journal that has them begins with a line of its own, "J 2", which
/// carries the number before the first.
enum JournalLine {
    static let heading = "J 2"

    /// A line as it stands in the file, with its end.
    static func bytes(_ words: String, number: Int64) -> [UInt8] {
        var line = Array("\(words) #\(number)".utf8)
        let sum = line.withUnsafeBytes(checksum)
        line.append(UInt8(ascii: " "))
        for place in stride(from: 28, through: 0, by: -4) {
            line.append(digits[Int(sum >> UInt32(place) & 15)])
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Reads a line without its end.
    /// - Returns: its number and how many of its bytes are the words; nil where the checksum does not fit.
    static func read(_ line: UnsafeRawBufferPointer) -> (number: Int64, words: Int)? {
        let end = line.count - 9
        guard end > 3, line[end] == UInt8(ascii: " ") else { return nil }
        var sum: UInt32 = 0
        for byte in line[(end + 1)...] {
            guard let digit = value(byte) else { return nil }
            sum = sum << 4 | digit
        }
        guard sum == checksum(UnsafeRawBufferPointer(rebasing: line[..<end])) else { return nil }
        guard let sign = line[..<end].lastIndex(of: UInt8(ascii: "#")), sign > 0, sign < end - 1,
            line[sign - 1] == UInt8(ascii: " ")
        else { return nil }
        var number: Int64 = 0
        for byte in line[(sign + 1)..<end] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), number < Int64.max / 10 else {
                return nil
            }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return (number, sign - 1)
    }

    // MARK: The checksum

    /// CRC-32, as in PNG and zip files: it differs wherever fewer than four bits or one stretch of 32 did.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            var sum = UInt32.max
            for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
            return ~sum
        }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
