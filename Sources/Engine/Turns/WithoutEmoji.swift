extension String {
    /// The same without emoji, for somebody who gets none. Words that are nothing but emoji stay as they are, because
    /// something has to be there to read.
    var withoutEmoji: String {
        guard utf8.contains(where: { $0 >= 0xC0 }), contains(where: \.isEmoji) else { return self }
        var text = ""
        for character in self where !character.isEmoji {
            // "Well done 🎉!" is "Well done!", and no line begins or ends with a space.
            if text.last == " ", " \n.!?,".contains(character) { text.removeLast() }
            if character == " ", text.isEmpty || text.last == "\n" { continue }
            text.append(character)
        }
        if text.last == " " { text.removeLast() }
        return text.allSatisfy(\.isWhitespace) ? self : text
    }
}

extension Character {
    /// A picture, and no letter, figure or sign that is also in the list of emoji.
    var isEmoji: Bool {
        unicodeScalars.contains { scalar in
            scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F
                || scalar.properties.isEmoji && scalar.value >= 0x2600
        }
    }
}
