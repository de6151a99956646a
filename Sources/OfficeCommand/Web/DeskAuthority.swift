import ArgumentParser
import Foundation
import Identity
import Merge
import Replica
import Store

/// A certificate for the desk on the network, from an authority of its own.
struct DeskAuthority: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authority",
        abstract: "Make an authority for the desk on the network, and the desk's certificate.",
        discussion: """
            Its root is what browsers are told to trust: for these hosts alone, for servers alone, \
            and for five years. No replica and no hub knows it, and the authority that lets \
            replicas in is never one that a browser trusts. Whoever reads web-ca.key can stand in \
            for this desk, and for nothing else.

            Take web-ca.pem, whose fingerprint is printed, to every browser that opens this desk: \
            under its settings for certificates, as an authority for web sites. The desk's own \
            certificate holds for thirteen months; --renew makes the next one, and browsers need \
            nothing new. A desk that is open takes it up within a minute.

            Whatever was cut off halfway goes on where it was, by the same command.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "A name or address that people type; may be repeated.")
    var host: [String] = []

    @Flag(help: "Make the next certificate of the authority that is there.")
    var renew = false

    @Flag(help: "Make another authority; browsers do not know it yet.")
    var again = false

    func validate() throws {
        guard renew || !host.isEmpty else {
            throw ValidationError("Give --host NAME for each name or address that people type.")
        }
        guard !(renew && again) else { throw ValidationError("--renew or --again, not both.") }
    }

    func run() async throws {
        let console = Console.own
        let store = try options.folder
        let machine = try MachineKeys(KeyFolder(store.identity))
        let folder = store.web
        try folder.create()
        let now = SystemClock.now().date
        let made = try made(in: folder, for: machine.root.group, now)
        console.line(folder.path(of: .webAuthorityCertificate))
        if !renew { console.say("take that to the browsers; SHA-256 \(made.fingerprint)") }
        console.say("the desk's certificate holds until \(made.notAfter.formatted(.iso8601))")
    }

    /// Writes the files so that the last one, the desk's certificate, says that all are there: an
    /// authority without one is gone on with.
    func made(
        in folder: KeyFolder, for group: RecordID, _ now: Date
    ) throws -> WebAuthority {
        let isThere = try folder.contains(.webAuthorityKey)
        let isWhole = try isThere && folder.contains(.webCertificate)
        guard renew || again || !isWhole else { throw NetworkDeskProblem.authorityExists }
        guard !renew || isThere else { throw NetworkDeskProblem.noAuthority }
        let made: WebAuthority
        if isThere, !again {
            guard isWhole || !host.isEmpty else { throw NetworkDeskProblem.noHosts }
            let hosts = host.isEmpty ? try NetworkDesk.hosts(in: folder) : host
            made = try WebAuthority(
                renewing: folder.read(.webAuthorityCertificate),
                authorityKeyPEM: folder.read(.webAuthorityKey), for: hosts, now: now)
        } else {
            made = try WebAuthority(for: host, group: group, now: now)
            try folder.remove(.webCertificate)
            // Without its key a root is nobody's, and one that follows another has no other's key.
            try folder.remove(.webAuthorityKey)
            try folder.write(made.rootPEM, as: .webAuthorityCertificate)
            try folder.write(made.authorityKeyPEM, as: .webAuthorityKey)
        }
        try folder.remove(.webCertificate)
        try folder.write(made.keyPEM, as: .webKey)
        try folder.write(made.pem, as: .webCertificate)
        return made
    }
}
