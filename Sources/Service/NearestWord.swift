/// Finds what somebody may have meant. Used for keys of the configuration and for words of the command line.
public enum NearestWord {
    /// - Parameters:
    ///   - word: What was written.
    ///   - known: What could have been meant.
    /// - Returns: The known word that is nearest, nil where none is near.
    public static func find(_ word: String, in known: some Sequence<String>) -> String? {
        let lower = word.lowercased()
        var best: (word: String, distance: Int)?
        for candidate in known {
            let other = candidate.lowercased()
            let allowed = max(1, max(lower.count, other.count) / 3)
            var distance = distance(Array(lower), Array(other))
            // A beginning, such as 'helpers' for 'help', is near too.
            if lower.count >= 3, other.hasPrefix(lower) { distance = min(distance, 1) }
            guard distance <= allowed, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.word
    }

    /// How many letters have to be changed, added, left out, or swapped with their neighbour.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, otherLetter) in other.enumerated() {
                var best = min(
                    last[column + 1] + 1, current[column] + 1, last[column] + (letter == otherLetter ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
