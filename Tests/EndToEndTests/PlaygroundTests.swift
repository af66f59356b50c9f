import Glibc
import TestSupport
import Testing

extension EndToEnd {
    /// The playground of the real program.
    struct PlaygroundTests {
        @Test(.enabled(if: PlaygroundPeer.isPrepared, "run Tests/Peers/playground/prepare first"))
        func anOfficerPlaysAPollThroughInABrowser() async throws {
            let (status, output) = try await PlaygroundPeer.play(RunningProgram.path)
            #expect(status == 0, "\(output)")
            #expect(output.hasSuffix("0 faults\n"), "\(output)")
        }

        @Test func thereIsNoneInServeUnlessItIsSwitchedOn() async throws {
            try await LiveForum.use { forum in
                for path in ["/playground", "/playground/", "/playground/page.js", "/playground/talk/news"] {
                    let status = try await forum.get(path).status
                    #expect(status == 404, "\(path)")
                }
                for channel in ["playground", "playground-text", "pretend"] {
                    let status = try await forum.get("/webhooks/\(channel)").status
                    #expect(status == 404, "\(channel)")
                }
            }
        }
    }
}
