package import ArgumentParser
package import Logging
package import Supervision
import Sync

/// How a daemon writes its log.
package struct LogOptions: ParsableArguments, Sendable {
    /// The least that is logged.
    package enum Level: String, CaseIterable, ExpressibleByArgument, Sendable {
        case trace, debug, info, notice, warning, error, critical

        var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
    }

    @Option(help: "How the log is written, an event a line: text or json.")
    package var logFormat: LogLine.Format = .text

    @Option(help: "The least that is logged, from trace over info and warning to critical.")
    package var logLevel: Level = .info

    package init() {}

    /// Talks to whoever started the daemon by hand; a collector is written events and nothing else.
    package func say(_ text: String, on console: Console) {
        if logFormat == .text { console.say(text) }
    }

    /// A log on this process's standard error.
    package func logger(_ label: String) -> Logger {
        var logger = Logger(label: label) {
            LineLog.own($0, logFormat, debugging: ErrorWords.ours)
        }
        logger.logLevel = logLevel.level
        return logger
    }
}

extension LogLine.Format: ExpressibleByArgument {}
