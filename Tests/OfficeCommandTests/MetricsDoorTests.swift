import ArgumentParser
import HouseKit
import Logging
import Monitoring
import Replica
import Store
import Testing
import WebDesk

@testable import OfficeCommand

/// Who gets a program's metrics, and what else is there.
struct MetricsDoorTests {
    private static let size = Metric.gauge("bridgework_size_bytes", "How large.")

    private func answer(
        _ target: String = "/metrics", method: String = "GET", host: String = "127.0.0.1:9470",
        more: [(String, String)] = []
    ) async throws -> WebAnswer {
        let reader = MetricReader(words: { "\(type(of: $0))" }) { [Measure(Self.size, 5)] }
        let door = MetricsDoor(
            port: 9_470, MetricSheet(MetricBook([]), reader),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let request = try #require(
            WebRequest(
                method: method, target: target,
                headers: ([("Host", host)] + more).map { (name: $0.0, value: $0.1) }))
        return await door.answer(request, on: 9_470)
    }

    @Test func `metrics come as Prometheus' text, to both of this machine's names`() async throws {
        for host in ["127.0.0.1:9470", "localhost:9470", "LOCALHOST:9470"] {
            let answer = try await answer(host: host)
            #expect(answer.status == 200)
            #expect(
                answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("\nbridgework_size_bytes 5\n"))
            #expect(answer.text.contains("\nbridgework_reading_success 1\n"))
        }
    }

    @Test func `an agent's metrics are read beside whoever writes, and wait for nobody`()
        async throws
    {
        let house = try await House()
        let desk = house.centre.desk
        let measures = try desk.store.write { _ in try ReplicaMetrics.measures(desk) }
        let names = Set(measures.map(\.metric.name))
        #expect(names.isSuperset(of: ["bridgework_build_info", "bridgework_replica_lag_changes"]))
    }

    @Test func `nothing else is there`() async throws {
        #expect(try await answer("/").status == 404)
        #expect(try await answer("/metrics/x").status == 404)
        #expect(try await answer(method: "POST").status == 405)
    }

    @Test func `a page of another site reads nothing through a browser`() async throws {
        for host in ["evil.example:9470", "127.0.0.1:80", "127.0.0.1", "localhost"] {
            #expect(try await answer(host: host).status == 421, "\(host)")
        }
        #expect(try await answer(more: [("Sec-Fetch-Site", "cross-site")]).status == 403)
        #expect(try await answer(more: [("Sec-Fetch-Site", "same-site")]).status == 403)
        #expect(try await answer(more: [("Sec-Fetch-Site", "none")]).status == 200)
    }

    @Test func `a port is a port`() {
        #expect(throws: (any Error).self) { try AgentCommand.parse(["--metrics=65536"]) }
        #expect(throws: (any Error).self) { try AgentCommand.parse(["--metrics=-1"]) }
        #expect(throws: Never.self) { try AgentCommand.parse(["--metrics=0"]) }
        #expect(throws: (any Error).self) { try AgentCommand.parse(["--log-format=xml"]) }
        #expect(throws: (any Error).self) { try AgentCommand.parse(["--log-level=loud"]) }
    }
}
