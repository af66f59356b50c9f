import Foundation

/// The plugins of Tests/Fixtures, built once in a run of the tests.
public enum FixturePlugins {
    /// What they say.
    public static let prompts = BuildScript.root + "/Tests/Fixtures/Plugins/prompts"
    private static let built = Result { try build() }

    /// The folder with the libraries.
    public static func folder() throws -> String { try built.get() }

    private static func build() throws -> String {
        let kit = try kitFolder()
        // Beside what was built, and not in /tmp: the libraries stay open until the tests have ended.
        let folder = kit + "/FixturePlugins"
        _ = try BuildScript.run("Tests/Fixtures/Plugins/build", folder, kit)
        return folder
    }

    /// Where this process was built, whichever way: the Kit that it runs with lies beside it.
    private static func kitFolder() throws -> String {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: program).deletingLastPathComponent().path
    }
}
