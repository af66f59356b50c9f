/// Percent encoding as URLs and forms use it. Bad input is never an error: what is no escape stays as it is.
public enum PercentEncoding {
    /// Escapes everything but letters, digits and `-._~`, so that the text is safe in any part of a URL.
    ///
    /// - Parameter text: The text to put into a URL.
    /// - Returns: The escaped text.
    public static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        append(text, to: &bytes, spaceAsPlus: false)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Turns escapes back into what they stand for.
    ///
    /// - Parameter text: Text with escapes. Broken escapes stay; bytes that are no UTF-8 become U+FFFD.
    /// - Returns: The plain text.
    public static func decode(_ text: String) -> String {
        decode(Array(text.utf8)[...], plusAsSpace: false)
    }

    static func append(_ text: String, to bytes: inout [UInt8], spaceAsPlus: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: " ") where spaceAsPlus:
                bytes.append(UInt8(ascii: "+"))
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
    }

    // Of one type and by index: made for every collection it would run unspecialised elsewhere, ten times slower.
    static func decode(_ source: ArraySlice<UInt8>, plusAsSpace: Bool) -> String {
        guard source.contains(where: { $0 == UInt8(ascii: "%") || ($0 == UInt8(ascii: "+") && plusAsSpace) })
        else {
            return String(decoding: source, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = source.startIndex
        while index < source.endIndex {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "+"), plusAsSpace {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), index + 1 < source.endIndex, let high = value(source[index]),
                let low = value(source[index + 1])
            {
                bytes.append(high << 4 | low)
                index += 2
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
