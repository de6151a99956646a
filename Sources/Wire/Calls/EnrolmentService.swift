package import GRPCCore

/// Serves `bridgework.v1.Enrolment/Enrol`, on the listener that asks for no client certificate.
package struct EnrolmentService: Sendable {
    private let enrol: @Sendable (EnrolmentRequest, Caller) async throws -> Membership

    /// - Parameter enrol: answers one request; an `EnrolmentRefusal` it throws is told to the
    ///   caller.
    package init(
        enrol: @escaping @Sendable (EnrolmentRequest, Caller) async throws -> Membership
    ) {
        self.enrol = enrol
    }
}

extension EnrolmentService: RegistrableRPCService {
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.answer(
            Bridgework_V1_Enrolment.Method.Enrol.descriptor
        ) { (request: EnrolmentRequest, caller) in
            do {
                return EnrolmentAnswer.membership(try await enrol(request, caller))
            } catch let refusal as EnrolmentRefusal {
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
