package import GRPCCore

/// Serves `bridgework.v1.Enrolment/Renew`, on the mutual-TLS listener.
package struct RenewalService: Sendable {
    private let renew: @Sendable (RenewalRequest, Caller) async throws -> Renewal

    /// - Parameter renew: answers one request; a `RegistrationRefusal` it throws is told to the
    ///   caller.
    package init(renew: @escaping @Sendable (RenewalRequest, Caller) async throws -> Renewal) {
        self.renew = renew
    }
}

extension RenewalService: RegistrableRPCService {
    /// Registers `Enrolment/Renew` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.answer(
            Bridgework_V1_Enrolment.Method.Renew.descriptor
        ) { (request: RenewalRequest, caller) in
            do {
                return RenewalAnswer.renewal(try await renew(request, caller))
            } catch let refusal as RegistrationRefusal {
                return .refused(refusal)
            }
        }
    }
}
