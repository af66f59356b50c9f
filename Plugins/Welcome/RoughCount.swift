import YouSaidKit

/// How many people there are, roughly: a small number next to a topic or an age would tell who it is, and so would
/// the difference of two exact ones.
enum RoughCount {
    private static let step = 5

    static func prompt(_ count: Int) -> Prompt {
        if count == 0 { return Prompt("rough-nobody") }
        if count < step { return Prompt("rough-few", ["limit": .number(step)]) }
        return Prompt("rough-about", ["count": .number((count + step / 2) / step * step)])
    }
}
