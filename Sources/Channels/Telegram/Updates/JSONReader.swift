/// What is wrong with a text that is no JSON. It carries nothing of the text.
struct JSONError: Error, Equatable {
    enum Kind: Equatable { case unexpectedByte, unexpectedEnd, badString, badNumber, tooDeep }
    let kind: Kind
    /// Where, counted in bytes from the beginning.
    let offset: Int
}

/// Reads JSON from bytes in one pass, without building a tree: the updates of Telegram come through here, and
/// decoding them with `JSONDecoder` would cost several times as much as everything else the channel does.
///
/// It is strict: what is skipped is checked as thoroughly as what is read. It is tolerant in one way only: a
/// value of another type than the one asked for is skipped and read as nil.
///
/// ```swift
/// var json = JSONReader(body)
/// guard try json.enterObject() else { … }
/// while try json.nextMember() {
///     if json.key(is: "text") { text = try json.string() } else { try json.skip() }
/// }
/// try json.end()
/// ```
/// After each `nextMember()` or `nextElement()` that says true, exactly one value is read or skipped.
struct JSONReader {
    /// How deeply arrays and objects may lie in each other.
    static let depthLimit = 128

    let bytes: [UInt8]
    var position = 0
    /// Takes a character that is none for U+FFFD, and a control character in a text as it is. For what came damaged.
    var isLenient = false
    private var depth = 0
    /// True between a bracket that opens and the first value.
    private var isFirst = false
    private var keyRange = 0..<0
    /// The key where it is more than plain ASCII; otherwise its bytes lie in ``keyRange``.
    private var escapedKey: String?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: Objects and arrays

    /// Enters an object. False where the value is something else, which is skipped.
    mutating func enterObject() throws(JSONError) -> Bool { try enter(UInt8(ascii: "{")) }

    /// Enters an array. False where the value is something else, which is skipped.
    mutating func enterArray() throws(JSONError) -> Bool { try enter(UInt8(ascii: "[")) }

    /// Goes on to the next member of the object and reads its key. False at the object's end.
    mutating func nextMember() throws(JSONError) -> Bool {
        guard try next(before: UInt8(ascii: "}")) else { return false }
        guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
        let scan = try scanString()
        keyRange = scan.range
        escapedKey = scan.isPlain && scan.isASCII ? nil : try text(of: scan)
        guard try peek() == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
        position += 1
        return true
    }

    /// Goes on to the next element of the array. False at the array's end.
    mutating func nextElement() throws(JSONError) -> Bool { try next(before: UInt8(ascii: "]")) }

    /// Says whether the member that was reached has this name.
    func key(is name: StaticString) -> Bool {
        if let escapedKey { return escapedKey == name.description }
        let range = keyRange
        guard name.utf8CodeUnitCount == range.count else { return false }
        // The buffer is the literal's own, which lives as long as the program; it is read in bounds.
        return name.withUTF8Buffer { expected in
            for index in 0..<expected.count where bytes[range.lowerBound + index] != expected[index] {
                return false
            }
            return true
        }
    }

    /// The name of the member that was reached.
    var keyText: String { escapedKey ?? String(decoding: bytes[keyRange], as: UTF8.self) }

    /// Makes sure that nothing but white space follows.
    mutating func end() throws(JSONError) {
        skipSpace()
        guard position == bytes.count else { throw error(.unexpectedByte) }
    }

    // MARK: Values

    /// Reads a string, or nil where the value is something else.
    mutating func string() throws(JSONError) -> String? {
        guard try peek() == UInt8(ascii: "\"") else {
            try skip()
            return nil
        }
        return try text(of: try scanString())
    }

    /// Reads a whole number, or nil where the value is something else or does not fit.
    mutating func integer() throws(JSONError) -> Int64? {
        let first = try peek()
        guard first == UInt8(ascii: "-") || Self.isDigit(first) else {
            try skip()
            return nil
        }
        let range = try scanNumber()
        let isNegative = first == UInt8(ascii: "-")
        var value: Int64 = 0
        for index in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            guard Self.isDigit(bytes[index]) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(bytes[index] - UInt8(ascii: "0"))
            // Counted downwards, since the smallest number has no positive counterpart.
            let (sum, carry) = product.subtractingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// Reads a number as it is written, or nil where the value is something else.
    mutating func number() throws(JSONError) -> String? {
        let first = try peek()
        guard first == UInt8(ascii: "-") || Self.isDigit(first) else {
            try skip()
            return nil
        }
        return String(decoding: bytes[try scanNumber()], as: UTF8.self)
    }

    /// Reads true or false, or nil where the value is something else.
    mutating func bool() throws(JSONError) -> Bool? {
        let first = try peek()
        try skip()
        return first == UInt8(ascii: "t") ? true : first == UInt8(ascii: "f") ? false : nil
    }

    /// Passes over a value, whatever it is, and checks it.
    mutating func skip() throws(JSONError) {
        switch try peek() {
        case UInt8(ascii: "{"):
            _ = try enterObject()
            while try nextMember() { try skip() }
        case UInt8(ascii: "["):
            _ = try enterArray()
            while try nextElement() { try skip() }
        case UInt8(ascii: "\""):
            let scan = try scanString()
            if !scan.isPlain || !scan.isASCII { _ = try text(of: scan) }
        case UInt8(ascii: "t"): try pass("true")
        case UInt8(ascii: "f"): try pass("false")
        case UInt8(ascii: "n"): try pass("null")
        default: _ = try scanNumber()
        }
    }

    // MARK: Steps

    private mutating func enter(_ bracket: UInt8) throws(JSONError) -> Bool {
        guard try peek() == bracket else {
            try skip()
            return false
        }
        guard depth < Self.depthLimit else { throw error(.tooDeep) }
        depth += 1
        position += 1
        isFirst = true
        return true
    }

    private mutating func next(before bracket: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        if byte == bracket {
            position += 1
            depth -= 1
            isFirst = false
            return false
        }
        if isFirst {
            isFirst = false
        } else {
            guard byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
            position += 1
            guard try peek() != bracket else { throw error(.unexpectedByte) }
        }
        return true
    }

    /// The next byte that is no white space, without passing over it.
    @inline(__always)
    private mutating func peek() throws(JSONError) -> UInt8 {
        // Telegram writes no white space, so this is nearly always the answer.
        if position < bytes.count, bytes[position] > 0x20 { return bytes[position] }
        skipSpace()
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func pass(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw error(.unexpectedEnd) }
        // The buffer is the literal's own, as in `key(is:)`.
        let isSame = word.withUTF8Buffer { expected in
            expected.indices.allSatisfy { bytes[position + $0] == expected[$0] }
        }
        guard isSame else { throw error(.unexpectedByte) }
        position += length
    }

    func error(_ kind: JSONError.Kind) -> JSONError { JSONError(kind: kind, offset: position) }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
