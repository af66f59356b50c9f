/// Which places numbers point at, and which they do not.
extension WordsReader {
    /// "After 4", "under 13": a label says the same, or it is no answer.
    func comparison(
        in said: ArraySlice<Token>, at index: Int, _ labelled: Int, _ named: Set<Int>
    ) throws(Doubt) -> (found: Set<Int>, count: Int)? {
        guard words.comparisons.contains(said[index].text), said.indices.contains(index + 1), labelled < 2,
            said[index + 1].isNumber || said[index + 1].isTime,
            // "4pm rather than 5pm" turns one down.
            index == said.startIndex || said[index - 1].text != "rather"
        else { return nil }
        let number = said[index + 1]
        let found = offers { offer in
            offer.variants.contains { variant in
                zip(variant, variant.dropFirst()).contains { word, next in
                    word == said[index] && (next == number || next.isSame(number))
                }
            }
        }
        guard !found.isEmpty else { throw Doubt(reason: .otherNumber, between: named) }
        return (found, 2)
    }

    func pointer(to place: Place, in said: ArraySlice<Token>, at index: Int) -> Pointer? {
        switch place.kind {
        case .number(let number, let isSpelt):
            return pointer(to: number, isSpelt: isSpelt, place, in: said, at: index)
        case .ordinal(let number):
            let found =
                isBesideMonth(said, index)
                ? offers { $0.dates.contains(number) }
                : position(number).union(offers { $0.dates.contains(number) })
            return found.isEmpty ? nil : Pointer(alone: found, together: found, reason: .place)
        case .fromEnd(let number):
            let found = position(offers.count + 1 - number)
            return found.isEmpty ? nil : Pointer(alone: found, together: found, reason: .place)
        case .middle:
            guard offers.count % 2 == 1 else { return nil }
            return Pointer(alone: [offers.count / 2], together: [offers.count / 2], reason: .place)
        }
    }

    func pointer(
        to number: Int, isSpelt: Bool, _ place: Place, in said: ArraySlice<Token>, at index: Int
    ) -> Pointer? {
        if isBesideMonth(said, index) {
            let dated = offers { $0.dates.contains(number) }
            return dated.isEmpty ? nil : Pointer(alone: dated, together: dated)
        }
        let position = position(number)
        let whole = offers { $0.isNumber(number) }
        let hour = offers { $0.significant.contains { $0.isHour(number) || $0.isTime(written: number) } }
        // 13 stands in "Under 13", and is none of it.
        let part = offers { offer in
            offer.significant.contains { $0.holds(number) }
                && (offer.ranges.isEmpty || offer.ranges.contains { $0.contains(number) })
        }
        let together = position.union(part).union(hour)
        func alone(_ found: Set<Int>, _ reason: AnswerReading.Reason = .place) -> Pointer? {
            guard !found.isEmpty else { return nil }
            return Pointer(
                alone: found, together: together.union(found), reason: position.isEmpty ? .label : reason,
                isLoose: place.isLoose)
        }
        if shown == .numbers {
            // What people see is the number before the line; a word for it may be a label as well.
            let named = offers { $0.isNumber(number, isSpelt: true) }
            if isSpelt, !named.isEmpty { return alone(named.union(position), .label) }
            if !position.isEmpty { return alone(position) }
            return alone(offers { $0.hasOwnWord(number) }, .label)
        }
        if place.isMarked { return alone(whole.isEmpty ? position : whole) }
        let same = offers {
            $0.isNumber(number, isSpelt: isSpelt) || isSpelt && $0.isNumber(number, isSpelt: false)
        }
        if !same.isEmpty { return alone(same, .label) }
        let own = offers { $0.hasOwnWord(number) }
        if !own.isEmpty { return alone(own.union(position), .label) }
        let within = offers { $0.ranges.contains { $0.contains(number) } }
        return alone(position.union(whole).union(part).union(hour).union(within))
    }

    /// "2 oct", "the 2nd of october": a date, and no place.
    private func isBesideMonth(_ said: ArraySlice<Token>, _ index: Int) -> Bool {
        func isMonth(_ offset: Int) -> Bool {
            guard said.indices.contains(index + offset) else { return false }
            return words.months.contains(said[index + offset].text)
        }
        func isSmall(_ offset: Int) -> Bool {
            guard said.indices.contains(index + offset) else { return false }
            return ["of", "the", "in"].contains(said[index + offset].text)
        }
        return isMonth(1) || isMonth(-1) || isSmall(1) && isMonth(2) || isSmall(-1) && isMonth(-2)
    }

    private func position(_ number: Int) -> Set<Int> {
        offers.indices.contains(number - 1) ? [number - 1] : []
    }
}
