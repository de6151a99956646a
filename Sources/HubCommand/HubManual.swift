import ArgumentParser
import OfficeCommand

/// Writes the manual pages, the completions and the settings file of the hub's package.
struct HubManual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write manual pages, completions and a settings file, as the package has them.",
        shouldDisplay: false)

    @OptionGroup var place: ManualOptions

    func run() throws {
        try Manual(
            BridgeworkHub.self, daemon: Serve.self,
            settings: ["store": "/var/lib/bridgework-hub"], date: place.date
        ).write(into: place.into)
    }
}
