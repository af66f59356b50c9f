import Foundation

extension SpotLists {
    private static let ending = ".list"

    /// Whether a folder is there and holds more than a model: lists, or nothing, which is a fault.
    public static func areIn(folder: String) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return false }
        return names.contains { $0.hasSuffix(ending) } || !names.contains(WorryModel.name)
    }

    /// Reads all lists of a folder.
    /// - Throws: ``Faults`` with every line that cannot be read.
    public init(folder: String) throws(Faults) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [String: String] = [:]
        var faults: [Fault] = []
        for name in names.sorted() where name.hasSuffix(Self.ending) && !name.hasPrefix(".") {
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)"),
                let text = String(validating: bytes, as: UTF8.self)
            else {
                faults.append(
                    Fault(
                        file: name, line: 1, what: "the file cannot be read as UTF-8",
                        advice: "See who may read it, and save it again as UTF-8."))
                continue
            }
            // Some programs put a mark before a text in UTF-8.
            let mark = text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
            let key = String(name.dropLast(Self.ending.count))
            files[key] = String(text.unicodeScalars.dropFirst(mark))
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
        try self.init(files)
    }
}
