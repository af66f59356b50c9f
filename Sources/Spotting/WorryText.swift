/// What somebody wrote, as the numbers that ``WorryModel`` has weights for: of its words and of the letters in them, so that
/// misspelt words and words that run together still count.
///
/// The trainer reads texts too, and both must do the very same. What that is stands in `script/training/reading.py`, step
/// by step, and nothing of it rests on tables of Unicode, which would not be the same in both.
struct WorryText {
    /// Long texts are read in windows of this many words, so that what is said in between is not lost in the rest.
    static let window = 24
    static let step = 12
    /// No more than so many scalars from the beginning of a text are read, and as many from its end.
    static let most = 8192

    /// All words, one after another.
    private var bytes: [UInt8] = []
    /// Where each word ends.
    private var ends: [Int] = []

    init(_ text: some StringProtocol) {
        let scalars = text.unicodeScalars
        bytes.reserveCapacity(min(text.utf8.count, 4 * Self.most))
        var letters: [UInt32] = []
        let isLong = text.utf8.count > 2 * Self.most && scalars.count > 2 * Self.most
        for scalar in isLong ? scalars.prefix(Self.most) : scalars[...] { read(scalar, &letters) }
        if isLong {
            end(&letters)
            for scalar in scalars.suffix(Self.most) { read(scalar, &letters) }
        }
        end(&letters)
        joinSingleLetters()
    }

    // MARK: Words

    private mutating func read(_ scalar: Unicode.Scalar, _ letters: inout [UInt32]) {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39: letters.append(scalar.value)
        case 0x41...0x5A: letters.append(scalar.value + 0x20)
        case 0x27, 0x60: break
        case 0x40, 0x24, 0x21, 0x7C: letters.append(scalar.value)
        case ..<0x80: end(&letters)
        default:
            if let reading = LookAlikes.reading(scalar) {
                for letter in reading { letters.append(UInt32(letter)) }
                return
            }
            switch Self.sort(scalar.value) {
            case .nothing: break
            case .breaking: end(&letters)
            case .letter: letters.append(scalar.value)
            case .emoji:
                end(&letters)
                append(scalar.value)
                ends.append(bytes.count)
            }
        }
    }

    private enum Sort { case nothing, breaking, letter, emoji }

    /// What a scalar above ASCII is that looks like no other.
    private static func sort(_ value: UInt32) -> Sort {
        switch value {
        // Apostrophes.
        case 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032: .nothing
        // What does not show, or shows on the letter before it.
        case 0xAD, 0x300...0x36F, 0x483...0x489, 0x61C, 0x64B...0x65F, 0x115F...0x1160, 0x17B4...0x17B5,
            0x180B...0x180F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x20D0...0x20FF, 0x3164, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF, 0xFFA0,
            0x1F3FB...0x1F3FF, 0xE0000...0xE0FFF:
            .nothing
        case 0x2190...0x2BFF, 0x1F000...0x1FAFF: .emoji
        case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x218F, 0x3000...0x303F, 0xE000...0xF8FF, 0xFE10...0xFE1F,
            0xFE30...0xFE6F, 0xFF00...0xFFEF, 0xF0000...0x10FFFF:
            .breaking
        default: .letter
        }
    }

    private static func isFigure(_ letter: UInt32) -> Bool { (0x30...0x39).contains(letter) }

    /// The letter that a sign stands for inside a word: @ $ ! |.
    private static func sign(_ letter: UInt32) -> UInt32? {
        switch letter {
        case 0x40: 0x61
        case 0x24: 0x73
        case 0x21, 0x7C: 0x69
        default: nil
        }
    }

    /// The letter that a figure stands for in a word: 0 1 3 4 5 7.
    private static func figure(_ letter: UInt32) -> UInt32 {
        switch letter {
        case 0x30: 0x6F
        case 0x31: 0x69
        case 0x33: 0x65
        case 0x34: 0x61
        case 0x35: 0x73
        case 0x37: 0x74
        default: letter
        }
    }

    /// Ends the word whose letters have been read.
    private mutating func end(_ letters: inout [UInt32]) {
        defer { letters.removeAll(keepingCapacity: true) }
        while let last = letters.last, Self.sign(last) != nil { letters.removeLast() }
        var start = letters.startIndex
        while start < letters.endIndex, letters[start] == 0x21 || letters[start] == 0x7C { start += 1 }
        guard start < letters.endIndex else { return }
        let isWord = letters[start...].contains { Self.sign($0) == nil && !Self.isFigure($0) }
        let before = bytes.count
        var last: UInt32?
        var run = 0
        for letter in letters[start...] {
            let read: UInt32
            if isWord {
                read = Self.sign(letter) ?? Self.figure(letter)
            } else {
                if Self.sign(letter) != nil { continue }
                read = letter
            }
            if read == last {
                run += 1
                // The third of a letter takes the second away too.
                if run == 3, !Self.isFigure(read) { removeLast(read) }
                if run >= 3, !Self.isFigure(read) { continue }
            } else {
                run = 1
                last = read
            }
            append(read)
        }
        if bytes.count > before { ends.append(bytes.count) }
    }

    private mutating func append(_ letter: UInt32) {
        if letter < 0x80 {
            bytes.append(UInt8(letter))
        } else if let scalar = Unicode.Scalar(letter), let encoded = UTF8.encode(scalar) {
            bytes.append(contentsOf: encoded)
        }
    }

    private mutating func removeLast(_ letter: UInt32) {
        let length = Unicode.Scalar(letter).flatMap(UTF8.encode)?.count ?? 1
        bytes.removeLast(length)
    }

    private func start(of word: Int) -> Int { word == 0 ? 0 : ends[word - 1] }

    private func isSingleLetter(_ word: Int) -> Bool {
        let start = start(of: word)
        return ends[word] - start == 1 && (0x61...0x7A).contains(bytes[start])
    }

    /// "k i l l" is one word: three and more letters that stand alone.
    private mutating func joinSingleLetters() {
        var joined: [Int] = []
        joined.reserveCapacity(ends.count)
        var word = 0
        while word < ends.count {
            var stop = word
            while stop < ends.count, isSingleLetter(stop) { stop += 1 }
            if stop - word >= 3 {
                joined.append(ends[stop - 1])
            } else {
                stop = max(stop, word + 1)
                joined += ends[word..<stop]
            }
            word = stop
        }
        ends = joined
    }

    // MARK: Windows and features

    /// The words of each window. One at least, which may be empty.
    var windows: [Range<Int>] {
        guard ends.count > Self.window else { return [0..<ends.count] }
        return stride(from: 0, to: ends.count - Self.step, by: Self.step).map {
            $0..<min($0 + Self.window, ends.count)
        }
    }

    /// The words as text: for tests.
    var words: [String] {
        ends.indices.map { String(decoding: bytes[start(of: $0)..<ends[$0]], as: UTF8.self) }
    }

    /// Hands out the number of every feature of a window, and which group it is of: 0 words, 1 letters of the text with its
    /// blanks, 2 letters without, 3 what one hears of the words.
    @inline(__always)
    func features(of window: Range<Int>, _ take: (_ group: Int, _ feature: UInt32) -> Void) {
        var spaced: [UInt8] = [0x20]
        var close: [UInt8] = []
        let size = window.isEmpty ? 0 : ends[window.upperBound - 1] - start(of: window.lowerBound)
        spaced.reserveCapacity(size + window.count + 1)
        close.reserveCapacity(size)
        var words = Neighbours()
        var heard = Neighbours()
        var sounds: [UInt8] = []
        for word in window {
            let written = bytes[start(of: word)..<ends[word]]
            var before: UInt8 = 0
            for byte in written {
                let read = byte == 0x6C ? 0x69 : byte
                if read == before, (0x61...0x7A).contains(read) { continue }
                before = read
                spaced.append(read)
                close.append(read)
            }
            spaced.append(0x20)
            words.take(Self.hash(written), tag: 1) { take(0, $0) }
            Heard.read(written, into: &sounds)
            heard.take(Self.hash(sounds[...]), tag: 6) { take(3, $0) }
        }
        words.end(tag: 1) { take(0, $0) }
        heard.end(tag: 6) { take(3, $0) }
        if window.isEmpty { spaced.append(0x20) }
        Self.grams(spaced, 3...5, tag: 4) { take(1, $0) }
        Self.grams(close, 4...7, tag: 5) { take(2, $0) }
    }

    /// Words one after another: each gives a feature of its own, one with the word before it and one with that before.
    private struct Neighbours {
        private var last = WorryText.begin
        private var beforeLast: UInt32?

        @inline(__always)
        mutating func take(_ hash: UInt32, tag: UInt32, _ take: (UInt32) -> Void) {
            take(WorryText.finish(hash, tag))
            take(WorryText.finish(last &* 31 &+ hash, tag + 1))
            if let beforeLast { take(WorryText.finish(beforeLast &* 31 &+ hash, tag + 2)) }
            // What stands for the beginning has only the first word as its neighbour.
            beforeLast = last == WorryText.begin ? nil : last
            last = hash
        }

        @inline(__always)
        func end(tag: UInt32, _ take: (UInt32) -> Void) {
            take(WorryText.finish(last &* 31 &+ WorryText.end, tag + 1))
        }
    }

    @inline(__always)
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(basis) { ($0 ^ UInt32($1)) &* prime }
    }

    fileprivate static let begin: UInt32 = 1
    fileprivate static let end: UInt32 = 2
    private static let basis: UInt32 = 0x811C_9DC5
    private static let prime: UInt32 = 0x0100_0193

    /// The end of MurmurHash3: every bit of the result depends on every bit before.
    @inline(__always)
    private static func finish(_ hash: UInt32, _ tag: UInt32) -> UInt32 {
        var value = hash ^ (tag &* 0x9E37_79B9)
        value ^= value >> 16
        value = value &* 0x85EB_CA6B
        value ^= value >> 13
        value = value &* 0xC2B2_AE35
        return value ^ value >> 16
    }

    @inline(__always)
    private static func grams(
        _ stream: [UInt8], _ lengths: ClosedRange<Int>, tag: UInt32, _ take: (UInt32) -> Void
    ) {
        for start in stream.indices {
            var hash = basis
            let stop = min(start + lengths.upperBound, stream.count)
            for place in start..<stop {
                hash = (hash ^ UInt32(stream[place])) &* prime
                if place - start + 1 >= lengths.lowerBound { take(finish(hash, tag)) }
            }
        }
    }
}
