import Foundation

/// A value of the configuration file before anybody has looked at what it means. Decoded by Foundation; walked by
/// ``SectionReader``.
indirect enum ConfigurationValue: Sendable, Hashable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([ConfigurationValue])
    case section([String: ConfigurationValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ConfigurationValue].self) {
            self = .list(list)
        } else {
            self = .section(try container.decode([String: ConfigurationValue].self))
        }
    }

    /// Decodes JSON5.
    /// - Returns: nil where it is not JSON5. Foundation says no more than that on Linux; where the trouble is
    ///   finds ``SyntaxFault``.
    static func decode(_ bytes: some Sequence<UInt8>) -> ConfigurationValue? {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return try? decoder.decode(ConfigurationValue.self, from: Data(bytes))
    }

    /// What it is, for people.
    var kind: String {
        switch self {
        case .null: "nothing"
        case .flag: "true or false"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .section: "a section"
        }
    }
}
