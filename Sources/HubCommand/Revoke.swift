import ArgumentParser
import Hub
import OfficeCommand

/// Shuts one replica out.
struct Revoke: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shut a replica out, from its next message on; its open stream ends now.")

    @OptionGroup var options: HubOptions

    @Argument(help: "The replica's id or the end of it.")
    var replica: String

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let revoked = try desk.revoke(replica)
        console.line("revoked \(revoked)")
    }
}
