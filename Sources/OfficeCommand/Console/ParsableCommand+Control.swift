package import ArgumentParser
package import Replica
package import Wire

extension ParsableCommand {
    /// Runs commands that come through a replica's socket at its desk.
    package static func control(
        _ desk: Desk
    ) -> @Sendable (ControlRequest, ControlService.Print) async throws -> Int32 {
        { request, print in
            try await withoutActuallyEscaping(print) { print in
                try await Program.answer(request, root: Bridgework.self, print: print) {
                    command, console in
                    guard let command = command as? any DeskCommand else {
                        throw StoreHeld.byAgent
                    }
                    try await command.run(desk, console)
                }
            }
        }
    }
}
