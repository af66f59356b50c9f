/// A secret that neither printing nor dumping shows: the bot's token, and the URLs that contain it.
struct Hidden: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself. It goes into requests and comparisons, never into a text for people.
    let value: String
    private let bytes: [UInt8]

    init(_ value: String) {
        self.value = value
        bytes = Array(value.utf8)
    }

    var description: String { "(hidden)" }
    var debugDescription: String { "(hidden)" }
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Compares in a time that does not tell how much of a guess is right.
    func matches(_ guess: String) -> Bool {
        guard !bytes.isEmpty else { return false }
        var difference: UInt8 = guess.utf8.count == bytes.count ? 0 : 1
        var index = 0
        // As many steps as the guess is long, whatever the secret is.
        for byte in guess.utf8 {
            difference |= byte ^ bytes[index]
            index = index + 1 == bytes.count ? 0 : index + 1
        }
        return difference == 0
    }
}
