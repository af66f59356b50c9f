/// Whether a choice is only written otherwise, or is another one: "Dgo" is "Dog", and "Cat" is not "Bat". Used by
/// ``Correcting``.
enum WordSlip {
    /// A word with fewer letters is too easily another: "Now", "Not".
    private static let longEnough = 5
    private static let negations: Set<String> = [
        "not", "no", "never", "none", "cant", "dont", "wont", "isnt", "doesnt", "didnt", "cannot", "without",
        "nothing", "wouldnt",
        "couldnt", "shouldnt", "arent", "wasnt", "neither", "nor",
    ]

    /// Each word is the same or a slip of the pen.
    static func isOne(_ old: String, _ new: String) -> Bool {
        let (old, new) = (words(old), words(new))
        // "Town park" and "Townpark".
        if old.joined() == new.joined() { return true }
        guard old.count == new.count else { return false }
        return zip(old, new).allSatisfy { $0 == $1 || isSlip(Array($0), Array($1)) }
    }

    /// A "not" came or went: "I can come", "I can't come".
    static func turnsRound(_ old: String, _ new: String) -> Bool {
        words(old).filter(negations.contains) != words(new).filter(negations.contains)
    }

    private static func words(_ text: String) -> [String] {
        DraftRules.asRead(text).filter { $0 != "'" }.split(separator: " ").map(String.init)
    }

    private static func isSlip(_ old: [Character], _ new: [Character]) -> Bool {
        if isSwapped(old, new) || isDrawnOut(old, new) { return true }
        guard old.count >= longEnough, new.count >= longEnough, old.first == new.first else { return false }
        return TextDistance.between(String(old), String(new)) <= max(1, min(old.count, new.count) / 4)
    }

    /// Two letters changed places: "Dgo".
    private static func isSwapped(_ old: [Character], _ new: [Character]) -> Bool {
        guard old.count == new.count, old.count >= 3,
            let first = old.indices.first(where: { old[$0] != new[$0] }),
            first + 1 < old.count
        else { return false }
        var swapped = old
        swapped.swapAt(first, first + 1)
        return swapped == new
    }

    /// A letter stands there once too often or too seldom: "Hal", "Hall".
    private static func isDrawnOut(_ old: [Character], _ new: [Character]) -> Bool {
        func once(_ letters: [Character]) -> [Character] {
            letters.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
        return once(old) == once(new)
    }
}
