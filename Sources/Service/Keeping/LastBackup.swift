import Foundation
import YouSaidKit

/// When the last backup was made, as it is noted in the data folder: for `yousaid doctor` and the metrics.
struct LastBackup: Codable, Equatable {
    let moment: Moment
    /// The file that was written.
    let path: String

    private static func file(_ data: String) -> String { data + "/last-backup" }

    /// Notes that a backup was made. A backup is none the worse where this does not work.
    func note(in data: String) {
        guard let bytes = try? JSONEncoder().encode(self) else { return }
        try? bytes.write(to: URL(fileURLWithPath: Self.file(data)), options: .atomic)
    }

    /// - Returns: nil where there was none.
    static func read(in data: String) -> LastBackup? {
        FileManager.default.contents(atPath: file(data)).flatMap {
            try? JSONDecoder().decode(LastBackup.self, from: $0)
        }
    }
}
