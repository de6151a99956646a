import Hub
package import OfficeCommand
import Practice
import Rulebook
import Store
import Sync

extension HubDeskCommand {
    package func runHere(_ console: Console) async throws {
        let store = try Store(
            opening: options.folder, kind: .hub, schema: PracticeSchema.current)
        do {
            let desk = try HubDesk(store, rules: .practice, clock: SystemClock.now)
            try await run(desk, console)
        } catch {
            try store.close()
            throw error
        }
        try store.close()
    }
}
