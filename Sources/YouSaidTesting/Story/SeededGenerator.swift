/// Numbers that look random and are the same again for the same seed: SplitMix64. Everything that is left to
/// chance in a ``Story`` comes from one of these.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the numbers of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of the numbers of a range.
    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in so many times.
    public mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

    /// One of several, or nil where there is none.
    public mutating func one<Element>(of all: [Element]) -> Element? { all.randomElement(using: &self) }
}
