/// What a log or a person may be told of an error: our own errors' words, and of any other only its
/// type.
///
/// Errors of SQLite's wrapper quote the statement and its arguments, which are stored values.
package enum ErrorWords {
    /// An error in words that hold no stored value, for logs and counts.
    package static func of(_ error: any Error) -> String {
        isOurs(error) || modulesThatNameNoValue.contains(module(of: error))
            ? "\(error)" : "it failed for a reason it does not name (\(type(of: error)))"
    }

    /// Whether one of our targets declares the error.
    package static func isOurs(_ error: any Error) -> Bool {
        ours.contains(module(of: error))
    }

    /// The module that declares the error's type.
    package static func module(of error: any Error) -> String {
        String(String(reflecting: type(of: error)).prefix { $0 != "." })
    }

    /// Our targets, by whose words nothing stored is told.
    package static let ours: Set<String> = [
        "Disk", "Merge", "Sync", "Tables", "X12", "Records", "Fees", "Participation", "Benefits",
        "Claims", "Practice", "Sealing", "Store", "Wire", "Identity", "Backups", "Rulebook",
        "Replica", "Hub", "Interface", "OfficeCommand", "HubCommand", "WebDesk", "WebDoor",
        "Supervision",
    ]

    /// They name paths and numbers of the system.
    private static let modulesThatNameNoValue: Set<String> = [
        "Foundation", "FoundationEssentials", "ServiceLifecycle", "Swift", "_Concurrency",
        "ArgumentParser",
    ]
}
