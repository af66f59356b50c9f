import CCairo
import Threads

/// Draws bars as a PNG for a phone: large dark letters on white, the label above its bar and the number behind it. All
/// bars look the same, so that no colour means anything, and each lies in the outline of the whole.
///
/// ```swift
/// let png = ChartPen.shared?.png(
///     BarChart([.init(title: "Which day?", bars: [.init("Saturday", 7)], of: 12)]))
/// ```
public final class ChartPen: Sendable {
    /// One chart at a time: a font is not made for several threads.
    private let font: Guarded<ChartFont>

    /// The one pen of the process, made when something is first drawn. Nil where the machine has no font for it: Debian's
    /// package fonts-dejavu-core.
    public static let shared = ChartPen(fonts: ChartFont.folder)

    init?(fonts folder: String) {
        guard let font = ChartFont(folder: folder) else { return nil }
        self.font = Guarded(font)
    }

    /// How wide every picture is, in pixels. A phone shows it about half as large.
    static let width = 720.0

    /// Draws a chart. It takes some 10 milliseconds.
    /// - Returns: the file; nil where the font has no sign for one of its characters, or memory has run out.
    public func png(_ chart: BarChart) -> [UInt8]? {
        font.with { font in
            guard chart.words.allSatisfy(font.has), !chart.parts.isEmpty else { return nil }
            // Once for the height, and once more for good.
            var measuring = Sheet(font: font, height: 1)
            guard let height = measuring?.draw(chart) else { return nil }
            measuring = nil
            let sheet = Sheet(font: font, height: Int32(height.rounded(.up)))
            guard sheet?.draw(chart) != nil else { return nil }
            return sheet?.png()
        }
    }
}
