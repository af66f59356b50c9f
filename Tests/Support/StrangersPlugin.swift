/// The example plugin, built as a stranger builds it: a package of its own, outside the tree. Built once in a run of
/// the tests, and where nothing has changed not at all.
public enum StrangersPlugin {
    public static let name = "Ideas"
    /// What it says.
    public static let prompts = BuildScript.root + "/Plugins/Examples/Ideas/prompts"
    private static let built = Result { try build() }

    /// The folder with the library.
    public static func folder() throws -> String { try built.get() }

    private static func build() throws -> String {
        let output = try BuildScript.run("Tests/Stranger/build")
        guard let folder = output.split(separator: "\n").last.map(String.init), folder.hasPrefix("/") else {
            throw BuildScript.Failed(output: output)
        }
        return folder
    }
}
