package import ArgumentParser
package import Replica
package import Wire

extension ParsableCommand {
    /// Runs commands that come through a replica's socket at its desk.
    ///
    /// - Parameter host: the command that has the store for a while; an agent has none, and stays.
    package static func control(
        _ desk: Desk, beside host: (any DeskCommand)? = nil
    ) -> @Sendable (ControlRequest, ControlService.Print) async throws -> Int32 {
        { request, print in
            if let host, !mayRun(request, beside: host) { throw WireError.callFailed(.busy) }
            return try await withoutActuallyEscaping(print) { print in
                try await Program.answer(request, root: Bridgework.self, print: print) {
                    command, console in
                    guard let command = command as? any DeskCommand else {
                        throw StoreHeld.byAgent
                    }
                    if command is OpenDesk, host is OpenDesk { throw StoreHeld.byDesk }
                    try await command.run(desk, console)
                }
            }
        }
    }

    /// What wants the store for itself waits until the host is done, and so does a second `sync`,
    /// which the hub would take for the first one's clone.
    ///
    /// A desk stays until it is stopped, so it waits, too: as a short command's guest it
    /// would end with that one.
    private static func mayRun(_ request: ControlRequest, beside host: any DeskCommand) -> Bool {
        do {
            let guest = try Bridgework.parseAsRoot(request.arguments)
            guard guest is any StoreCommand else { return true }
            if guest is OpenDesk { return host is OpenDesk }
            return guest is any DeskCommand && !(guest is SyncNow && host is SyncNow)
        } catch {
            // What cannot be parsed is told so.
            return true
        }
    }
}
