import Merge
import Testing

@testable import Practice
@testable import Tables

/// Columns with the types as which drafts read them.
struct ImportColumnTests {
    private func row(_ column: some ColumnToken, _ text: String) -> ImportRow {
        var row = ImportRow(line: 2)
        row.set(column, text, from: "Their Header")
        return row
    }

    @Test func `a cell is read as the field that its column goes into`() throws {
        #expect(
            try row(PatientFile.birthDate, "1980-02-28")[PatientFile.birthDate]?.content
                == Day("1980-02-28"))
        #expect(try row(CoverageFile.place, "2")[CoverageFile.place]?.content == 2)
        #expect(try row(DoctorFile.degree, "dds")[DoctorFile.degree]?.content == "DDS")
        #expect(row(DoctorFile.degree, " ")[DoctorFile.degree] == nil)
    }

    @Test func `a cell that cannot be read so names the column of its file`() {
        let cell = row(DoctorFile.npi, "1234567890")[DoctorFile.npi]
        do throws(RowRefusal) {
            _ = try cell?.content
            Issue.record("an NPI without a valid check digit was read")
        } catch .bad(let reason, let column) {
            #expect(reason == .invalid(.notFormat(.npi)))
            #expect(column == "Their Header")
        } catch {
            Issue.record("the row is bad, not skipped")
        }
    }

    @Test func `a year alone is a day only where its column says which`() throws {
        let from = row(CoverageFile.from, "2026")[CoverageFile.from]
        let through = row(CoverageFile.through, "2026")[CoverageFile.through]
        #expect(try from?.content == Day("2026-01-01"))
        #expect(try through?.content == Day("2026-12-31"))
        let born = row(PatientFile.birthDate, "1980")[PatientFile.birthDate]
        #expect(throws: RowRefusal.self) { try born?.content }
    }

    @Test func `a kind goes by its word, and no other word names one`() {
        for kind in ImportKind.allCases { #expect(ImportKind(rawValue: kind.rawValue) == kind) }
        #expect(Set(ImportKind.allCases).count == ImportKind.allCases.count)
        #expect(ImportKind(rawValue: "doctor") == nil)
    }

    @Test func `days are the columns that are read as days`() {
        let days = DayColumns(of: .coverage, said: nil).columns.map(\.name)
        #expect(days == ["subscriber_birth_date", "effective_from", "effective_through"])
    }
}
