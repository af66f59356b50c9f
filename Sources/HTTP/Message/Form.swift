/// The fields of a form or of a query (`application/x-www-form-urlencoded`), in their order.
///
/// ```swift
/// let form = Form.decode(request.body)
/// let text = form["Body"]
/// ```
public struct Form: Sendable {
    /// Names and values in their order; a name may stand several times.
    public let fields: [(name: String, value: String)]

    /// Finds a value.
    ///
    /// - Parameter name: The field's name, exactly.
    /// - Returns: The first value with that name, nil when there is none.
    public subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Reads a form body or a query. Bad input is no error: a broken escape stays as it is, bytes that are
    /// no UTF-8 become U+FFFD, a name without `=` has an empty value, and empty pieces are left out.
    ///
    /// - Parameters:
    ///   - bytes: The encoded fields, without a leading `?`.
    ///   - limit: How many fields are read at most; what follows is left out.
    /// - Returns: The fields.
    public static func decode(_ bytes: [UInt8], limit: Int = 1000) -> Form {
        var fields: [(name: String, value: String)] = []
        var rest = bytes[...]
        while !rest.isEmpty, fields.count < limit {
            let piece = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest[piece.endIndex...].dropFirst()
            guard !piece.isEmpty else { continue }
            let name = piece.prefix { $0 != UInt8(ascii: "=") }
            fields.append(
                (
                    PercentEncoding.decode(name, plusAsSpace: true),
                    PercentEncoding.decode(piece[name.endIndex...].dropFirst(), plusAsSpace: true)
                ))
        }
        return Form(fields: fields)
    }

    /// Reads a form or a query that is at hand as text.
    ///
    /// - Parameters:
    ///   - text: The encoded fields, without a leading `?`.
    ///   - limit: How many fields are read at most; what follows is left out.
    /// - Returns: The fields.
    public static func decode(_ text: String, limit: Int = 1000) -> Form {
        decode(Array(text.utf8), limit: limit)
    }

    /// Writes a form body, to be sent with `Content-Type: application/x-www-form-urlencoded`.
    ///
    /// - Parameter fields: Names and values in their order.
    /// - Returns: The encoded fields.
    public static func encode(_ fields: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
            PercentEncoding.append(name, to: &bytes, spaceAsPlus: true)
            bytes.append(UInt8(ascii: "="))
            PercentEncoding.append(value, to: &bytes, spaceAsPlus: true)
        }
        return bytes
    }
}
