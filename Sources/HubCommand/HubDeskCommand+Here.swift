import Hub
package import OfficeCommand

extension HubDeskCommand {
    package func runHere(_ console: Console) async throws {
        let folder = try options.folder
        let hub = try OpenHub(folder)
        do {
            let host = StoreHost(folder, answer: Serve.control(hub.desk, isServing: false))
            try await host.hosting { try await run(hub.desk, console) }
        } catch {
            hub.closeQuietly()
            throw error
        }
        try hub.closed(saying: console)
    }
}
