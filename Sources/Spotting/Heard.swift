/// What one hears of a word: its consonants, those that sound alike as one, and a vowel at its beginning. So "skared" is
/// "scared" and "nife" is "knife". Used by ``WorryText``; the trainer does the very same (`script/training/reading.py`).
enum Heard {
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
        let third = place + 2 < word.endIndex ? word[place + 2] : 0
        let isFirst = place == word.startIndex
        // Two and three letters that are one sound; 0 is none.
        switch (letter, after) {
        case (UInt8(ascii: "g"), UInt8(ascii: "h")):
            return third == UInt8(ascii: "t") ? (UInt8(ascii: "t"), 3) : (0, 2)
        case (UInt8(ascii: "t"), UInt8(ascii: "c")) where third == UInt8(ascii: "h"):
            return (UInt8(ascii: "x"), 3)
        case (UInt8(ascii: "p"), UInt8(ascii: "h")), (UInt8(ascii: "t"), UInt8(ascii: "h")):
            return (UInt8(ascii: "f"), 2)
        case (UInt8(ascii: "c"), UInt8(ascii: "k")): return (UInt8(ascii: "k"), 2)
        case (UInt8(ascii: "s"), UInt8(ascii: "h")), (UInt8(ascii: "c"), UInt8(ascii: "h")):
            return (UInt8(ascii: "x"), 2)
        case (UInt8(ascii: "w"), UInt8(ascii: "h")): return (UInt8(ascii: "w"), 2)
        case (UInt8(ascii: "k"), UInt8(ascii: "n")) where isFirst: return (after, 2)
        case (UInt8(ascii: "w"), UInt8(ascii: "r")) where isFirst: return (after, 2)
        default: break
        }
        switch letter {
        case UInt8(ascii: "c"):
            switch after {
            case UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "y"): return (UInt8(ascii: "s"), 1)
            default: return (UInt8(ascii: "k"), 1)
            }
        case UInt8(ascii: "q"): return (UInt8(ascii: "k"), 1)
        case UInt8(ascii: "z"): return (UInt8(ascii: "s"), 1)
        case UInt8(ascii: "v"): return (UInt8(ascii: "f"), 1)
        case UInt8(ascii: "d"): return (UInt8(ascii: "t"), 1)
        default: return (letter, 1)
        }
    }
}
