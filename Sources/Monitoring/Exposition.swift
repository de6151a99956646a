/// Measures in Prometheus' text format, version 0.0.4.
///
/// A metric's HELP and TYPE stand once, before all of its measures, which keep their order.
package struct Exposition: Equatable, Sendable {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package let text: String

    package init(_ measures: [Measure]) {
        var order: [Metric] = []
        var groups: [Metric: [Measure]] = [:]
        for measure in measures {
            if groups[measure.metric] == nil { order.append(measure.metric) }
            groups[measure.metric, default: []].append(measure)
        }
        let lines = order.flatMap { metric in
            Exposition.head(of: metric) + (groups[metric] ?? []).flatMap(Exposition.lines)
        }
        text = lines.map { $0 + "\n" }.joined()
    }

    private static func head(of metric: Metric) -> [String] {
        let type =
            switch metric.kind {
            case .gauge: "gauge"
            case .counter: "counter"
            case .durations: "histogram"
            }
        return [
            "# HELP \(metric.name) \(escaped(metric.help))", "# TYPE \(metric.name) \(type)",
        ]
    }

    private static func lines(of measure: Measure) -> [String] {
        let name = measure.metric.name
        let labels = zip(measure.metric.labels, measure.labels).map { ($0, $1) }
        switch measure.value {
        case .number(let number): return [line(name, labels, number)]
        case .durations(let durations):
            var below = 0
            let buckets = zip(durations.bounds + [.infinity], durations.counts).map {
                below += $1
                return line(
                    name + "_bucket", labels + [("le", Exposition.number($0))], Double(below))
            }
            return buckets + [
                line(name + "_sum", labels, durations.sum),
                line(name + "_count", labels, Double(below)),
            ]
        }
    }

    private static func line(
        _ name: String, _ labels: [(String, String)], _ value: Double
    ) -> String {
        let pairs = labels.map { "\($0)=\"\(escaped($1).replacing("\"", with: "\\\""))\"" }
        let set = pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
        return "\(name)\(set) \(number(value))"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// Whole numbers as such, others as Go reads them.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map { String($0) } ?? String(value)
    }
}
