internal import GRPCCore
internal import GRPCNIOTransportHTTP2
package import Sync

/// A hub, as a registered replica reaches it.
///
/// Every call opens a connection of its own and closes it.
package struct HubClient: Sendable {
    private let host: String
    private let port: Int
    private let identity: TLSIdentity
    private let authority: String
    private let durations: LineDurations

    /// - Parameters:
    ///   - host: a name or address that the hub's certificate carries; it is verified.
    ///   - authority: the group's root in PEM. Nothing else is trusted.
    package init(
        host: String, port: Int, identity: TLSIdentity, authority: String,
        durations: LineDurations = .hub
    ) {
        self.host = host
        self.port = port
        self.identity = identity
        self.authority = authority
        self.durations = durations
    }

    /// Opens an exchange, lets `body` hold it, and ends it cleanly when `body` returns.
    ///
    /// - Throws: what `body` throws, which ends the exchange at once; `WireError` if there is none
    ///   to be had.
    package func withExchange<Outcome: Sendable>(
        _ body: @escaping @Sendable (OfficeExchange) async throws -> Outcome
    ) async throws -> Outcome {
        try await connected { client, watch in
            let line = ExchangeLine(watch)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await line.run(over: client) }
                let exchange = try await line.exchange()
                let outcome = try await body(exchange)
                watch.expect(answer: false)
                line.finish()
                group.addTask {
                    do { try await Task.sleep(for: WireLimits.closingDuration) } catch {}
                }
                try await group.next()
                group.cancelAll()
                return outcome
            }
        }
    }

    /// Has the replica certified for longer.
    ///
    /// - Throws: `RegistrationRefusal` if the hub says no, `WireError` if it cannot be asked.
    package func renew(_ request: RenewalRequest) async throws -> Renewal {
        let answer: RenewalAnswer = try await connected { client, watch in
            try await client.call(
                Bridgework_V1_Enrolment.Method.Renew.descriptor, request, watch)
        }
        switch answer {
        case .renewal(let renewal): return renewal
        case .refused(let refusal): throw refusal
        }
    }

    /// Asks about the hub's history; the answer comes piece by piece.
    ///
    /// - Throws: `InquiryRefusal` if the hub says no, `WireError` if it cannot be asked, and what
    ///   `take` throws, which ends the answer.
    package func ask(
        _ question: Inquiry, take: @escaping @Sendable (InquiryAnswer) throws -> Void
    ) async throws {
        try await connected { client, watch in
            do {
                try await client.bidirectionalStreaming(
                    request: StreamingClientRequest(question, watch, isAnswerOwed: false),
                    descriptor: Bridgework_V1_Inquiry.Method.Ask.descriptor,
                    serializer: FrameCoding<Inquiry>(meter: nil),
                    deserializer: FrameCoding<InquiryAnswer>(meter: nil),
                    options: .bridgework(timeout: WireLimits.inquiryDuration)
                ) { response in
                    for try await answer in response.messages {
                        if case .refused(let refusal) = answer { throw refusal }
                        try take(answer)
                    }
                }
            } catch let refusal as InquiryRefusal {
                throw refusal
            } catch let error as RPCError {
                throw WireError(call: error)
            } catch let error as RuntimeError {
                throw WireError(call: error)
            }
        }
    }

    private func connected<Outcome: Sendable>(
        _ body: @escaping @Sendable (ClientConnection.Client, LineWatch) async throws -> Outcome
    ) async throws -> Outcome {
        let security = HTTP2ClientTransport.Posix.TransportSecurity.mTLS(
            certificateChain: [.bytes(Array(identity.certificate.utf8), format: .pem)],
            privateKey: .bytes(Array(identity.key.utf8), format: .pem)
        ) { tls in
            tls.trustRoots = .certificates([.bytes(Array(authority.utf8), format: .pem)])
        }
        let connection = ClientConnection(
            target: .host(host, port: port), security: security, durations: durations)
        return try await connection.with(body)
    }
}
