import ArgumentParser
import Hub
import OfficeCommand

/// Shuts one replica out.
struct Revoke: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shut a replica out, from its next message on; its open stream ends now.",
        discussion: """
            For a machine that was stolen or given away, and for a replica that is no more, \
            because its machine joined anew: `status` waits for it no longer. It stays in \
            `replicas` and `events`. A revoked machine comes back by a new invitation and \
            `bridgework join --again`. After one in strange hands draw a new secret for ids: \
            `bridgework-hub renew-secret`.
            """,
        aliases: ["retire"])

    @OptionGroup var options: HubOptions

    @Argument(help: "The replica's id or the end of it, or its machine's name.")
    var replica: String

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let revoked = try desk.revoke(replica)
        console.line("revoked \(revoked)")
    }
}
