import Dispatch
import Engine
import TestLimits
import TestSupport
import Testing

/// The figures at `/metrics`, read back as Prometheus would.
@Suite(.limited)
struct MetricsTests {
    @Test func countersCountByTheirLabels() throws {
        let metrics = Metrics()
        let sends = metrics.counter("yousaid_sends_total", "Messages sent.", labels: ["channel", "result"])
        sends.add(1, "telegram", "sent")
        sends.add(2, "telegram", "sent")
        sends.series("console", "retry").add()
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.types == ["yousaid_sends_total": "counter"])
        #expect(read.helps == ["yousaid_sends_total": "Messages sent."])
        #expect(read.value("yousaid_sends_total", ["channel": "telegram", "result": "sent"]) == 3)
        #expect(read.value("yousaid_sends_total", ["channel": "console", "result": "retry"]) == 1)
        #expect(read.samples.count == 2)
    }

    @Test func aCounterWithoutLabelsShowsFromTheStart() throws {
        let metrics = Metrics()
        let counter = metrics.counter("yousaid_starts_total", "Starts.")
        #expect(try PrometheusReader(metrics.prometheusText()).value("yousaid_starts_total") == 0)
        counter.add()
        #expect(try PrometheusReader(metrics.prometheusText()).value("yousaid_starts_total") == 1)
    }

    @Test func theSameNameIsTheSameMetric() throws {
        let metrics = Metrics()
        metrics.counter("yousaid_a_total", "A.").add()
        metrics.counter("yousaid_a_total", "A.").add()
        #expect(try PrometheusReader(metrics.prometheusText()).value("yousaid_a_total") == 2)
    }

    @Test func gaugesAreSetAddedToAndRead() throws {
        let metrics = Metrics()
        let waiting = metrics.gauge("yousaid_waiting", "Waiting.", labels: ["channel"])
        waiting.set(2.5, "telegram")
        waiting.add(-4, "telegram")
        metrics.gauge("yousaid_memory_bytes", "Memory.") { [([], 1024)] }
        metrics.gauge("yousaid_depth", "Depth.", labels: ["queue"]) {
            [(["b"], .infinity), (["a"], .nan), (["b"], 7), (["too", "many"], 1)]
        }
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.value("yousaid_waiting", ["channel": "telegram"]) == -1.5)
        #expect(read.value("yousaid_memory_bytes") == 1024)
        #expect(read.value("yousaid_depth", ["queue": "b"]) == 7)
        #expect(read.value("yousaid_depth", ["queue": "a"])?.isNaN == true)
        #expect(read.samples.count == 4)
    }

    @Test func aHistogramCountsWhatStaysBelowEachBound() throws {
        let metrics = Metrics()
        let times = metrics.histogram(
            "yousaid_turn_seconds", "Turns.", labels: ["plugin"], buckets: [1, 0.1, 5])
        for value in [0.05, 0.1, 0.5, 60] { times.observe(value, "polls") }
        times.observe(.milliseconds(250), "polls")
        times.observe(.nan, "polls")
        let read = try PrometheusReader(metrics.prometheusText())
        let buckets = read.samples.filter { $0.name == "yousaid_turn_seconds_bucket" }
        #expect(buckets.map { $0.labels["le"] } == ["0.1", "1", "5", "+Inf"])
        #expect(buckets.map(\.value) == [2, 4, 4, 5])
        #expect(read.value("yousaid_turn_seconds_count", ["plugin": "polls"]) == 5)
        let sum = try #require(read.value("yousaid_turn_seconds_sum", ["plugin": "polls"]))
        #expect(abs(sum - 60.9) < 1e-9)
    }

    @Test func oddTextIsEscaped() throws {
        let metrics = Metrics()
        let odd = "a\\b\"c\nd{e}=é,\r\n"
        metrics.counter("yousaid_odd_total", "Odd \\ \"help\"\nin two lines", labels: ["x"]).add(1, odd)
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.value("yousaid_odd_total", ["x": odd]) == 1)
        #expect(read.helps["yousaid_odd_total"] == "Odd \\ \"help\"\nin two lines")
    }

    @Test func metricsAndSeriesAreSorted() throws {
        let metrics = Metrics()
        let counter = metrics.counter("yousaid_b_total", "B.", labels: ["x"])
        for value in ["c", "a", "b"] { counter.add(1, value) }
        _ = metrics.counter("yousaid_a_total", "A.")
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.samples.map { $0.labels["x"] ?? "" } == ["", "a", "b", "c"])
    }

    @Test func endlessLabelValuesDoNotFillTheMemory() throws {
        let metrics = Metrics()
        let counter = metrics.counter("yousaid_many_total", "Many.", labels: ["x"])
        for value in 0..<2000 { counter.add(1, "\(value)") }
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.samples.count <= 501)
        #expect(read.samples.reduce(0) { $0 + $1.value } == 2000)
        #expect((read.value("yousaid_many_total", ["x": "other"]) ?? 0) > 1000)
    }

    @Test func nothingIsLostBetweenThreads() throws {
        let metrics = Metrics()
        let counter = metrics.counter("yousaid_c_total", "C.", labels: ["x"])
        let gauge = metrics.gauge("yousaid_g", "G.")
        let histogram = metrics.histogram("yousaid_h", "H.", buckets: [10, 100])
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for number in 0..<2000 {
                counter.add(1, "\(number % 3)")
                gauge.add(1)
                histogram.observe(Double(number % 200))
                if thread == 0, number % 500 == 0 {
                    do { _ = try PrometheusReader(metrics.prometheusText()) } catch { Issue.record(error) }
                }
            }
        }
        let read = try PrometheusReader(metrics.prometheusText())
        #expect(read.samples.filter { $0.name == "yousaid_c_total" }.reduce(0) { $0 + $1.value } == 16_000)
        #expect(read.value("yousaid_g") == 16_000)
        #expect(read.value("yousaid_h_count") == 16_000)
    }
}
