import ArgumentParser

/// The desk in a browser, and what browsers believe it by.
struct BrowserDesk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: "Open this replica's desk in a browser, until stopped.",
        discussion: """
            `bridgework desk` opens it on this machine alone; `bridgework desk --lan ADDRESS` on \
            the network, where people prove themselves; `bridgework desk authority` makes the \
            certificate for that where there is none of your own.
            """,
        subcommands: [OpenDesk.self, DeskAuthority.self], defaultSubcommand: OpenDesk.self)
}
