package import ArgumentParser
import Identity
import Logging
import Merge
import Replica
import ServiceLifecycle
import Store
import Sync
import Wire

/// Answers programs of this machine over TLS, beside the socket and in the same way.
///
/// The agent's work goes on whatever becomes of it: what keeps it from listening is told in the
/// log, and tried again. A certificate that was renewed is shown to whoever comes after that.
struct ProgramDoor: Service {
    private static let pause = Duration.seconds(60)

    let address: ListenAddress
    let store: StoreFolder
    let answer: OfficeService.Answer
    let logger: Logger

    func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do { try await serve() } catch {
                guard !Task.isCancelled else { return }
                logger.error(
                    "programs are not answered over TLS, will try again",
                    metadata: ["address": "\(address)", "error": "\(ErrorWords.of(error))"])
                await Self.rest()
            }
        }
    }

    /// - Returns: earlier when the agent is to stop.
    private static func rest() async {
        await cancelWhenGracefulShutdown {
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    /// Serves until the agent is to stop, or until there is another certificate; what is under way
    /// then comes to its end.
    private func serve() async throws {
        let shown = try certificate()
        let folder = KeyFolder(store.identity)
        let office = OfficeService(
            admit: { text in
                guard let token = ServiceToken(text: text), try folder.knows(token) else {
                    return nil
                }
                return token.user
            }, answer: answer)
        let listener = Listener.programs(
            at: address, identity: TLSIdentity(certificate: shown.chainPEM, key: shown.keyPEM),
            office: office)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                await untilRenewed(from: shown)
                await Listener.sayGoodbye([listener])
            }
            if let port = await listener.port {
                logger.info("programs are answered over TLS", metadata: ["port": "\(port)"])
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// The store's own certificate, if it speaks for this machine.
    private func certificate() throws -> WebCertificate {
        let found = try NetworkDesk.certificate(nil, in: store)
        guard found.speaks(for: address.address) || found.speaks(for: "localhost") else {
            throw WebCertificateFault.notFor(address.address)
        }
        return found
    }

    private func untilRenewed(from shown: WebCertificate) async {
        var isTold = false
        while true {
            await Self.rest()
            guard !Task.isCancelled, !Task.isShuttingDownGracefully else { return }
            do {
                let found = try certificate()
                isTold = false
                if found.chainPEM != shown.chainPEM || found.keyPEM != shown.keyPEM { return }
            } catch {
                // The one before is shown on; that is told once.
                guard !isTold else { continue }
                logger.warning(
                    "no certificate to follow the one that programs are shown",
                    metadata: ["why": "\(ErrorWords.of(error))"])
                isTold = true
            }
        }
    }
}

/// Where an agent answers programs that cannot use its socket.
package struct ProgramOption: ParsableArguments, Sendable {
    @Option(
        help: """
            Answer programs of this machine at ADDRESS:PORT too, over TLS and by token; the \
            address is 127.0.0.1 or [::1].
            """)
    package var apiListen: String?

    package init() {}

    package func validate() throws { _ = try address }

    /// `nil` where nobody asked for it.
    var address: ListenAddress? {
        get throws {
            guard let apiListen else { return nil }
            guard let colon = apiListen.lastIndex(of: ":"),
                let port = Int(apiListen[apiListen.index(after: colon)...]),
                (1...65_535).contains(port)
            else { throw ProgramOption.misuse }
            let host = String(apiListen[..<colon].filter { !"[]".contains($0) })
            guard ["127.0.0.1", "::1"].contains(host),
                let address = ListenAddress(address: host, port: port)
            else { throw ProgramOption.misuse }
            return address
        }
    }

    private static let misuse = ValidationError(
        "--api-listen takes an address of this machine alone, with a port: 127.0.0.1:7448 or "
            + "[::1]:7448.")
}
