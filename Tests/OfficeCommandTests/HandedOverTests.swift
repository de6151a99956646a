import Errands
import Foundation
import HouseKit
import OfficeCommand
import Practice
import Testing

@testable import WebDesk

/// Files that a screen hands over, at a real desk.
struct HandedOverTests {
    private static let doctors = """
        npi,family_name,given_name
        2000000010,Sample,Ada

        """

    @Test func `a file goes in by its bytes, and lies nowhere afterwards`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.centre.desk, login: nil)
        let file = ErrandFile(named: "new doctors.csv", Array(Self.doctors.utf8))
        let errand = Errand("import", "file").of("doctors")
        let folder = house.centre.folderPath
        let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let looked = await clerk.run(errand.with(flag: "dry-run").with(file: file))
        #expect(looked.isDone && looked.lines.contains { $0.hasPrefix("would be: ") })
        #expect(try await house.centre.rows("list practitioner").isEmpty)
        let taken = await clerk.run(errand.with(file: file))
        #expect(taken.isDone, "\(taken)")
        #expect(try await house.centre.row("list practitioner")["npi"] == "2000000010")
        let after = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(before == after)
    }

    @Test func `a bad row is told by the file's own name`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.centre.desk, login: nil)
        let file = ErrandFile(
            named: "x/doctors.csv", Array("npi,family_name,given_name\n123,Sample,Ada\n".utf8))
        let reply = await clerk.run(
            Errand("import", "file").of("doctors").with(flag: "dry-run").with(file: file))
        #expect(
            !reply.isDone && reply.said.contains { $0.hasPrefix("doctors.csv: line 2") }, "\(reply)"
        )
        #expect(!"\(reply)".contains("/proc/self"))
    }

    @Test func `only what was handed over is read, whatever a file is called`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.centre.desk, login: nil)
        // Without bytes the name is a path, and an errand's is never one that a user typed.
        let reply = await clerk.run(Errand("import", "file").of("doctors", "doctors.csv"))
        #expect(reply.refusal?.contains("does not exist") == true)
    }

    @Test func `the form offers every kind that the command takes`() {
        let offered = Set(ImportPage.kinds.map(\.value))
        #expect(offered == Set(ImportKind.allCases.map(\.rawValue)).union(["fees", "x12"]))
    }
}
