/// Bars with their words and numbers, ready to be drawn by ``ChartPen``. It knows nothing of bots.
public struct BarChart: Sendable, Hashable {
    public struct Bar: Sendable, Hashable {
        public let label: String
        public let count: Int

        public init(_ label: String, _ count: Int) {
            self.label = label
            self.count = count
        }
    }

    /// The bars of one question.
    public struct Part: Sendable, Hashable {
        public let title: String
        public let bars: [Bar]
        /// What a bar of the whole width stands for.
        public let whole: Int
        /// Words below the bars; empty for none.
        public let note: String

        public init(title: String, bars: [Bar], of whole: Int, note: String = "") {
            self.title = title
            self.bars = bars
            self.whole = whole
            self.note = note
        }
    }

    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// Everything that is to be read in it.
    var words: [String] { parts.flatMap { [$0.title, $0.note] + $0.bars.map(\.label) } }
}
