import Foundation
import YouSaidKit

/// A value that stands in a column as JSON.
enum StoredJSON {
    static func write(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    static func readIfThere<Value: Decodable>(_ type: Value.Type, _ text: String?) throws -> Value? {
        try text.map { try read(type, $0) }
    }
}
