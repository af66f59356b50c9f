import Testing

/// Says which needs of the requirements a test shows: `@Test(.serves("A2", "B4"))`.
///
/// `script/needs` prints every need with the tests that show it, and refuses an id that is not in `docs/needs.csv`.
public struct Serves: TestTrait, SuiteTrait {
    /// The ids of the needs.
    public let needs: [String]

    public var isRecursive: Bool { true }
    public var comments: [Comment] { ["serves \(needs.joined(separator: ", "))"] }
}

extension Trait where Self == Serves {
    /// The test shows these needs.
    public static func serves(_ needs: String...) -> Serves { Serves(needs: needs) }
}
