/// Bytes as hexadecimal text.
public enum Hex {
    /// Two small characters a byte.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nil where the text is not hexadecimal. Capitals are as good as small letters.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        return decode(text.utf8) { bytes.append($0) } ? bytes : nil
    }

    /// Gives the bytes one after another.
    /// - Returns: false where the text is not hexadecimal.
    static func decode(_ text: some Collection<UInt8>, _ give: (UInt8) -> Void) -> Bool {
        guard text.count % 2 == 0 else { return false }
        var high: UInt8?
        for character in text {
            guard let digit = value(character) else { return false }
            if let first = high {
                give(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return true
    }

    /// The digit for half a byte. Worked out and not looked up, so that no time tells which it was.
    static func digit(_ half: UInt8) -> UInt8 {
        half + UInt8(ascii: "0") + (half > 9 ? UInt8(ascii: "a") - UInt8(ascii: "0") - 10 : 0)
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Bytes as text that may stand in a web address: base64 with `-` and `_`, and without `=` at the end.
public enum Base64URL {
    private static let characters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Four characters for three bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(characters[Int(bits >> UInt32(count)) & 63])
            }
        }
        if count > 0 { text.append(characters[Int(bits << UInt32(6 - count)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nil where the text is not base64. Takes the usual alphabet (`+`, `/`, `=`) as well, but
    /// only one text for the same bytes in each.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        return decode(text.utf8) { bytes.append($0) } ? bytes : nil
    }

    /// Gives the bytes one after another.
    /// - Returns: false where the text is not base64.
    static func decode(_ text: some BidirectionalCollection<UInt8>, _ give: (UInt8) -> Void) -> Bool {
        var bits: UInt32 = 0
        var count = 0
        let length = text.count
        var body = text[...]
        while body.last == UInt8(ascii: "="), length % 4 == 0, length - body.count < 2 { body.removeLast() }
        for character in body {
            guard let value = value(character) else { return false }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                give(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        // What is left over is less than a byte, and nothing but padding.
        return count < 6 && bits & (1 << UInt32(count) - 1) == 0
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"), UInt8(ascii: "+"): 62
        case UInt8(ascii: "_"), UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
