/// Something that people can be interested in, from the forum's own list: "Health", "School".
public struct Topic: Sendable, Hashable, Identifiable {
    /// Tells one topic from every other; made by the core, never reused.
    public struct ID: Sendable, Hashable, Codable, RawRepresentable, SQLConvertible {
        public let rawValue: Int64
        @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    public let id: ID
    /// What people read, as an organiser wrote it.
    public let label: String

    /// Made by the host; plugins are given topics.
    public init(id: ID, label: String) {
        self.id = id
        self.label = label
    }
}
