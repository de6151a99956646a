import ArgumentParser
import Hub
import OfficeCommand

/// What a replica should hold.
struct HubDigest: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract:
            "Print, per record type, how many and a digest: of all, or of what one office sees.",
        discussion: """
            The same lines as `bridgework digest` at that office, so equality can be proved from \
            outside. JSON: type, count, digest (SHA-256, hexadecimal).
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The office's code.")
    var office: String?

    @Flag(help: "What a central replica without further scopes should hold.")
    var central = false

    @OptionGroup var output: ListingOptions

    func validate() throws {
        guard office == nil || !central else {
            throw ValidationError("Give --office CODE or --central, not both.")
        }
    }

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let digests = central ? try desk.centralDigests() : try desk.digests(office: office)
        try output.print(digests.listing, to: console)
    }
}
