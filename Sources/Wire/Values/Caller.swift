internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import SwiftASN1
internal import X509

/// Who is at the other end of a call, as the connection shows it.
package struct Caller: Equatable, Sendable {
    /// The certificate as DER.
    ///
    /// A resumed TLS session shows the certificate of the one it resumes, which may have run out
    /// since: judge it on every call.
    package let certificate: [UInt8]?
    /// The network address, for the operator's list: `ipv4:192.0.2.1:50123`.
    package let address: String

    package init(certificate: [UInt8]?, address: String) {
        self.certificate = certificate
        self.address = address
    }

    init(_ context: ServerContext) throws(WireError) {
        address = context.remotePeer
        let posix = context.transportSpecific as? HTTP2ServerTransport.Posix.Context
        guard let peer = posix?.peerCertificate else {
            certificate = nil
            return
        }
        var serializer = DER.Serializer()
        do { try serializer.serialize(peer) } catch { throw .malformed(.certificate) }
        certificate = serializer.serializedBytes
    }
}
