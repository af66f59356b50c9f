import Foundation

/// A form with files, as a bot uploads a picture (RFC 7578).
enum FormBody {
    /// Its fields: each read as JSON where it is some, a file by its name.
    static func fields(_ body: [UInt8]) -> [String: Any] {
        guard body.starts(with: Array("--".utf8)), let end = body.firstIndex(of: UInt8(ascii: "\r")) else {
            return [:]
        }
        let mark = Data("\r\n".utf8) + body[..<end]
        let whole = Data("\r\n".utf8) + body
        var fields: [String: Any] = [:]
        var begin = whole.range(of: mark)?.upperBound
        while let start = begin, let next = whole.range(of: mark, in: start..<whole.endIndex) {
            if let (name, value) = part(whole[start..<next.lowerBound]) { fields[name] = value }
            begin = next.upperBound
        }
        return fields
    }

    private static func part(_ bytes: Data) -> (name: String, value: Any)? {
        guard let head = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let words = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
        guard let name = words.firstMatch(of: #/[ ;]name="([^"]*)"/#)?.1 else { return nil }
        if let file = words.firstMatch(of: #/filename="([^"]*)"/#)?.1 { return (String(name), String(file)) }
        let content = bytes[head.upperBound...]
        let json = try? JSONSerialization.jsonObject(with: Data(content), options: .fragmentsAllowed)
        return (String(name), json ?? String(decoding: content, as: UTF8.self))
    }
}
