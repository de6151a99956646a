internal import NIOCore
internal import NIOSSL
import Synchronization

/// Where a door stands.
package enum DoorPlace: Sendable {
    /// At 127.0.0.1, in plain HTTP, for programs of this process's own user; 0 is any free port.
    case machine(port: Int)
    /// On the network, with TLS 1.2 or later; 0.0.0.0 and :: are all of this machine's addresses.
    case network(address: String, port: Int, DoorTLS)

    var address: String {
        switch self {
        case .machine: "127.0.0.1"
        case .network(let address, _, _): address
        }
    }

    var port: Int {
        switch self {
        case .machine(let port), .network(_, let port, _): port
        }
    }
}

/// What a door on the network shows to browsers, and keeps for itself.
///
/// Who opens a line is shown what is shown then: another certificate takes no new start.
package struct DoorTLS: Sendable {
    let configuration: TLSConfiguration
    private let shown: ShownPair

    /// - Parameters:
    ///   - chainPEM: the door's certificate, then those between it and a root.
    ///   - keyPEM: its private key.
    /// - Throws: `WebDoorError.unusable` where the two cannot be shown.
    package init(chainPEM: String, keyPEM: String) throws(WebDoorError) {
        let pair = try DoorTLS.pair(chainPEM, keyPEM)
        let shown = ShownPair(pair)
        var configuration = try DoorTLS.configuration(pair)
        configuration.sslContextCallback = { _, promise in promise.succeed(shown.pair) }
        self.configuration = configuration
        self.shown = shown
    }

    /// Shows another certificate to whoever comes from now on.
    ///
    /// - Throws: `WebDoorError.unusable`; then the one before is shown.
    package func show(chainPEM: String, keyPEM: String) throws(WebDoorError) {
        let pair = try DoorTLS.pair(chainPEM, keyPEM)
        _ = try DoorTLS.configuration(pair)
        shown.become(pair)
    }

    private static func pair(
        _ chainPEM: String, _ keyPEM: String
    ) throws(WebDoorError) -> NIOSSLContextConfigurationOverride {
        do {
            var pair = NIOSSLContextConfigurationOverride()
            pair.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(chainPEM.utf8))
                .map { .certificate($0) }
            pair.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem))
            return pair
        } catch {
            throw .unusable
        }
    }

    /// Tried once here, so that what does not fit is known before anybody comes.
    private static func configuration(
        _ pair: NIOSSLContextConfigurationOverride
    ) throws(WebDoorError) -> TLSConfiguration {
        guard let chain = pair.certificateChain, let key = pair.privateKey else { throw .unusable }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do { _ = try NIOSSLContext(configuration: configuration) } catch { throw .unusable }
        return configuration
    }

    /// What is shown now.
    private final class ShownPair: Sendable {
        private let box: Mutex<NIOSSLContextConfigurationOverride>

        init(_ pair: NIOSSLContextConfigurationOverride) {
            box = Mutex(pair)
        }

        var pair: NIOSSLContextConfigurationOverride { box.withLock { $0 } }

        func become(_ pair: NIOSSLContextConfigurationOverride) {
            box.withLock { $0 = pair }
        }
    }
}
