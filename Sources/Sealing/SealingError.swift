/// Why something could not be sealed or opened. Never says what is in it.
public enum SealingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was sealed with a key that this process does not have.
    case unknownKey
    /// It is not as it was sealed, or was sealed for another purpose.
    case damaged
    /// It was not sealed by YouSaid, or by a later version.
    case notSealed
    /// It is longer than can be sealed in one piece (2 GB).
    case tooLong
    /// A key is not 32 bytes.
    case badKey
    /// A key's file could not be read or made; says which and why.
    case keyFile(String)

    public var description: String {
        switch self {
        case .unknownKey:
            "this was sealed with a key that is not here; add the key from before to the previous keys"
        case .damaged: "this has been damaged since it was sealed, or was sealed for another purpose"
        case .notSealed: "this was not sealed by this version of YouSaid"
        case .tooLong: "this is too long to be sealed"
        case .badKey: "a sealing key is 32 bytes: 64 hexadecimal digits, or 43 characters of base64"
        case .keyFile(let reason): reason
        }
    }
}
