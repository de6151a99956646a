internal import Interface
package import Logging
package import Replica
package import Wire

extension Bridgework {
    /// Answers the practice's own software at a replica's desk.
    package static func calls(
        at desk: Desk, logger: Logger
    ) -> @Sendable (OfficeCall) async throws -> OfficeAnswer {
        let service = ServiceDesk(
            desk, software: "bridgework \(Versions.software)", logger: logger)
        return { try service.answer($0) }
    }
}
