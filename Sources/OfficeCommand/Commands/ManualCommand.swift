package import ArgumentParser

/// Writes the manual pages, the completions and the settings file of a package.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write manual pages, completions and a settings file, as the package has them.",
        shouldDisplay: false)

    @OptionGroup var place: ManualOptions

    func run() throws {
        try Manual(
            Bridgework.self, daemon: AgentCommand.self,
            settings: ["store": "/var/lib/bridgework"], date: place.date
        ).write(into: place.into)
    }
}

/// Where a manual is written.
package struct ManualOptions: ParsableArguments {
    @Option(help: "The folder that stands for /usr/share.")
    package var into: String

    @Option(help: "The day that the pages name.")
    package var date: String = ""

    package init() {}
}
