import Foundation
import Testing

extension EndToEnd {
    /// Public files beside the repository, through the programs and over the line.
    struct RealDataTests {
        private static let data = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/data").path

        @Test func `dentists and patients of public files reach eight offices whole`()
            async throws
        {
            let dentists = Self.data + "/nppes_dentists_ct_ma_ri_20181204.csv"
            guard FileManager.default.fileExists(atPath: dentists) else {
                return print("skipped: the public files are not beside the repository")
            }
            let group = try Template.empty()
            defer { group.remove() }
            try group.serve()
            let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
            try group.central.done("join", "--token", group.hub.done(invitation))
            group.hasCentral = true
            let codes = (1...8).map { "O0\($0)" }
            let offices = ["office_code,name"] + codes.map { "\($0),Office \($0)" }
            let file = group.folder + "/offices.csv"
            try offices.joined(separator: "\n").write(
                toFile: file, atomically: true, encoding: .utf8)
            try group.central.done("import", "offices", file)
            let doctors = try group.central.done("import", "doctors", dentists)
            #expect(doctors.hasPrefix("116 created"))
            let spread = codes.flatMap { ["--office", $0] }
            for (kind, name) in [
                ("patients", "patients"), ("payors", "payers"), ("coverage", "payer_transitions"),
            ] {
                let path = Self.data + "/synthea/\(name).csv"
                let counts = try group.central.done(["import", kind, path] + spread)
                print("\(kind): \(counts)")
                let again = try group.central.done(["import", kind, path] + spread)
                #expect(again.hasPrefix("0 created, 0 edited"), "\(kind) again: \(again)")
            }
            #expect(try group.central.rows("list", "patient").count == 1_214)
            for code in codes { try group.join(code) }
            let counts = try group.offices.map { try $0.rows("list", "patient").count }
            #expect(counts.reduce(0, +) == 1_214)
            #expect(counts.allSatisfy { $0 > 100 })
            try group.requireQuiet()
        }
    }
}
