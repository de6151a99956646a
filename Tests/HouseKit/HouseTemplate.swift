import Foundation
import Hub
import Merge
import Practice
import Store

/// The house that every test gets a copy of: to make one costs more than most tests.
enum HouseTemplate {
    static let folder = Task { try await make() }

    private static func make() async throws -> String {
        let folder = House.newFolder()
        let home = StoreFolder(folder + "/hub")
        try SQLiteHub.create(in: home, schema: PracticeSchema.current) {
            try HubDesk.found(
                in: HubHome(home.path), name: "Test Group", host: "localhost", port: 7443,
                now: HouseClock().now)
        }
        let house = try House(at: folder)
        try house.seat(.coordinator, named: "centre")
        try await house.join("A01")
        try await house.join("B01")
        try house.sync()
        // The house takes its folder along when it goes; all that it wrote is folded in by then.
        try house.close()
        Kept.path = folder + "-template"
        try FileManager.default.moveItem(atPath: folder, toPath: Kept.path)
        atexit { _ = Result { try FileManager.default.removeItem(atPath: Kept.path) } }
        return Kept.path
    }

    private enum Kept {
        nonisolated(unsafe) static var path = ""  // written once, before anybody else has it
    }
}
