/// One step in the life of a plugin's tables. Steps are numbered from 1, run once, in order, each in a
/// transaction of its own, and are recorded by plugin. A step that has shipped is never changed: add one.
///
/// ```swift
/// let migrations = [
///     Migration(1, "CREATE TABLE polls_poll (id BIGINT PRIMARY KEY, question TEXT NOT NULL)"),
///     Migration(2, "ALTER TABLE polls_poll ADD COLUMN closed BIGINT"),
/// ]
/// ```
public struct Migration: Sendable {
    /// The step's number, from 1 without gaps.
    public let number: Int
    /// The statements of this step. Every table's name starts with the plugin's id and an underscore.
    public let statements: [String]

    /// A step.
    /// - Parameters:
    ///   - number: its number; the steps of a plugin are 1, 2, 3 and so on.
    ///   - statements: what it runs, one statement each.
    public init(_ number: Int, _ statements: String...) {
        self.number = number
        self.statements = statements
    }
}
