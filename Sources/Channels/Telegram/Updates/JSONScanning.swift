/// Strings and numbers, the parts of JSON that have a grammar of their own.
extension JSONReader {
    /// Where a string lies, without its quotes, and what is in it.
    struct StringScan {
        let range: Range<Int>
        /// True where the bytes are the text: there is no escape in it.
        let isPlain: Bool
        let isASCII: Bool
    }

    /// Passes over a string that begins here. Its escapes and its UTF-8 are not checked yet.
    mutating func scanString() throws(JSONError) -> StringScan {
        let start = position + 1
        // In a local, which stays in a register: most bytes of an update pass through this loop.
        var index = start
        var isPlain = true
        var anyByte: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                position = index
                return StringScan(range: start..<index - 1, isPlain: isPlain, isASCII: anyByte < 0x80)
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                // Whatever is escaped is no end; a quote here must not be taken for one.
                index += 1
            } else if byte < 0x20, !isLenient {
                throw JSONError(kind: .badString, offset: index - 1)
            }
            anyByte |= byte
        }
        throw JSONError(kind: .unexpectedEnd, offset: bytes.count)
    }

    /// The text of a string that was passed over.
    func text(of scan: StringScan) throws(JSONError) -> String {
        if scan.isPlain {
            if scan.isASCII { return String(decoding: bytes[scan.range], as: UTF8.self) }
            guard let text = String(validating: bytes[scan.range], as: UTF8.self) else {
                if isLenient { return String(decoding: bytes[scan.range], as: UTF8.self) }
                throw JSONError(kind: .badString, offset: scan.range.lowerBound)
            }
            return text
        }
        let bad = JSONError(kind: .badString, offset: scan.range.lowerBound)
        var buffer: [UInt8] = []
        buffer.reserveCapacity(scan.range.count)
        var index = scan.range.lowerBound
        while index < scan.range.upperBound {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                buffer.append(byte)
                continue
            }
            // There is a byte after every backslash, or the string would not have ended.
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(escape)
            case UInt8(ascii: "b"): buffer.append(0x08)
            case UInt8(ascii: "f"): buffer.append(0x0C)
            case UInt8(ascii: "n"): buffer.append(0x0A)
            case UInt8(ascii: "r"): buffer.append(0x0D)
            case UInt8(ascii: "t"): buffer.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(at: &index, before: scan.range.upperBound),
                    let encoded = UTF8.encode(scalar)
                else {
                    guard isLenient else { throw bad }
                    buffer.append(contentsOf: "\u{FFFD}".utf8)
                    continue
                }
                buffer.append(contentsOf: encoded)
            default:
                guard isLenient else { throw bad }
                buffer.append(escape)
            }
        }
        guard let text = String(validating: buffer, as: UTF8.self) else {
            if isLenient { return String(decoding: buffer, as: UTF8.self) }
            throw bad
        }
        return text
    }

    /// Reads what stands after `\u`, and the second half of a pair; nil where a half stands alone.
    private func scalar(at index: inout Int, before end: Int) -> Unicode.Scalar? {
        guard let first = hexadecimal(at: &index, before: end) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard index + 2 <= end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
        else {
            return nil
        }
        index += 2
        guard let second = hexadecimal(at: &index, before: end), UTF16.isTrailSurrogate(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    }

    private func hexadecimal(at index: inout Int, before end: Int) -> UInt16? {
        guard index + 4 <= end else { return nil }
        var value: UInt16 = 0
        for byte in bytes[index..<index + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        index += 4
        return value
    }

    /// Passes over a number that begins here.
    mutating func scanNumber() throws(JSONError) -> Range<Int> {
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let whole = passDigits()
        guard whole == 1 || (whole > 1 && bytes[position - whole] != UInt8(ascii: "0")) else {
            throw error(whole == 0 ? .unexpectedByte : .badNumber)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard passDigits() > 0 else { throw error(.badNumber) }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, "+-".utf8.contains(bytes[position]) { position += 1 }
            guard passDigits() > 0 else { throw error(.badNumber) }
        }
        return start..<position
    }

    /// Passes over digits and says how many there were.
    private mutating func passDigits() -> Int {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        return position - start
    }
}
