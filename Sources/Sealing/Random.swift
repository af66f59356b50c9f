import CCrypto

/// Random bytes and codes that nobody can foresee.
public enum Random {
    /// `count` random bytes, for keys and tokens.
    public static func bytes(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            fill(UnsafeMutableRawBufferPointer(buffer))
            filled = count
        }
    }

    /// A code that a person reads out or types in: capital letters and digits, without 0, O, 1, I and L,
    /// which look alike. Each character is worth almost five bits.
    public static func code(length: Int) -> String {
        let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
        // Bytes past the last whole round would make the first letters likelier.
        let limit = 256 / alphabet.count * alphabet.count
        var code = ""
        var found = 0
        while found < length {
            for byte in bytes(length + 8) where found < length && byte < limit {
                code.append(alphabet[Int(byte) % alphabet.count])
                found += 1
            }
        }
        return code
    }

    static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        OpenSSL.require(
            RAND_bytes(buffer.bindMemory(to: UInt8.self).baseAddress, Int32(clamping: buffer.count)))
    }
}
