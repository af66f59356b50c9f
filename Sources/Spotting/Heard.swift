/// What one hears of a word: its consonants, those that sound alike as one, and a vowel at its beginning. So "skared" is
/// "scared" and "nife" is "knife". Used by ``WorryText``; the trainer does the very same (`script/training/reading.py`).
enum Heard {
    /// Two and three letters that are one sound, the longer ones first; 0 is none.
    private static let sounds: [(letters: [UInt8], sound: UInt8)] = [
        ("ght", "t"), ("tch", "x"), ("gh", ""), ("ph", "f"), ("ck", "k"), ("sh", "x"), ("ch", "x"),
        ("th", "f"),
        ("wh", "w"),
    ].map { (Array($0.0.utf8), $0.1.utf8.first ?? 0) }

    static func read(_ word: ArraySlice<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        guard word.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            result.append(contentsOf: word)
            return
        }
        var place = word.startIndex
        while place < word.endIndex {
            let isFirst = place == word.startIndex
            let (letter, length) = sound(at: place, of: word)
            var sound = letter
            switch sound {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"),
                UInt8(ascii: "y"):
                sound = isFirst ? UInt8(ascii: "a") : 0
            case UInt8(ascii: "h"), UInt8(ascii: "w"):
                if !isFirst { sound = 0 }
            case UInt8(ascii: "r"):
                if !isFirst, place + length == word.endIndex { sound = 0 }
            default: break
            }
            if sound != 0, result.last != sound { result.append(sound) }
            place += length
        }
        // Of a short word nothing would be left to know it by.
        if result.count < 2 {
            result.removeAll(keepingCapacity: true)
            result.append(UInt8(ascii: "v"))
            result.append(contentsOf: word)
        }
    }

    /// The sound that begins at a letter, and how many letters it takes.
    private static func sound(at place: Int, of word: ArraySlice<UInt8>) -> (UInt8, Int) {
        let letter = word[place]
        let after = place + 1 < word.endIndex ? word[place + 1] : 0
        // Most letters begin none of them.
        switch letter {
        case UInt8(ascii: "g"), UInt8(ascii: "t"), UInt8(ascii: "p"), UInt8(ascii: "c"), UInt8(ascii: "s"),
            UInt8(ascii: "w"):
            for one in sounds where word[place...].starts(with: one.letters) {
                return (one.sound, one.letters.count)
            }
        default: break
        }
        if place == word.startIndex {
            if letter == UInt8(ascii: "k"), after == UInt8(ascii: "n") { return (after, 2) }
            if letter == UInt8(ascii: "w"), after == UInt8(ascii: "r") { return (after, 2) }
        }
        switch letter {
        case UInt8(ascii: "c"):
            let isSoft = [UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "y")].contains(after)
            return (UInt8(ascii: isSoft ? "s" : "k"), 1)
        case UInt8(ascii: "q"): return (UInt8(ascii: "k"), 1)
        case UInt8(ascii: "z"): return (UInt8(ascii: "s"), 1)
        case UInt8(ascii: "v"): return (UInt8(ascii: "f"), 1)
        case UInt8(ascii: "d"): return (UInt8(ascii: "t"), 1)
        default: return (letter, 1)
        }
    }
}
