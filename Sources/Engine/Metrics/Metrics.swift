import Threads

/// Counts and measures for `/metrics`, in the text format of Prometheus (version 0.0.4). No label may ever name a
/// person.
public final class Metrics: Sendable {
    /// What kind of figure it is, as Prometheus names it.
    enum Kind: String {
        case counter, gauge, histogram
    }

    private struct Family {
        let kind: Kind
        let help: String
        var values: [[Label]: Double] = [:]
        var histograms: [[Label]: Histogram] = [:]
        var read: (@Sendable () -> [([Label], Double)])?
    }

    private struct Histogram {
        var counts: [Int]
        var sum = 0.0
        var count = 0
    }

    /// A label and its value: `plugin="polls"`.
    public struct Label: Sendable, Hashable {
        let name: String
        let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The upper ends of the buckets of every histogram, in seconds.
    static let buckets = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

    private let families = Guarded<[String: Family]>([:])

    public init() {}

    /// Says what a counter counts, so that it shows with 0 before it first counts.
    func declareCounter(_ name: String, _ help: String) {
        families.with {
            var family = $0[name] ?? Family(kind: .counter, help: help)
            if family.values.isEmpty { family.values[[]] = 0 }
            $0[name] = family
        }
    }

    func declareLabelledCounter(_ name: String, _ help: String) {
        families.with { $0[name] = $0[name] ?? Family(kind: .counter, help: help) }
    }

    func declareHistogram(_ name: String, _ help: String) {
        families.with { $0[name] = $0[name] ?? Family(kind: .histogram, help: help) }
    }

    /// A figure that is read whenever somebody asks.
    public func gauge(_ name: String, _ help: String, read: @escaping @Sendable () -> [([Label], Double)]) {
        families.with {
            var family = Family(kind: .gauge, help: help)
            family.read = read
            $0[name] = family
        }
    }

    /// Counts up. A counter that was not declared counts nothing.
    func count(_ name: String, _ labels: [Label] = [], by amount: Int = 1) {
        guard amount > 0 else { return }
        families.with { $0[name]?.values[labels, default: 0] += Double(amount) }
    }

    /// Notes how long something took.
    func observe(_ name: String, _ labels: [Label], _ time: Duration) {
        let parts = time.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
        families.with {
            guard $0[name] != nil else { return }
            var histogram =
                $0[name]?.histograms[labels]
                ?? Histogram(counts: Array(repeating: 0, count: Self.buckets.count))
            if let bucket = Self.buckets.firstIndex(where: { seconds <= $0 }) {
                histogram.counts[bucket] += 1
            }
            histogram.sum += seconds
            histogram.count += 1
            $0[name]?.histograms[labels] = histogram
        }
    }

    /// Everything, as Prometheus reads it.
    public func prometheusText() -> String {
        let families = families.with { $0 }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(Self.escaped(family.help, quotes: false))\n"
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            var values = family.values.map { ($0.key, $0.value) }
            if let read = family.read { values += read() }
            for (labels, value) in values.sorted(by: { Self.shown($0.0) < Self.shown($1.0) }) {
                text += "\(name)\(Self.shown(labels)) \(Self.shown(value))\n"
            }
            for (labels, histogram) in family.histograms.sorted(by: {
                Self.shown($0.key) < Self.shown($1.key)
            }) {
                text += Self.shown(name, labels, histogram)
            }
        }
        return text
    }

    private static func shown(_ name: String, _ labels: [Label], _ histogram: Histogram) -> String {
        var text = ""
        var running = 0
        for (bucket, count) in zip(buckets, histogram.counts) {
            running += count
            text += "\(name)_bucket\(shown(labels + [Label("le", shown(bucket))])) \(running)\n"
        }
        text += "\(name)_bucket\(shown(labels + [Label("le", "+Inf")])) \(histogram.count)\n"
        text += "\(name)_sum\(shown(labels)) \(shown(histogram.sum))\n"
        text += "\(name)_count\(shown(labels)) \(histogram.count)\n"
        return text
    }

    private static func shown(_ labels: [Label]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
            + "}"
    }

    private static func shown(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let lines = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? lines.replacing("\"", with: "\\\"") : lines
    }
}
