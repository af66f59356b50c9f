/// Writes values one after another into bytes, for rows that are written thousands of times a second and for
/// which a general encoder would cost more than the rest of the turn. Read back by ``ByteReader``.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    /// - Parameter room: about how many bytes will be written, so that they are not moved as they grow.
    init(room: Int = 64) { bytes.reserveCapacity(room) }

    mutating func integer(_ value: Int) {
        // Variable length: seven bits a byte, the lowest first.
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            integer(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func optional<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    mutating func list<Value>(_ values: [Value], _ write: (inout ByteWriter, Value) -> Void) {
        integer(values.count)
        for value in values { write(&self, value) }
    }
}

/// Reads back what ``ByteWriter`` wrote. Damaged bytes throw; they never trap.
struct ByteReader {
    /// The bytes are not what ``ByteWriter`` wrote.
    struct Damaged: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() throws -> UInt8 {
        guard let first = rest.popFirst() else { throw Damaged() }
        return first
    }

    mutating func integer() throws -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Damaged() }
            value |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return Int(Int64(bitPattern: value)) }
            shift += 7
        }
    }

    mutating func flag() throws -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw Damaged()
        }
    }

    mutating func text() throws -> String {
        let count = try integer()
        guard count >= 0, count <= rest.count else { throw Damaged() }
        defer { rest.removeFirst(count) }
        return String(decoding: rest.prefix(count), as: UTF8.self)
    }

    mutating func optional<Value>(_ read: (inout ByteReader) throws -> Value) throws -> Value? {
        try flag() ? read(&self) : nil
    }

    mutating func list<Value>(_ read: (inout ByteReader) throws -> Value) throws -> [Value] {
        let count = try integer()
        guard count >= 0, count <= rest.count else { throw Damaged() }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }
}
