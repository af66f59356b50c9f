import ChannelContract
import Charts
import Threads
import YouSaidKit

/// Draws the charts of messages, each once for all who get it, and outside of every transaction.
final class ChartPictures: Sendable {
    /// How many pictures are held: those that go out just now.
    private static let limit = 16

    private let drawn = Guarded<[OutgoingChart: [UInt8]]>([:])

    /// The message as it goes to the platform, with its chart drawn where there is one and it can be.
    func ready(_ message: ClaimedMessage) -> Delivery {
        guard let chart = message.chart, let png = picture(of: chart) else { return message.delivery }
        return message.delivery.showing(DeliveredPicture(png: png, description: chart.description))
    }

    private func picture(of chart: OutgoingChart) -> [UInt8]? {
        if let known = drawn.with({ $0[chart] }) { return known }
        // Where the machine has no font words alone go out.
        guard let png = ChartPen.shared?.png(chart.chart) else { return nil }
        drawn.with {
            if $0.count >= Self.limit { $0.removeAll() }
            $0[chart] = png
        }
        return png
    }
}

/// A chart with its words, for one reader.
struct OutgoingChart: Hashable, Sendable {
    let chart: BarChart
    let description: String
}

extension Composer {
    /// A chart as one reader gets it; nil where it has more bars than a phone can show.
    func compose(_ chart: Chart, for reader: Reader) throws -> OutgoingChart? {
        let count = chart.parts.reduce(0) { $0 + $1.bars.count }
        guard (1...Chart.mostBars).contains(count) else { return nil }
        let parts = try chart.parts.map { part in
            BarChart.Part(
                title: part.title.withoutEmoji,
                bars: part.bars.map { BarChart.Bar($0.label.withoutEmoji, $0.count) }, of: part.whole,
                note: try part.note.map { try words($0, for: reader) } ?? "")
        }
        return OutgoingChart(
            chart: BarChart(parts), description: try words(chart.description, for: reader))
    }
}

extension OutgoingChart {
    func write(to out: inout ByteWriter) {
        out.text(description)
        out.list(chart.parts) { out, part in
            out.text(part.title)
            out.integer(part.whole)
            out.text(part.note)
            out.list(part.bars) { out, bar in
                out.text(bar.label)
                out.integer(bar.count)
            }
        }
    }

    init(_ reader: inout ByteReader) throws {
        description = try reader.text()
        chart = BarChart(
            try reader.list { reader in
                let title = try reader.text()
                let whole = try reader.integer()
                let note = try reader.text()
                return BarChart.Part(
                    title: title,
                    bars: try reader.list { reader in
                        let label = try reader.text()
                        return BarChart.Bar(label, try reader.integer())
                    }, of: whole, note: note)
            })
    }
}
