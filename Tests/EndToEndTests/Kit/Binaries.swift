import Foundation

/// The programs under test, as users run them.
enum Binaries: String {
    case office = "bridgework"
    case hub = "bridgework-hub"

    /// Beside the test bundle, where SwiftPM builds both; `BRIDGEWORK_BIN` names another folder.
    var url: URL {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let folder = ProcessInfo.processInfo.environment["BRIDGEWORK_BIN"] ?? beside
        return URL(filePath: folder).appending(path: rawValue)
    }

    /// Nothing of the tester's own settings reaches a program, and tables have one width.
    static let environment: [String: String] = {
        var environment = ProcessInfo.processInfo.environment
        for name in environment.keys where name.hasPrefix("BRIDGEWORK") {
            environment[name] = nil
        }
        // Keys lie away from stores; what is unlocked, in memory.
        environment["BRIDGEWORK_KEYS"] = NSTemporaryDirectory() + "bridgework-e2e-keys"
        environment["XDG_RUNTIME_DIR"] = "/dev/shm"
        // Every test's stores can be sealed so, or none.
        environment["BRIDGEWORK_SEAL"] = environment["SEAL_TESTED_STORES"]
        environment["COLUMNS"] = "160"
        environment["TZ"] = "UTC"
        return environment
    }()
}
