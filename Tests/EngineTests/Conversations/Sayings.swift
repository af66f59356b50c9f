import Testing
import YouSaidTesting

/// What several suites have somebody say.
extension Person {
    /// Makes a code for a role, with INVITE, and reads it.
    func makesCode(for role: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        says("INVITE \(role)", sourceLocation: sourceLocation)
        let words = sees("CODE ", sourceLocation: sourceLocation)
        return try #require(
            words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) }, sourceLocation: sourceLocation)
    }
}

extension PretendForum {
    /// The officer sends a note to everybody.
    func tell(_ text: String) {
        officer.says("TELL \(text)")
        officer.says("yes")
    }
}
