// Stands in for the two types that the channel contract names, until the HTTP room is built.
public struct Request: Sendable {}
public struct Response: Sendable {}
