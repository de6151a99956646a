import DeskKit
import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records

/// Rules that span records.
struct CrossChecksTests {
    private func ids(_ numbers: UInt128...) -> [RecordID] {
        numbers.map { RecordID(bits: $0) }
    }

    private func all(_ shelf: TestLookup) -> [CrossConflict] {
        CrossChecks(shelf).all()
    }

    @Test func `a code names one active record of its type`() {
        var shelf = TestLookup()
        shelf.put(.office, 2, [("code", [.text("north")])])
        shelf.put(.office, 1, [("code", [.text("NORTH")])])
        shelf.put(.office, 3, [("code", [.text("south")])])
        shelf.put(.payor, 4, [("code", [.text("north")])])
        let expected = CrossConflict(kind: .duplicateKey, type: "office", records: ids(1, 2))
        #expect(all(shelf) == [expected])
        shelf.put(.office, 1, [("lifecycle", [.text("inactive")])])
        #expect(all(shelf).isEmpty)
    }

    @Test func `steps that disagree or lead nowhere wait for a person`() {
        var shelf = TestLookup()
        shelf.put(.task, 1, [("title", [.text("one")]), ("status", [.text("done")])])
        #expect(all(shelf).isEmpty)
        shelf.put(.task, 1, [("status", [.text("cancel")])])
        shelf.put(.task, 2, [("title", [.text("two")]), ("status", [.text("reopen")])])
        #expect(
            all(shelf) == [
                CrossConflict(kind: .concurrentSteps, type: "task", records: ids(1)),
                CrossConflict(kind: .illegalStep, type: "task", records: ids(2)),
            ])
    }

    @Test func `a payor that is replaced by its double is no double`() {
        var shelf = TestLookup()
        shelf.put(.payor, 1, [("code", [.text("delta")])])
        shelf.put(.payor, 2, [("code", [.text("delta")])])
        #expect(all(shelf).map(\.kind) == [.duplicateKey])
        shelf.put(.payor, 2, [("replacedBy", [.id(1)])])
        #expect(all(shelf).isEmpty)
    }

    @Test func `patients of one name and birth date are candidates until linked`() {
        var shelf = TestLookup()
        shelf.put(.patient, 1, person("Ruiz", "Ana", "1990-01-01"))
        shelf.put(.patient, 2, person("RUIZ", "ana", "1990-01-01"))
        shelf.put(.patient, 3, person("Ruiz", "Ana", "1990-01-02"))
        shelf.put(.patient, 4, [("name", [.text("Ruiz"), .text("Ana")])])
        let expected = CrossConflict(kind: .duplicatePatient, type: "patient", records: ids(1, 2))
        #expect(all(shelf) == [expected])
        shelf.put(.patient, 2, "links", key: [.id(1), .text("notSame")], [])
        #expect(all(shelf).isEmpty)
    }

    @Test(arguments: [3, 16, 17])
    func `look-alikes are one conflict, however many`(count: Int) {
        var shelf = TestLookup()
        for id in 1...count {
            shelf.put(.patient, UInt128(id), person("Test", "Test", "1900-01-01"))
        }
        #expect(all(shelf).map(\.records.count) == [count])
    }

    @Test func `one member id at one payor is one patient, unless birth dates differ`() {
        var shelf = TestLookup()
        for plan in [10, 11] as [UInt128] {
            shelf.put(.insurancePlan, plan, [("planKey", [.id(9)])])
        }
        shelf.put(.insurancePlan, 12, [("planKey", [.id(8)])])
        for (patient, plan, birth) in [
            (1, 10, "1990-01-01"), (2, 11, "1990-01-01"), (3, 10, "2015-01-01"),
            (4, 12, "1990-01-01"),
        ] as [(UInt128, UInt128, String)] {
            shelf.put(.patient, patient, person("P\(patient)", "Ana", birth))
            shelf.put(
                .coverage, 100 + patient,
                [
                    ("patient", [.id(patient)]), ("insurancePlan", [.id(plan)]),
                    ("identity", [.text("W123")]),
                ])
        }
        let expected = CrossConflict(kind: .duplicateMember, type: "patient", records: ids(1, 2))
        #expect(all(shelf) == [expected])
    }

    @Test func `one patient with two coverages under one member id is no double`() {
        var shelf = TestLookup()
        shelf.put(.insurancePlan, 10, [("planKey", [.id(9)])])
        shelf.put(.patient, 1, person("Ruiz", "Ana", "1990-01-01"))
        for coverage in [100, 101] as [UInt128] {
            shelf.put(
                .coverage, coverage,
                [
                    ("patient", [.id(1)]), ("insurancePlan", [.id(10)]),
                    ("identity", [.text("W123")]),
                ])
        }
        #expect(all(shelf).isEmpty)
    }

    @Test func `terms of one pair may touch but not share a day`() {
        var shelf = TestLookup()
        assign(&shelf, 1, office: 7, "2026-01-01", "2026-01-31")
        assign(&shelf, 2, office: 7, "2026-02-01", nil)
        assign(&shelf, 3, office: 8, "2026-01-01", nil)
        #expect(all(shelf).isEmpty)
        assign(&shelf, 4, office: 7, "2026-01-31", "2026-01-31")
        let expected = CrossConflict(
            kind: .overlappingAssignment, type: "location_assignment", records: ids(1, 4))
        #expect(all(shelf) == [expected])
    }

    @Test func `terms that overlap each other, or one between them, are one conflict`() {
        var shelf = TestLookup()
        assign(&shelf, 1, office: 7, "2026-01-01", nil)
        assign(&shelf, 2, office: 7, "2026-02-01", "2026-02-10")
        assign(&shelf, 3, office: 7, "2026-03-01", "2026-03-10")
        #expect(all(shelf).map(\.records) == [ids(1, 2, 3)])
    }

    @Test func `a contract holds once at an office on a day`() {
        var shelf = TestLookup()
        for row in [1, 2] as [UInt128] {
            shelf.put(.contractLocation, row, [("pair", [.id(5), .id(7)]), ("term", [.null])])
        }
        #expect(all(shelf).map(\.kind) == [.overlappingContractLocation])
    }

    @Test func `an order of payment names the patient's own coverages, each once`() {
        var shelf = TestLookup()
        shelf.put(.coverage, 100, [("patient", [.id(1)])])
        shelf.put(.coverage, 101, [("patient", [.id(1)])])
        shelf.put(.coverage, 200, [("patient", [.id(2)])])
        shelf.put(.patient, 2, person("Other", "O", "1990-01-01"))
        let key = [Scalar.day("2026-01-01")]
        shelf.put(.patient, 1, "coverageOrder", key: key, [.id(100), .id(101), .id(999)])
        #expect(all(shelf).isEmpty)
        shelf.put(.patient, 1, "coverageOrder", key: key, [.id(100), .id(200)])
        #expect(all(shelf).map(\.records) == [ids(1, 200)])
        shelf.put(.patient, 1, "coverageOrder", key: key, [.id(100), .id(100)])
        #expect(all(shelf).map(\.records) == [ids(1, 100)])
        #expect(all(shelf).map(\.kind) == [.foreignCoverage])
    }

    private func person(_ family: String, _ given: String, _ birth: String) -> [(String, [Scalar])]
    {
        [("name", [.text(family), .text(given)]), ("birthDate", [.day(birth)])]
    }

    private func assign(
        _ shelf: inout TestLookup, _ id: UInt128, office: UInt128, _ first: String, _ last: String?
    ) {
        shelf.put(
            .locationAssignment, id,
            [
                ("pair", [.id(6), .id(office)]),
                ("term", [.day(first), last.map { .day($0) } ?? .null]),
            ])
    }
}
