/// The header fields of a message that arrived, in their order, looked up without regard to case.
///
/// All fields lie in one array, so that keeping a message's headers costs one allocation; strings are
/// made only for what somebody asks for.
public struct Headers: Sendable, Sequence {
    // Field after field: length of the name (2 bytes), of the value (4 bytes), name, value.
    private var bytes: [UInt8] = []

    /// Makes an empty set of fields.
    public init() {}

    /// Makes headers from names and values, for tests and stand-ins.
    ///
    /// - Parameter fields: Names and values in their order.
    public init(_ fields: [(String, String)]) {
        for (name, value) in fields { append(name: name.utf8, value: value.utf8) }
    }

    /// Finds a field's value.
    ///
    /// - Parameter name: The field's name in any case.
    /// - Returns: The value of the first such field, nil when there is none.
    public subscript(_ name: String) -> String? {
        var position = 0
        while let field = field(at: position) {
            if matches(field.name, name) { return text(field.value) }
            position = field.value.upperBound
        }
        return nil
    }

    /// Finds the values of a field that may stand several times.
    ///
    /// - Parameter name: The field's name in any case.
    /// - Returns: All values in their order.
    public func all(_ name: String) -> [String] {
        var values: [String] = []
        var position = 0
        while let field = field(at: position) {
            if matches(field.name, name) { values.append(text(field.value)) }
            position = field.value.upperBound
        }
        return values
    }

    /// Goes through all fields as strings.
    public func makeIterator() -> AnyIterator<(name: String, value: String)> {
        var position = 0
        return AnyIterator {
            guard let field = field(at: position) else { return nil }
            position = field.value.upperBound
            return (text(field.name), text(field.value))
        }
    }

    /// The room that the fields take, for limits.
    var size: Int { bytes.count }

    mutating func reserve(_ size: Int) { bytes.reserveCapacity(size) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Adds a field; one whose name or value is absurdly long is left out.
    mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        guard let nameLength = UInt16(exactly: name.count), let valueLength = UInt32(exactly: value.count)
        else {
            return
        }
        bytes.append(UInt8(truncatingIfNeeded: nameLength))
        bytes.append(UInt8(truncatingIfNeeded: nameLength >> 8))
        for shift in stride(from: UInt32(0), through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: valueLength >> shift))
        }
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: value)
    }

    private func field(at position: Int) -> (name: Range<Int>, value: Range<Int>)? {
        guard position + 6 <= bytes.count else { return nil }
        let nameLength = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        var valueLength = 0
        for index in 0..<4 { valueLength |= Int(bytes[position + 2 + index]) << (8 * index) }
        let name = position + 6..<position + 6 + nameLength
        return (name, name.upperBound..<name.upperBound + valueLength)
    }

    private func matches(_ range: Range<Int>, _ name: String) -> Bool {
        guard name.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for byte in name.utf8 {
            if Self.lowercase(byte) != Self.lowercase(bytes[index]) { return false }
            index += 1
        }
        return true
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
