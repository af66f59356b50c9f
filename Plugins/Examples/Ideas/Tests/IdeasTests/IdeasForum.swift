import Foundation
import Ideas
import Welcome
import YouSaidKit
import YouSaidTesting

/// A pretend forum with the plugin in it, and with Welcome, for EASY READ.
func ideasForum(_ settings: [String: Settings.Value] = [:], startingAt start: LocalTime = PretendForum.start)
    throws -> PretendForum
{
    let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try PretendForum(
        Welcome(), Ideas(), settings: ["ideas": settings],
        prompts: package.appending(path: "prompts").path, startingAt: start)
}
