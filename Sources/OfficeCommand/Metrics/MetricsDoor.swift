package import ArgumentParser
package import Logging
package import Monitoring
package import ServiceLifecycle
import WebDesk
import WebDoor

/// Gives a program's metrics out at `/metrics` on this machine, for as long as the program runs.
///
/// The work that is watched goes on whatever becomes of the watching: a port that is taken is told
/// in the log, and tried again.
package struct MetricsDoor: Service {
    private static let retryPause = Duration.seconds(60)

    private let port: Int
    private let sheet: MetricSheet
    private let logger: Logger

    /// - Parameter port: 0 for any that is free; the log says which.
    package init(port: Int, _ sheet: MetricSheet, logger: Logger) {
        self.port = port
        self.sheet = sheet
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let door = WebDoor(port: port, logger: quiet, isForOwnerAlone: false) { port in
                    logger.info("metrics are given out", metadata: ["port": "\(port)"])
                    return WebDoor.Answer { await answer($0, on: port) }
                }
                do { return try await door.run() } catch {
                    logger.error(
                        "metrics are not given out, will try again",
                        metadata: ["port": "\(port)", "error": "\(MetricsDoor.words(error))"])
                }
                do { try await Task.sleep(for: MetricsDoor.retryPause) } catch { return }
            }
        }
    }

    private static func words(_ error: any Error) -> String {
        if case WebDoorError.taken = error { return "another process listens there" }
        return "\(type(of: error))"
    }

    /// Who asks for what is not there is none of the log's business.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .critical
        return quiet
    }

    /// A page of another site may have a browser ask, and may not read what it gets: so the Host is
    /// this machine's, and nothing but the metrics is there.
    func answer(_ request: WebRequest, on port: Int) async -> WebAnswer {
        guard let host = request.header("host"),
            ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host.lowercased())
        else { return .refused(421, "Metrics are given out to this machine by its own address.") }
        guard ["none", "same-origin", nil].contains(request.header("sec-fetch-site")) else {
            return .refused(403, "Metrics are not read from another page.")
        }
        guard request.path == ["metrics"] else { return .refused(404, "Metrics are at /metrics.") }
        guard request.method != .post else {
            return .refused(405, "Metrics are read, not written.")
        }
        let (exposition, failure) = await sheet.exposed()
        if let failure {
            logger.warning("metrics of the store were not read", metadata: ["error": "\(failure)"])
        }
        return WebAnswer(200, type: Exposition.contentType, exposition.text)
    }
}

/// Where a daemon gives its metrics out.
package struct MetricsOption: ParsableArguments, Sendable {
    @Option(help: "Give metrics out for Prometheus at 127.0.0.1:PORT/metrics; 0: a free port.")
    package var metrics: Int?

    package init() {}

    package func validate() throws {
        guard (0...65_535).contains(metrics ?? 0) else {
            throw ValidationError("--metrics takes a port from 0 to 65535.")
        }
    }

    /// The services that this takes: one, or none where nobody asked for it.
    package func services(
        _ logger: Logger, _ sheet: () -> MetricSheet
    ) -> [any Service] {
        metrics.map { [MetricsDoor(port: $0, sheet(), logger: logger)] } ?? []
    }
}
