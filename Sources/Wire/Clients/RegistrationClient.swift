internal import GRPCCore
internal import GRPCNIOTransportHTTP2

/// A hub's registration listener, as a machine with a token reaches it.
package struct RegistrationClient: Sendable {
    private let host: String
    private let port: Int
    private let authority: String
    private let durations: LineDurations

    /// - Parameters:
    ///   - host: a name or address that the hub's certificate carries; it is verified.
    ///   - authority: the group's root in PEM, as vouched for by the token.
    package init(
        host: String, port: Int, authority: String, durations: LineDurations = .hub
    ) {
        self.host = host
        self.port = port
        self.authority = authority
        self.durations = durations
    }

    /// Trades an invitation for a certificate.
    ///
    /// - Throws: `RegistrationRefusal` if the hub says no, `WireError` if it cannot be asked.
    package func register(_ request: RegistrationRequest) async throws -> Membership {
        let security = HTTP2ClientTransport.Posix.TransportSecurity.tls { tls in
            tls.trustRoots = .certificates([.bytes(Array(authority.utf8), format: .pem)])
        }
        let connection = ClientConnection(
            target: .host(host, port: port), security: security, durations: durations)
        let answer: RegistrationAnswer = try await connection.with { client, watch in
            try await client.call(
                Bridgework_V1_Enrolment.Method.Enrol.descriptor, request, watch)
        }
        switch answer {
        case .membership(let membership): return membership
        case .refused(let refusal): throw refusal
        }
    }
}
