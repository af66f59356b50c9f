/// How many letters have to be changed, left out, put in or swapped with their neighbour to make one word of
/// another (Damerau and Levenshtein, in its form of optimal string alignment). Used by ``AnswerReader`` for near
/// misses and by ``ReservedWord`` for a misspelt STOP.
enum EditDistance {
    /// - Returns: the distance, or nil where it is more than `limit`.
    static func between(_ left: String, _ right: String, limit: Int) -> Int? {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        guard abs(left.count - right.count) <= limit else { return nil }
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var older: [Int] = []
        var old = Array(0...right.count)
        for row in 1...left.count {
            var new = [row]
            new.reserveCapacity(right.count + 1)
            for column in 1...right.count {
                let isSame = left[row - 1] == right[column - 1]
                var best = min(old[column] + 1, new[column - 1] + 1, old[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    best = min(best, older[column - 2] + 1)
                }
                new.append(best)
            }
            older = old
            old = new
        }
        return old[right.count] <= limit ? old[right.count] : nil
    }
}
