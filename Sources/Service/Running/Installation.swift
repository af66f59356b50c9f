import Foundation

/// Where the program and what came with it are: plugins beside the program, prompts beside it or where it was
/// built.
public struct Installation: Sendable {
    /// The folder of the program itself.
    public let folder: String

    public init() {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
    }

    public var plugins: String {
        let own = folder + "/plugins"
        return FileManager.default.fileExists(atPath: own) ? own : folder
    }

    /// The nearest folder `prompts`, from the program's own upwards: an installed program has it beside it, one
    /// that was just built has it above `.build`.
    public var prompts: String {
        var place = URL(fileURLWithPath: folder)
        for _ in 0..<6 {
            let prompts = place.appendingPathComponent("prompts").path
            if FileManager.default.fileExists(atPath: prompts + "/en-GB") { return prompts }
            place.deleteLastPathComponent()
        }
        return folder + "/prompts"
    }
}
