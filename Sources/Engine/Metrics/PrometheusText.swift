/// Writes figures in the text format of Prometheus, version 0.0.4. Used by ``Metrics``.
struct PrometheusText {
    private(set) var text = ""

    /// Writes the two lines that begin a metric.
    mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    /// Writes one figure.
    mutating func add(_ name: String, _ labels: [String], _ values: [String], _ figure: String) {
        text += "\(name)\(Self.braces(zip(labels, values).map { ($0, $1) })) \(figure)\n"
    }

    /// Writes one series of a histogram: its buckets, which include the smaller ones, its sum and its count.
    mutating func add(
        _ name: String, _ labels: [String], _ values: [String], _ buckets: Histogram.Buckets
    ) {
        var below: UInt64 = 0
        // The count is the last bucket, and not a number of its own, so that they agree while others count.
        for (bound, number) in zip(buckets.bounds + [.infinity], buckets.counts) {
            below += number.count
            add("\(name)_bucket", labels + ["le"], values + [Self.figure(bound)], String(below))
        }
        add("\(name)_sum", labels, values, Self.figure(buckets.sum.value))
        add("\(name)_count", labels, values, String(below))
    }

    static func figure(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// True for a name that Prometheus takes: letters, digits and underscores, no digit first.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
        }
    }

    private static func braces(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { "\($0)=\"\(escaped($1, quotes: true))\"" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
