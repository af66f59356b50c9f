/// Cuts one line into words. Used by ``ReadText`` alone.
struct LineReader {
    private let characters: [Character]
    private let number: Int

    init(_ line: Substring, number: Int) {
        characters = Array(line)
        self.number = number
    }

    mutating func words() -> [ReadText.Word] {
        var words: [ReadText.Word] = []
        var start = 0
        while start < characters.count {
            if characters[start].isWhitespace {
                start += 1
                continue
            }
            var end = start
            while end < characters.count, !characters[end].isWhitespace { end += 1 }
            read(start..<end, into: &words)
            start = end
        }
        return words
    }

    /// Reads what stands between white space.
    private func read(_ chunk: Range<Int>, into words: inout [ReadText.Word]) {
        let text = String(characters[chunk])
        if Emoticons.isFace(text) { return words.append(word(.marks, chunk, before: "", after: "")) }
        if Self.isLink(text) {
            var end = chunk.upperBound
            while end > chunk.lowerBound + 1, ".,!?;:)\"'".contains(characters[end - 1]) { end -= 1 }
            return words.append(
                word(
                    .link, chunk.lowerBound..<end, before: "",
                    after: String(characters[end..<chunk.upperBound])))
        }
        let first = words.count
        var before = ""
        var place = chunk.lowerBound
        while place < chunk.upperBound {
            let end: Int
            let kind: ReadText.Word.Kind
            if let close = placeholderEnd(place, chunk.upperBound) {
                (kind, end) = (.placeholder, close)
            } else if characters[place].isPicture {
                (kind, end) = (.emoji, place + 1)
            } else if isStart(characters[place]) {
                (kind, end) = (.word, wordEnd(place, chunk.upperBound))
            } else {
                if words.count > first {
                    words[words.count - 1].after.append(characters[place])
                } else {
                    before.append(characters[place])
                }
                place += 1
                continue
            }
            words.append(word(kind, place..<end, before: before, after: ""))
            before = ""
            place = end
        }
        if words.count == first { words.append(word(.marks, chunk, before: "", after: "")) }
    }

    private func word(_ kind: ReadText.Word.Kind, _ range: Range<Int>, before: String, after: String)
        -> ReadText.Word
    {
        let text = String(characters[range])
        let lower = text.lowercased().map { $0 == "’" || $0 == "‘" ? "'" : $0 }
        return ReadText.Word(
            kind: kind, text: text, lower: String(lower), line: number, column: range.lowerBound + 1,
            before: before, after: after)
    }

    private static func isLink(_ text: String) -> Bool {
        text.contains("://") || text.lowercased().hasPrefix("www.")
    }

    private func isStart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "£€$#@+&".contains(character)
    }

    /// `{name}` or `{count|person|people}`: where it ends.
    private func placeholderEnd(_ start: Int, _ limit: Int) -> Int? {
        guard characters[start] == "{", start + 1 < limit, characters[start + 1].isLetter else { return nil }
        var place = start + 1
        while place < limit,
            characters[place].isLetter || characters[place].isNumber || "-_|".contains(characters[place])
        {
            place += 1
        }
        return place < limit && characters[place] == "}" ? place + 1 : nil
    }

    /// Where a word ends: a mark inside it belongs to it where a letter or a figure follows ("5:30pm", "e.g",
    /// "don't", "co-production"), but for those that part words ("yes/no").
    private func wordEnd(_ start: Int, _ limit: Int) -> Int {
        var place = start + 1
        var hasDigit = characters[start].isNumber
        while place < limit {
            let character = characters[place]
            if character.isLetter || character.isNumber || character == "%" {
                hasDigit = hasDigit || character.isNumber
                place += 1
                continue
            }
            guard !character.isPicture, place + 1 < limit,
                characters[place + 1].isLetter || characters[place + 1].isNumber
            else { break }
            let joins =
                hasDigit ? "'’-.,:/–&".contains(character) : "'’-.&".contains(character)
            guard joins else { break }
            place += 1
        }
        return place
    }
}
