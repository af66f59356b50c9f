import Foundation
import YouSaidKit

/// Swift Testing has attachments, too.
typealias Attachment = YouSaidKit.Attachment

/// The updates in `Fixtures/`, in the shapes in which Telegram sends them. Everybody in them is made up.
enum Fixture {
    struct Missing: Error { let name: String }

    static var folder: URL { Bundle.module.bundleURL.appending(path: "Fixtures") }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(5)) }
            .sorted()
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: folder.appending(path: "\(name).json").path)
        else {
            throw Missing(name: name)
        }
        return Array(data)
    }

    static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}
