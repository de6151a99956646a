import ArgumentParser

/// How a command that lists prints its rows.
package enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case table, json, csv
}
