/// How far two words are from each other: how many letters have to be put in, taken out or changed.
enum TextDistance {
    static func between(_ first: String, _ second: String) -> Int {
        let (left, right) = (Array(first.lowercased()), Array(second.lowercased()))
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(change, row[place] + 1, row[place + 1] + 1)
            }
        }
        return row[right.count]
    }
}
