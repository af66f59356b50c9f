import Foundation

/// Tells how much a message reads like those that tell of harm: weights for words and for the letters in them, which
/// `script/train-worries` made of sentences. Used by ``Spotter`` beside the lists, for what nobody has put into a list.
///
/// It says how sure it is and never why. A person always decides.
public struct WorryModel: Sendable {
    /// Why a file of weights cannot be used, and what to do.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let what: String
        public let advice: String

        public var description: String { "\(what). \(advice)" }
    }

    /// What a message reads like.
    struct Reading: Sendable, Hashable {
        /// How much it reads like harm. 0 is even.
        let score: Double
        /// The kinds of harm, where the score says that there is any.
        let kinds: Set<String>
    }

    private struct Kind: Sendable {
        let name: String
        let bias: Double
        let scale: Double
    }

    /// From this score on a person looks at it without asking back.
    let sure: Double
    /// From this score on the person is asked.
    let maybe: Double
    /// Below this score phrases of the lists that are often harmless are taken for harmless.
    let weak: Double
    private let bias: Double
    private let scale: Double
    private let kindThreshold: Double
    private let kinds: [Kind]
    private let weights: [Int8]
    /// For each feature a weight for each kind.
    private let kindWeights: [Int8]
    private let kindMask: Int

    // MARK: Reading the file

    /// The file's name in a folder of lists.
    public static let name = "worries.model"
    private static let signature = Array("YouSaid worries\n".utf8)
    private static let version: UInt32 = 1
    private static let bits: UInt32 = 18

    /// Reads the file of weights.
    ///
    /// All numbers are little-endian: the signature; version, bits of a feature, bits of a feature for kinds, count of kinds
    /// as 32-bit numbers; sure, maybe, weak, bias, scale and the kinds' threshold as 32-bit floats; for each kind the length
    /// of its name as a byte, its name, bias and scale; a byte for each feature; a byte for each kind of each feature for
    /// kinds; the CRC-32 of everything behind the version.
    public init(_ bytes: [UInt8]) throws(Fault) {
        let again = "Bring \(Self.name) back from the folder that came with YouSaid, or train it again."
        let broken = Fault(what: "the file of weights is damaged", advice: again)
        guard bytes.starts(with: Self.signature) else {
            throw Fault(what: "this is no file of weights", advice: again)
        }
        var rest = WeightReader(bytes[Self.signature.count...])
        guard let version = rest.number() else { throw broken }
        guard version == Self.version else {
            throw Fault(
                what: "the weights are of version \(version), and this program reads version \(Self.version)",
                advice: "Take the file that came with this version of YouSaid, or train it again with it.")
        }
        guard let end = rest.checked() else { throw broken }
        rest = end
        guard rest.number() == Self.bits, let kindBits = rest.number(), (1...Self.bits).contains(kindBits),
            let count = rest.number(), (1...32).contains(count),
            let sure = rest.float(), let maybe = rest.float(), let weak = rest.float(),
            let bias = rest.float(),
            let scale = rest.float(), let kindThreshold = rest.float(), weak <= maybe, maybe <= sure
        else { throw broken }
        var kinds: [Kind] = []
        for _ in 0..<count {
            guard let name = rest.name(), let bias = rest.float(), let scale = rest.float() else {
                throw broken
            }
            kinds.append(Kind(name: name, bias: bias, scale: scale))
        }
        guard let weights = rest.weights(1 << Int(Self.bits)),
            let kindWeights = rest.weights(kinds.count << Int(kindBits)), rest.isAtEnd
        else { throw broken }
        self.sure = sure
        self.maybe = maybe
        self.weak = weak
        self.bias = bias
        self.scale = scale
        self.kindThreshold = kindThreshold
        self.kinds = kinds
        self.weights = weights
        self.kindWeights = kindWeights
        kindMask = 1 << Int(kindBits) - 1
    }

    /// Reads the file of weights of a folder of lists; nil where it has none.
    public init?(folder: String) throws(Fault) {
        let path = "\(folder)/\(Self.name)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Fault(what: "the file of weights cannot be read", advice: "See who may read it.")
        }
        try self.init(Array(data))
    }

    // MARK: Reading messages

    /// What a message reads like: as its most worrying window does.
    func read(_ text: some StringProtocol) -> Reading {
        let text = WorryText(text)
        var best: (score: Double, window: Range<Int>)?
        for window in text.windows {
            let score = score(window, of: text)
            if score > best?.score ?? -.infinity { best = (score, window) }
        }
        guard let best else { return Reading(score: -.infinity, kinds: []) }
        return Reading(score: best.score, kinds: best.score < weak ? [] : kinds(best.window, of: text))
    }

    private func score(_ window: Range<Int>, of text: WorryText) -> Double {
        var sums = Sums()
        let mask = weights.count - 1
        text.features(of: window) { group, feature in
            sums.add(Int(weights[Int(feature) & mask]), to: group)
        }
        return bias + scale * sums.total
    }

    /// The kinds whose own scores are high enough; the likeliest where none is.
    private func kinds(_ window: Range<Int>, of text: WorryText) -> Set<String> {
        var sums = Array(repeating: Sums(), count: kinds.count)
        text.features(of: window) { group, feature in
            let place = (Int(feature) & kindMask) * kinds.count
            for kind in sums.indices { sums[kind].add(Int(kindWeights[place + kind]), to: group) }
        }
        let scores = zip(kinds, sums).map { kind, sums in
            (name: kind.name, score: kind.bias + kind.scale * sums.total)
        }
        let likely = scores.filter { $0.score >= kindThreshold }
        if !likely.isEmpty { return Set(likely.map(\.name)) }
        return Set(scores.max { $0.score < $1.score }.map { [$0.name] } ?? [])
    }

    /// Weights of the features of each group, added up. Each group counts by the root of how many features it has, so that
    /// a long message weighs as much as a short one.
    private struct Sums {
        private var words = (sum: 0, count: 0)
        private var spaced = (sum: 0, count: 0)
        private var close = (sum: 0, count: 0)
        private var heard = (sum: 0, count: 0)

        @inline(__always)
        mutating func add(_ weight: Int, to group: Int) {
            switch group {
            case 0: words = (words.sum + weight, words.count + 1)
            case 1: spaced = (spaced.sum + weight, spaced.count + 1)
            case 2: close = (close.sum + weight, close.count + 1)
            default: heard = (heard.sum + weight, heard.count + 1)
            }
        }

        /// What is heard tells more than the others do.
        var total: Double {
            Self.share(words) + Self.share(spaced) + Self.share(close) + 1.5 * Self.share(heard)
        }

        private static func share(_ group: (sum: Int, count: Int)) -> Double {
            group.count == 0 ? 0 : Double(group.sum) / Double(group.count).squareRoot()
        }
    }
}

/// Takes numbers from the bytes of a file of weights; nil where there are none left, or one cannot be.
private struct WeightReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { bytes.isEmpty }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    mutating func number() -> UInt32? {
        take(4).map { $0.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
    }

    mutating func float() -> Double? {
        guard let bits = number() else { return nil }
        let value = Float(bitPattern: bits)
        return value.isFinite ? Double(value) : nil
    }

    /// A name of a list: small letters and hyphens.
    mutating func name() -> String? {
        guard let length = take(1)?.first, length > 0, let name = take(Int(length)),
            name.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    mutating func weights(_ count: Int) -> [Int8]? {
        take(count).map { $0.map { Int8(bitPattern: $0) } }
    }

    /// The same without the checksum at its end; nil where it is not that of the bytes.
    func checked() -> WeightReader? {
        var end = WeightReader(bytes.suffix(4))
        let content = bytes.dropLast(4)
        guard bytes.count >= 4, end.number() == Self.checksum(content) else { return nil }
        return WeightReader(content)
    }

    /// CRC-32, as zlib counts it.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value = ~UInt32(0)
        for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8 }
        return ~value
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
