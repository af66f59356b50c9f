/// Numbers of people, to be seen as bars. A channel that shows pictures gets one that the bot draws, in large letters and
/// without meaning by colour; everywhere else nothing is shown, so the words of the message say all of it.
///
/// ```swift
/// let chart = Chart(
///     [
///         Chart.Part(
///             title: "What shall we drink?", bars: [.init("Tea", 7), .init("Squash", 5)], of: 12,
///             note: Prompt("how-many-drank", ["people": 12]))
///     ], description: Prompt("the-bars-show-the-same-numbers"))
/// turn.broadcast(Message(Prompt("what-we-drink"), chart: chart), to: .members)
/// ```
/// Nothing is drawn where there are more than ``mostBars`` bars, which nobody could read on a phone, or where the bot
/// has no font for the words.
public struct Chart: Sendable, Hashable, Codable {
    /// How many bars one picture shows at most.
    public static let mostBars = 12

    /// One bar.
    public struct Bar: Sendable, Hashable, Codable {
        /// What stands above it. Emoji are left out.
        public let label: String
        /// How many people it stands for.
        public let count: Int

        /// A bar for so many people.
        public init(_ label: String, _ count: Int) {
            self.label = label
            self.count = count
        }
    }

    /// The bars of one question.
    public struct Part: Sendable, Hashable, Codable {
        /// What was asked.
        public let title: String
        /// The bars, from top to bottom.
        public let bars: [Bar]
        /// How many people a whole bar stands for.
        public let whole: Int
        /// Words below the bars; nil for none.
        public let note: Prompt?

        /// Bars with what was asked above them.
        /// - Parameters:
        ///   - title: what was asked.
        ///   - bars: the bars, from top to bottom.
        ///   - whole: how many people a whole bar stands for.
        ///   - note: words below the bars.
        public init(title: String, bars: [Bar], of whole: Int, note: Prompt? = nil) {
            self.title = title
            self.bars = bars
            self.whole = whole
            self.note = note
        }
    }

    /// What is shown, from top to bottom.
    public let parts: [Part]
    /// What the picture shows, in words, for those who do not see it.
    public let description: Prompt

    /// A chart with its description.
    /// - Parameters:
    ///   - parts: what is shown, from top to bottom.
    ///   - description: what the picture shows, in words.
    public init(_ parts: [Part], description: Prompt) {
        self.parts = parts
        self.description = description
    }

    /// The same chart with its prompts' folder named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Chart {
        Chart(
            parts.map {
                Part(title: $0.title, bars: $0.bars, of: $0.whole, note: $0.note?.owned(by: owner))
            }, description: description.owned(by: owner))
    }
}
