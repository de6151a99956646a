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

        /// What the import said about how to take it back.
        private func importID(_ outcome: Outcome) throws -> String {
            let line = try #require(outcome.err.split(separator: "\n").last)
            return try #require(line.split(separator: " ").last.map(String.init))
        }

        @Test func `a wrong file is taken back in one act, and the right one comes in after it`()
            async throws
        {
            try await Group.with { group in
                let wrong = try group.a.run(
                    "import", "patients",
                    file(
                        group, "od,1,Wrong,Ada,1980-01-01,English", "od,2,Wrong,Bea,1980-01-02,",
                        "od,3,Wrong,Cleo,1980-01-03,"))
                #expect(wrong.code == 0, "\(wrong)")
                try group.sync(group.a)
                let bea = try #require(try patient(group.a, "Bea").text("id"))
                try group.a.done("edit", "patient", bea, "language=Spanish")
                let before = try group.a.rows("history").count
                let tried = try group.a.done("import", "undo", importID(wrong), "--dry-run")
                #expect(tried.contains("would be: 2 records marked as entered in error"))
                #expect(tried.contains("would go back") && tried.contains("Wrong, Ada"))
                #expect(!tried.contains("would go back: patient \(bea.suffix(8))"))
                #expect(try group.a.rows("history").count == before)
                let undone = try group.a.run("import", "undo", importID(wrong))
                #expect(undone.code == 0, "\(undone)")
                #expect(undone.out.contains("kept: patient \(bea.suffix(8)) Wrong, Bea"))
                #expect(undone.out.contains("2 records marked as entered in error"), "\(undone)")
                #expect(try group.a.rows("history").count == before + 1)
                let left = try group.a.rows("list", "patient")
                    .filter { $0.text("lifecycle") != "entered-in-error" }.map { $0.text("given") }
                #expect(left.contains("Bea") && !left.contains("Ada") && !left.contains("Cleo"))
                let right = try group.a.done(
                    "import", "patients", file(group, "od,1,Right,Dora,1970-01-01,French"))
                #expect(right.contains("1 created"), "\(right)")
                try group.sync(group.a, group.central)
                #expect(try group.a.run("import", "undo", importID(wrong)).code == 1)
            }
        }

        @Test func `an undone import gives values back, and its file may come again`() async throws
        {
            try await Group.with { group in
                let first = try file(group, "od,1,Sample,Ada,1980-01-01,English")
                try group.a.done("import", "patients", first)
                let second = try file(group, "od,1,Miller,Ada,1980-01-01,French")
                let imported = try group.a.run("import", "patients", second)
                let id = try #require(try patient(group.a, "Ada").text("id"))
                try group.a.done("edit", "patient", id, "language=Greek")
                try group.sync(group.a)
                let undone = try group.a.run("import", "undo", importID(imported))
                #expect(undone.out.contains("kept: patient \(id.suffix(8)) Miller, Ada language"))
                #expect(undone.out.contains("1 value taken back"), "\(undone)")
                #expect(try patient(group.a, "Ada").text("family") == "Sample")
                #expect(try patient(group.a, "Ada").text("language") == "Greek")
                #expect(try group.a.done("import", "patients", first).contains("1 the same"))
                #expect(try patient(group.a, "Ada").text("language") == "Greek")
                try group.a.done("import", "patients", second)
                #expect(try patient(group.a, "Ada").text("family") == "Miller")
            }
        }
    }
}
