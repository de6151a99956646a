import Foundation
package import Logging
import Synchronization

/// Writes a program's log to its standard error, an event a line.
///
/// What libraries say for their own debugging is left out: they describe whatever they hold, down
/// to a server with all that is in it.
package struct LineLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level = .info
    private let label: String
    private let style: LogLine
    private let modules: Set<String>

    /// - Parameter modules: whose debugging counts.
    package init(_ label: String, _ style: LogLine, debugging modules: Set<String>) {
        self.label = label
        self.style = style
        self.modules = modules
    }

    /// In that format on this process's standard error, be it the journal's or not.
    package static func own(
        _ label: String, _ format: LogLine.Format, debugging modules: Set<String>
    ) -> LineLog {
        var status = stat()
        let isJournal =
            fstat(STDERR_FILENO, &status) == 0
            && LogLine.isJournal(
                ProcessInfo.processInfo.environment, device: UInt64(status.st_dev),
                file: UInt64(status.st_ino))
        return LineLog(
            label, LogLine(format, isForJournal: isJournal), debugging: modules)
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes an event as one line, unless its level or module is left out.
    package func log(event: LogEvent) {
        if let line = line(of: event, at: Date()) { LineLog.write(line) }
    }

    /// - Returns: `nil` for what is left out.
    func line(of event: LogEvent, at time: Date) -> String? {
        guard event.level >= .info || modules.contains(event.source) else { return nil }
        var facts = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
        if let more = event.metadata { facts.merge(more) { $1 } }
        // Of an error whose words nobody chose, its type alone: it may quote what is stored.
        if let error = event.error { facts["errorType"] = "\(type(of: error))" }
        return style.line(
            event.level, label, "\(event.message)", facts, source: event.source, at: time)
    }

    private static let turn = Mutex(())

    /// Lines of several threads follow each other; one that nobody takes is lost, and no reason to
    /// stop.
    private static func write(_ line: String) {
        turn.withLock { _ in
            var rest = Array(line.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
