internal import NIOSSL

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
package struct DoorTLS: Sendable {
    let configuration: TLSConfiguration

    /// - Parameters:
    ///   - chainPEM: the door's certificate, then those between it and a root.
    ///   - keyPEM: its private key.
    /// - Throws: `WebDoorError.unusable` where the two cannot be shown.
    package init(chainPEM: String, keyPEM: String) throws(WebDoorError) {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(chainPEM.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            // Made once here, so that what does not fit is known before anybody comes.
            _ = try NIOSSLContext(configuration: configuration)
            self.configuration = configuration
        } catch {
            throw .unusable
        }
    }
}
