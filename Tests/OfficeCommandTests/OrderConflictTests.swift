import Benefits
import DeskKit
import Errands
import Foundation
import Merge
import Participation
import Records
import Replica
import Rulebook
import Store
import Tables
import Testing

@testable import OfficeCommand

/// Two orders of payment: what people read of them names the coverages.
struct OrderConflictTests {
    private static let day = Day("2027-03-01") ?? Day(number: 0)

    /// A patient with two coverages, of which two people say differently which pays first.
    private func contested(_ lone: LoneDesk) throws -> (coverages: [RecordID], patient: RecordID) {
        let payor = try lone.create(.payor, "code=P1", "name=Synthetic Dental")
        let patient = try lone.create(.patient, "family=Sample", "given=Ada")
        let coverages = try ["PL1", "PL2"].map { code in
            let plan = try lone.create(.insurancePlan, "code=\(code)", "payor=\(payor)")
            return try lone.create(
                .coverage, "patient=\(patient)", "insurancePlan=\(plan)",
                "effectiveFrom=2027-01-01")
        }
        func order(_ first: RecordID) -> Write {
            Write(
                Patient.coverageOrder, patient,
                key: [Patient.CoverageOrder.effectiveFrom(Self.day)],
                [Patient.CoverageOrder.primaryCoverage(first)])
        }
        try lone.apart(order(coverages[0]), order(coverages[1]))
        return (coverages, patient)
    }

    private func sheet(_ lone: LoneDesk) throws -> ConflictSheet {
        try lone.store.read { transaction in
            let open = try #require(try transaction.conflicts().first)
            return try ConflictSheet(lone.desk.conflictCase(of: open, transaction), transaction)
        }
    }

    @Test func `conflicts show calls each coverage by its plan and patient`() throws {
        let lone = try LoneDesk()
        let (coverages, _) = try contested(lone)
        let sheet = try sheet(lone)
        let table = sheet.candidates.rows.joined().map(\.brief).joined(separator: "\n")
        for (code, coverage) in zip(["PL1", "PL2"], coverages) {
            #expect(table.contains("primaryCoverage \(code), Sample, Ada \(coverage.suffix)"))
            #expect(!table.contains(coverage.description))
        }
        #expect(sheet.candidates.json.contains(#""fields":{"primaryCoverage":""#))
    }

    @Test func `the review shows the same words`() throws {
        let lone = try LoneDesk()
        let (coverages, _) = try contested(lone)
        let json = Data(try sheet(lone).candidates.json.utf8)
        let read = try JSONDecoder().decode([ReviewCase.Candidate].self, from: json)
        let named = read.compactMap { $0.named?["primaryCoverage"] }.sorted()
        #expect(
            named == zip(["PL1", "PL2"], coverages).map { "\($0), Sample, Ada \($1.suffix)" })
    }

    @Test func `an estimate that cannot tell names the coverages`() throws {
        let lone = try LoneDesk()
        let (coverages, patient) = try contested(lone)
        let texts = try lone.store.read { transaction -> [String] in
            let lookup = transaction.lookup
            let view = try #require(lookup.record(patient))
            let sources = EstimateSources(
                lookup, doctor: RecordID(bits: 1), office: RecordID(bits: 2), on: Self.day)
            return Estimator(
                lookup, patient: view, on: Self.day, today: Self.day, sources: sources
            ).estimate([("D0120", nil)]).lines.flatMap { $0.uncertainties.flatMap(\.candidates) }
        }
        #expect(
            texts.sorted() == zip(["PL1", "PL2"], coverages).map { "\($0) \($1.suffix)" })
    }
}
