/// A strict reader of the text format of Prometheus, version 0.0.4, written from its description so that the
/// tests do not judge our text by our own code.
public struct PrometheusReader {
    /// What is wrong with the text.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String
    }

    /// One line with a value.
    public struct Sample: Equatable {
        public let name: String
        public let labels: [String: String]
        public let value: Double
    }

    /// The type of each metric.
    public private(set) var types: [String: String] = [:]
    public private(set) var helps: [String: String] = [:]
    public private(set) var samples: [Sample] = []
    private var seen: Set<String> = []
    private var current = ""

    /// Reads the whole text.
    /// - Throws: ``Fault`` where Prometheus would not take it.
    public init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(description: "no line end at the end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            try read(line)
        }
        for (name, type) in types where type == "histogram" { try checkHistogram(name) }
    }

    /// The value of one series.
    public func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    private mutating func read(_ line: Substring) throws {
        if line.hasPrefix("# HELP ") {
            let parts = line.dropFirst(7).split(separator: " ", maxSplits: 1)
            guard parts.count == 2, isName(parts[0]), helps[String(parts[0])] == nil else {
                throw fault(line)
            }
            current = String(parts[0])
            helps[current] = try unescaped(parts[1], allowed: ["\\": "\\", "n": "\n"])
        } else if line.hasPrefix("# TYPE ") {
            let parts = line.dropFirst(7).split(separator: " ")
            guard parts.count == 2, parts[0] == current, types[current] == nil,
                ["counter", "gauge", "histogram"].contains(parts[1])
            else { throw fault(line) }
            types[current] = String(parts[1])
        } else {
            try readSample(line)
        }
    }

    private mutating func readSample(_ line: Substring) throws {
        var rest = line
        let name = rest.prefix { $0 != "{" && $0 != " " }
        rest = rest.dropFirst(name.count)
        guard isName(name), belongs(String(name)) else { throw fault(line) }
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest.removeFirst()
            repeat {
                if rest.first == "," { rest.removeFirst() }
                let label = rest.prefix { $0 != "=" }
                rest = rest.dropFirst(label.count)
                guard isName(label), rest.hasPrefix("=\""), labels[String(label)] == nil else {
                    throw fault(line)
                }
                rest = rest.dropFirst(2)
                var value = ""
                while let next = rest.first, next != "\"" {
                    value.append(next)
                    rest.removeFirst()
                    if next == "\\" {
                        guard let escaped = rest.first else { throw fault(line) }
                        value.append(escaped)
                        rest.removeFirst()
                    }
                }
                guard rest.first == "\"" else { throw fault(line) }
                rest.removeFirst()
                labels[String(label)] = try unescaped(
                    value[...], allowed: ["\\": "\\", "n": "\n", "\"": "\""])
            } while rest.first == ","
            guard rest.first == "}" else { throw fault(line) }
            rest.removeFirst()
        }
        guard rest.first == " ", let value = Self.number(rest.dropFirst()) else { throw fault(line) }
        let key = "\(name) " + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined()
        guard seen.insert(key).inserted else { throw Fault(description: "twice: \(line)") }
        samples.append(Sample(name: String(name), labels: labels, value: value))
    }

    /// A sample stands under the metric that was begun last.
    private func belongs(_ name: String) -> Bool {
        guard let type = types[current] else { return false }
        if type != "histogram" { return name == current }
        return ["_bucket", "_sum", "_count"].contains { name == current + $0 }
    }

    private func checkHistogram(_ name: String) throws {
        let counts = samples.filter { $0.name == name + "_count" }
        for count in counts {
            let buckets = samples.filter { sample in
                sample.name == name + "_bucket" && sample.labels.filter { $0.key != "le" } == count.labels
            }
            let bounds = buckets.compactMap { $0.labels["le"].flatMap { Self.number($0[...]) } }
            guard bounds.count == buckets.count, bounds == bounds.sorted(), bounds.last == .infinity,
                buckets.map(\.value) == buckets.map(\.value).sorted(), buckets.last?.value == count.value,
                value(name + "_sum", count.labels) != nil
            else { throw Fault(description: "\(name) is no histogram") }
        }
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.allSatisfy({ "0123456789.+-e".contains($0) }) ? Double(text) : nil
        }
    }

    private func isName(_ name: Substring) -> Bool {
        name.first?.isNumber == false
            && name.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
            }
    }

    private func unescaped(_ text: Substring, allowed: [Character: Character]) throws -> String {
        var result = ""
        var rest = text
        while let next = rest.popFirst() {
            guard next == "\\" else {
                result.append(next)
                continue
            }
            guard let escaped = rest.popFirst(), let meant = allowed[escaped] else { throw fault(text) }
            result.append(meant)
        }
        return result
    }

    private func fault(_ line: Substring) -> Fault { Fault(description: "cannot read: \(line)") }
}
