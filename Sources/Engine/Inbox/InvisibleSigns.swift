extension String {
    /// The same without signs that nobody can see: of no width, soft hyphens, tags, fillers, and those that turn the
    /// direction of what follows. With them two names look alike, a name looks empty, or what is written behind a name
    /// reads backwards. Used for all that people write (``Arrival``) and for lists of people.
    ///
    /// Where such a sign shapes what is seen it stays: inside an emoji, and between letters of scripts that join.
    package var withoutInvisibleSigns: String {
        // Below this every byte stands for something that is seen, or for a space.
        guard utf8.contains(where: { $0 >= 0xC2 }) else { return self }
        let all = Array(unicodeScalars)
        var kept = UnicodeScalarView()
        var isInFlag = false
        for (place, scalar) in all.enumerated() {
            let before = place > 0 ? all[place - 1] : nil
            let after = place + 1 < all.count ? all[place + 1] : nil
            // England, Scotland and Wales are a black flag with letters that are tags.
            isInFlag = scalar.value == 0x1F3F4 || isInFlag && scalar.isTag
            if scalar.isSeen(after: before, before: after) || isInFlag { kept.append(scalar) }
        }
        return kept.count == all.count ? self : String(kept)
    }
}

extension Unicode.Scalar {
    fileprivate var isTag: Bool { 0xE0020...0xE007F ~= value }

    /// Whether it is seen itself, or shapes what is seen beside it.
    fileprivate func isSeen(after: Unicode.Scalar?, before: Unicode.Scalar?) -> Bool {
        switch value {
        case 0x200C, 0x200D:
            guard let after, let before else { return false }
            return after.isPartOfEmoji && before.isPartOfEmoji || after.joins && before.joins
        case 0xFE00...0xFE0F: return after?.properties.isEmoji ?? false
        case 0xE0100...0xE01EF: return after?.properties.isIdeographic ?? false
        case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B, 0x200E...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
            0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            return false
        default: return true
        }
    }

    private var isPartOfEmoji: Bool { value == 0xFE0F || properties.isEmoji }

    /// Letters from Arabic to Burmese, and of Khmer, Mongolian and their neighbours.
    private var joins: Bool {
        0x600...0x109F ~= value || 0x1780...0x1AAF ~= value || 0xA800...0xABFF ~= value
    }
}
