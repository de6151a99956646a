import Foundation
import Testing

extension EndToEnd {
    /// What an office corrects outlives the nightly file, and a wrong file can be taken back.
    struct ImportTests {
        private static let header =
            "patient_system,patient_number,family_name,given_name,birth_date,language\n"

        private func file(_ group: Group, _ rows: String...) throws -> String {
            let path = group.folder + "/\(UUID().uuidString).csv"
            try (Self.header + rows.joined(separator: "\n") + "\n")
                .write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        private func patient(_ site: Site, _ given: String) throws -> [String: Any] {
            try #require(site.rows("list", "patient").first { $0.text("given") == given })
        }

        @Test func `a row of another name and birth date is refused, and nothing goes in`()
            async throws
        {
            try await Group.with { group in
                try group.a.done(
                    "import", "patients", file(group, "od,77,Samplewoman,Eva,1980-02-28,English"))
                let outcome = try group.a.run(
                    "import", "patients", file(group, "od,77,Otherman,Zed,1950-01-01,English"))
                #expect(outcome.code == 1, "\(outcome)")
                #expect(outcome.err.contains("another person"), "\(outcome)")
                #expect(!outcome.err.contains("Otherman"), "\(outcome)")
                #expect(try patient(group.a, "Eva").text("birthDate") == "1980-02-28")
                #expect(try !group.a.rows("list", "patient").contains { $0.text("given") == "Zed" })
            }
        }

        @Test func `a correction outlives the same file, and what both changed is told or asked`()
            async throws
        {
            try await Group.with { group in
                let nightly = try file(group, "od,77,Samplewoman,Eva,1980-02-28,English")
                try group.a.done("import", "patients", nightly)
                let id = try #require(try patient(group.a, "Eva").text("id"))
                try group.a.done(
                    "edit", "patient", id, "family=Married", "language=Spanish", "--reason", "card")
                try group.sync(group.a, group.central)
                let again = try group.a.done("import", "patients", nightly)
                #expect(again.contains("1 the same"))
                #expect(try patient(group.a, "Eva").text("family") == "Married")
                let changed = try file(group, "od,77,Millerwoman,Eva,1980-02-28,French")
                let outcome = try group.a.run("import", "patients", changed)
                #expect(outcome.code == 0, "\(outcome)")
                #expect(outcome.err.contains("language was changed here"), "\(outcome)")
                #expect(outcome.err.contains("name was changed here"), "\(outcome)")
                try group.sync(group.a, group.central)
                #expect(try group.central.conflicts().contains { $0.text("attribute") == "name" })
                #expect(try patient(group.a, "Eva").text("language") == "Spanish")
            }
        }
    }
}
