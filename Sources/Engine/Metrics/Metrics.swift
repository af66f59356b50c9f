import Threads

/// The figures that the bot shows at `/metrics`, in the text format of Prometheus, version 0.0.4. Whoever has
/// something to count asks it for a ``Counter``, ``Gauge`` or ``Histogram`` once and keeps that; counting is cheap
/// and safe from any thread.
///
/// ```swift
/// let sends = metrics.counter("yousaid_sends_total", "Messages sent.", labels: ["channel", "result"])
/// sends.add(1, "telegram", "sent")
/// ```
public final class Metrics: Sendable {
    /// One value that a gauge has when it is read: its label values and the figure.
    public typealias Reading = (values: [String], figure: Double)

    private struct Family: Sendable {
        enum Kind: Sendable {
            case counter(Counter)
            case gauge(Gauge)
            case readGauge([String], @Sendable () -> [Reading])
            case histogram(Histogram)
        }

        let help: String
        let kind: Kind
    }

    private let families = FamilyBook()

    public init() {}

    /// Something that only grows. Asked again for a name, it gives the same counter.
    /// - Parameters:
    ///   - name: begins with `yousaid_` and, for a counter, ends with `_total`.
    ///   - help: what it means, in one line.
    ///   - labels: the names of its labels. Their values must be few, and never personal.
    public func counter(_ name: String, _ help: String, labels: [String] = []) -> Counter {
        let made = families.add(name, help, labels) {
            .counter(Counter(book: SeriesBook(labels: labels) { SharedNumber() }))
        }
        guard case .counter(let counter) = made else { return Self.other(name) }
        return counter
    }

    /// Something that goes up and down, and is set.
    public func gauge(_ name: String, _ help: String, labels: [String] = []) -> Gauge {
        let made = families.add(name, help, labels) {
            .gauge(Gauge(book: SeriesBook(labels: labels) { SharedNumber() }))
        }
        guard case .gauge(let gauge) = made else { return Self.other(name) }
        return gauge
    }

    /// Something that is read whenever somebody asks for the figures.
    /// - Parameter read: called on the thread that asks; it may be slow, and must not ask for the figures itself.
    public func gauge(
        _ name: String, _ help: String, labels: [String] = [], read: @escaping @Sendable () -> [Reading]
    ) {
        _ = families.add(name, help, labels) { .readGauge(labels, read) }
    }

    /// How large or long things are.
    /// - Parameter buckets: the upper bounds, rising.
    public func histogram(
        _ name: String, _ help: String, labels: [String] = [], buckets: [Double] = Histogram.seconds
    ) -> Histogram {
        let bounds = Set(buckets.filter(\.isFinite)).sorted()
        let made = families.add(name, help, labels) {
            .histogram(Histogram(book: SeriesBook(labels: labels) { .init(bounds: bounds) }))
        }
        guard case .histogram(let histogram) = made else { return Self.other(name) }
        return histogram
    }

    /// Everything, as Prometheus reads it, sorted by name and label values.
    public func prometheusText() -> String {
        var text = PrometheusText()
        for (name, family) in families.all {
            switch family.kind {
            case .counter(let counter):
                text.begin(name, "counter", family.help)
                for (values, number) in counter.book.all {
                    text.add(name, counter.book.labels, values, String(number.count))
                }
            case .gauge(let gauge):
                text.begin(name, "gauge", family.help)
                for (values, number) in gauge.book.all {
                    text.add(name, gauge.book.labels, values, PrometheusText.figure(number.value))
                }
            case .readGauge(let labels, let read):
                text.begin(name, "gauge", family.help)
                // One line a set of values: the format allows no second.
                let found = Dictionary(
                    read().map { ($0.values, $0.figure) }, uniquingKeysWith: { _, last in last })
                for (values, figure) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
                where values.count == labels.count {
                    text.add(name, labels, values, PrometheusText.figure(figure))
                }
            case .histogram(let histogram):
                text.begin(name, "histogram", family.help)
                for (values, buckets) in histogram.book.all {
                    text.add(name, histogram.book.labels, values, buckets)
                }
            }
        }
        return text.text
    }

    /// A name that stands for two kinds of metric is a slip in our own code: it counts into the void, and debug
    /// builds stop.
    private static func other<Kind: Unregistered>(_ name: String) -> Kind {
        assertionFailure("\(name) is two kinds of metric")
        return Kind.unregistered
    }

    /// The metrics by name.
    private final class FamilyBook: Sendable {
        private let families = Guarded<[String: Family]>([:])

        func add(
            _ name: String, _ help: String, _ labels: [String], _ make: () -> Family.Kind
        ) -> Family.Kind {
            assert(
                name.hasPrefix("yousaid_") && PrometheusText.isName(name)
                    && labels.allSatisfy { PrometheusText.isName($0) && $0 != "le" && !$0.hasPrefix("__") },
                "\(name) is no name for a metric, or one of its labels is none")
            return families.with { families in
                if let known = families[name] { return known.kind }
                let kind = make()
                families[name] = Family(help: help, kind: kind)
                return kind
            }
        }

        var all: [(String, Family)] {
            families.with { $0.map { ($0.key, $0.value) } }.sorted { $0.0 < $1.0 }
        }
    }
}

/// A metric that nobody sees.
private protocol Unregistered {
    static var unregistered: Self { get }
}

extension Counter: Unregistered {
    fileprivate static var unregistered: Counter {
        Counter(book: SeriesBook(labels: []) { SharedNumber() })
    }
}

extension Gauge: Unregistered {
    fileprivate static var unregistered: Gauge { Gauge(book: SeriesBook(labels: []) { SharedNumber() }) }
}

extension Histogram: Unregistered {
    fileprivate static var unregistered: Histogram {
        Histogram(book: SeriesBook(labels: []) { .init(bounds: []) })
    }
}
