import Hub
package import OfficeCommand
import Rulebook
import Store
import Sync

extension HubDeskCommand {
    package func runHere(_ console: Console) async throws {
        let store = try Store.opened(options.folder, as: .hub)
        do {
            let desk = try HubDesk(store, rules: .practice, clock: SystemClock.now)
            let host = StoreHost(store.folder, answer: Serve.control(desk, isServing: false))
            try await host.hosting { try await run(desk, console) }
        } catch {
            store.closeQuietly()
            throw error
        }
        try store.closed(saying: console)
    }
}
