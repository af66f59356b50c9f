/// Something wrong in one of the lists of words, for the person who edits it.
public struct ListFault: Error, Sendable, Hashable {
    /// The file's name without its folder.
    public let file: String
    /// From 1.
    public let line: Int
    public let what: String
    public let advice: String
}
