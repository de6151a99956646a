package import GRPCCore

/// Serves `bridgework.v1.Enrolment/Enrol`, on the listener that asks for no client certificate.
package struct RegistrationService: Sendable {
    private let register: @Sendable (RegistrationRequest, Caller) async throws -> Membership

    /// - Parameter register: answers one request; a `RegistrationRefusal` it throws is told to the
    ///   caller.
    package init(
        register: @escaping @Sendable (RegistrationRequest, Caller) async throws -> Membership
    ) {
        self.register = register
    }
}

extension RegistrationService: RegistrableRPCService {
    /// Registers `Enrolment/Enrol` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.answer(
            Bridgework_V1_Enrolment.Method.Enrol.descriptor
        ) { (request: RegistrationRequest, caller) in
            do {
                return RegistrationAnswer.membership(try await register(request, caller))
            } catch let refusal as RegistrationRefusal {
                return .refused(refusal)
            }
        }
    }
}

extension RPCRouter {
    /// Registers a call with one request and one response.
    mutating func answer<Request: Framed, Response: Framed>(
        _ method: MethodDescriptor,
        with answer: @escaping @Sendable (Request, Caller) async throws -> Response
    ) {
        registerHandler(
            forMethod: method, deserializer: FrameCoding<Request>(meter: nil),
            serializer: FrameCoding<Response>(meter: nil)
        ) { request, context in
            do {
                var answered: Response?
                for try await message in request.messages {
                    guard answered == nil else { throw WireError.malformed(.frame) }
                    answered = try await answer(message, Caller(context))
                }
                guard let response = answered else { throw WireError.missing(.frame) }
                return StreamingServerResponse(single: ServerResponse(message: response))
            } catch {
                throw RPCError(answering: error)
            }
        }
    }
}
