import Synchronization
import Threads

/// A number that several threads count up or set without waiting for each other. Used by ``Counter``, ``Gauge``
/// and ``Histogram``.
final class SharedNumber: Sendable {
    private let bits = Atomic<UInt64>(0)

    var count: UInt64 { bits.load(ordering: .relaxed) }
    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    /// Counts up, for a number that is read as ``count``.
    func count(up amount: UInt64) { bits.wrappingAdd(amount, ordering: .relaxed) }

    /// Sets a number that is read as ``value``.
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    /// Adds to a number that is read as ``value``.
    func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, found) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = found
        }
    }
}

/// The series of one metric: one for each set of label values. Used by the three kinds of metric.
final class SeriesBook<Series: Sendable>: Sendable {
    /// More sets of values than this share one whose values are all "other", so that nothing from outside that
    /// ends up in a label can fill the memory.
    static var limit: Int { 500 }

    let labels: [String]
    private let make: @Sendable () -> Series
    private let series: Guarded<[[String]: Series]>

    init(labels: [String], make: @escaping @Sendable () -> Series) {
        self.labels = labels
        self.make = make
        // Without labels there is one series, which shows from the start.
        series = Guarded(labels.isEmpty ? [[]: make()] : [:])
    }

    subscript(_ values: [String]) -> Series {
        series.with { series in
            var values = Array(values.prefix(labels.count))
            while values.count < labels.count { values.append("") }
            if let found = series[values] { return found }
            if series.count >= Self.limit { values = labels.map { _ in "other" } }
            if let found = series[values] { return found }
            let made = make()
            series[values] = made
            return made
        }
    }

    /// Every series with its label values, sorted by them.
    var all: [(values: [String], series: Series)] {
        series.with { $0.map { ($0.key, $0.value) } }
            .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    }
}
