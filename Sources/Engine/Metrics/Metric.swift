/// Something that only grows: messages sent, turns that failed. Made by ``Metrics``, kept by whoever counts.
public struct Counter: Sendable {
    let book: SeriesBook<SharedNumber>

    /// Counts up.
    /// - Parameters:
    ///   - amount: by how much.
    ///   - values: one for each label of the counter, in its order. Never anything personal.
    public func add(_ amount: UInt64 = 1, _ values: String...) { book[values].count(up: amount) }

    /// One series of the counter, for a place that counts thousands of times a second.
    public func series(_ values: String...) -> Series { Series(number: book[values]) }

    /// The counter for one set of label values.
    public struct Series: Sendable {
        let number: SharedNumber

        public func add(_ amount: UInt64 = 1) { number.count(up: amount) }
    }
}

/// Something that goes up and down: messages that wait. Made by ``Metrics``.
public struct Gauge: Sendable {
    let book: SeriesBook<SharedNumber>

    public func set(_ value: Double, _ values: String...) { book[values].set(value) }
    public func add(_ amount: Double, _ values: String...) { book[values].add(amount) }
}

/// How large or long things are, by how many stay below some bounds. Made by ``Metrics``.
public struct Histogram: Sendable {
    /// Bounds in seconds that suit turns and sends.
    public static let seconds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    let book: SeriesBook<Buckets>

    public func observe(_ value: Double, _ values: String...) { book[values].observe(value) }

    /// Observes how long something took, in seconds.
    public func observe(_ time: Duration, _ values: String...) {
        book[values].observe(time / .seconds(1))
    }

    /// One series of the histogram, for a place that observes thousands of times a second.
    public func series(_ values: String...) -> Series { Series(buckets: book[values]) }

    /// The histogram for one set of label values.
    public struct Series: Sendable {
        let buckets: Buckets

        public func observe(_ time: Duration) { buckets.observe(time / .seconds(1)) }
    }

    /// The counts of one series.
    struct Buckets: Sendable {
        let bounds: [Double]
        /// One for each bound, and one for what is above them all.
        let counts: [SharedNumber]
        let sum = SharedNumber()

        init(bounds: [Double]) {
            self.bounds = bounds
            counts = (0...bounds.count).map { _ in SharedNumber() }
        }

        func observe(_ value: Double) {
            // A NaN would make the sum NaN for ever.
            guard !value.isNaN else { return }
            counts[bounds.firstIndex { value <= $0 } ?? bounds.count].count(up: 1)
            sum.add(value)
        }
    }
}
