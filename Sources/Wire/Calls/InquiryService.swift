package import GRPCCore
package import Sync

/// Serves `bridgework.v1.Inquiry`, on the mutual-TLS listener.
package struct InquiryService: Sendable {
    /// Takes one piece of an answer.
    package typealias Tell = @Sendable (InquiryAnswer) async throws -> Void

    private let answer: @Sendable (Inquiry, Caller, Tell) async throws -> Void

    /// - Parameter answer: answers one question piece by piece; an `InquiryRefusal` it throws is
    ///   told to the caller. It is cancelled when the caller has gone.
    package init(
        answer: @escaping @Sendable (Inquiry, Caller, Tell) async throws -> Void
    ) {
        self.answer = answer
    }
}

extension InquiryService: RegistrableRPCService {
    /// Registers `Inquiry/Ask` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Bridgework_V1_Inquiry.Method.Ask.descriptor,
            deserializer: FrameCoding<Inquiry>(meter: nil),
            serializer: FrameCoding<InquiryAnswer>(meter: nil)
        ) { request, context in
            let caller = try Caller(context)
            let question = try await InquiryService.question(request.messages)
            return StreamingServerResponse { writer in
                do {
                    try await hold(question, caller, writer, until: context.cancellation)
                } catch {
                    throw RPCError(answering: error)
                }
                return [:]
            }
        }
    }

    /// What is asked; a question that cannot be read, or asks for too much, is refused as such.
    private static func question(
        _ messages: RPCAsyncSequence<Inquiry, any Error>
    ) async throws(RPCError) -> Inquiry {
        do {
            guard let question = try await MessageInbox(messages).next() else {
                throw WireError.missing(.frame)
            }
            return question
        } catch {
            throw RPCError(answering: error)
        }
    }

    private func hold(
        _ question: Inquiry, _ caller: Caller, _ writer: RPCWriter<InquiryAnswer>,
        until cancellation: ServerContext.RPCCancellationHandle
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await answer(question, caller) { try await writer.write($0) }
                } catch let refusal as InquiryRefusal {
                    try await writer.write(.refused(refusal))
                }
            }
            group.addTask {
                try await cancellation.cancelled
                // Either nobody is there to hear it, or this listener stops.
                throw WireError.callFailed(.unreachable)
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
