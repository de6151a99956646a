import ArgumentParser

/// The network: why a doctor is in it or not.
struct NetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Ask why a doctor is in network or not.",
        subcommands: [NetworkExplain.self])
}
