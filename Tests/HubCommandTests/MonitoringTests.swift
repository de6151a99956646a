import Foundation
import Monitoring
import Testing

@testable import HubCommand
@testable import OfficeCommand

/// The dashboard and the alert rules that come with the programs.
struct MonitoringTests {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/Tools/monitoring/"

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + name, encoding: .utf8)
    }

    /// Every name under which a metric's series are found.
    private static let known: Set<String> = {
        var names: Set<String> = []
        for metric in HubMetrics.all + ReplicaMetrics.all {
            guard case .durations = metric.kind else {
                names.insert(metric.name)
                continue
            }
            names.formUnion(["_bucket", "_sum", "_count"].map { metric.name + $0 })
        }
        return names
    }()

    @Test(arguments: ["alerts.yml", "alerts-test.yml", "dashboard.json", "README.md"])
    func `every metric that is named exists`(_ name: String) throws {
        let named = try Self.text(name).matches(of: /bridgework_[a-z_]+/).map { String($0.output) }
        #expect(Set(named).subtracting(Self.known).isEmpty)
        #expect(!named.isEmpty)
    }

    @Test func `a label that is asked for is one of the metric's`() throws {
        let metrics = Dictionary(
            (HubMetrics.all + ReplicaMetrics.all).map { ($0.name, Set($0.labels)) },
            uniquingKeysWith: { first, _ in first })
        for name in ["alerts.yml", "dashboard.json"] {
            let text = try Self.text(name).replacing("\\\"", with: "\"")
            for match in text.matches(of: /(bridgework_[a-z_]+)\{([a-z]+)(?:=|!=|=~|!~)"/) {
                let (metric, label) = (String(match.1), String(match.2))
                // Prometheus gives every series those of where it was scraped.
                guard !["job", "instance"].contains(label) else { continue }
                #expect(metrics[metric]?.contains(label) == true, "\(metric)")
            }
        }
    }

    @Test func `a trouble that a rule waits for is a kind of trouble`() throws {
        let kinds = Set(Trouble.Kind.allCases.map(\.name))
        let asked = try Self.text("alerts.yml").matches(of: /kind="([a-z-]+)"/).map { String($0.1) }
        #expect(Set(asked).subtracting(kinds).isEmpty && !asked.isEmpty)
    }

    @Test func `the dashboard is JSON that Grafana takes, with a question in every panel`() throws {
        let board =
            try JSONSerialization.jsonObject(with: Data(Self.text("dashboard.json").utf8))
            as? [String: Any]
        let panels = board?["panels"] as? [[String: Any]] ?? []
        #expect(panels.count >= 12)
        for panel in panels where panel["type"] as? String != "row" {
            let targets = panel["targets"] as? [[String: Any]] ?? []
            #expect(!targets.isEmpty && targets.allSatisfy { $0["expr"] is String })
            #expect((panel["title"] as? String)?.isEmpty == false)
        }
    }

    @Test func `every alert says what to do`() throws {
        let text = try Self.text("alerts.yml")
        let alerts = text.matches(of: #/- alert: (\w+)/#).map { String($0.1) }
        #expect(alerts.count == text.matches(of: #/summary: /#).count)
        #expect(alerts.count == text.matches(of: #/description: /#).count)
        #expect(Set(alerts).count == alerts.count)
        let tested = try Self.text("alerts-test.yml")
        for alert in alerts { #expect(tested.contains("alertname: \(alert)"), "\(alert)") }
    }
}
