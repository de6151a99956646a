import Foundation
import GRDBSQLite

/// Where the numbers come from: figures travel badly, factors do not.
enum Machine {
    static var stamp: String {
        let day = String(ISO8601DateFormatter().string(from: Date()).prefix(10))
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return "\(day), \(model), \(cores) cores, SQLite \(String(cString: sqlite3_libversion()))"
    }

    private static var model: String {
        do {
            let text = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
            return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
                ?? "unknown processor"
        } catch { return "unknown processor" }
    }
}
