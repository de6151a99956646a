import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// What an office knows of a doctor whom a public list excludes, without holding the list.
struct ExclusionReactionTests {
    private static let office: UInt128 = 7

    private func list(
        _ id: UInt128, from: String?, until: String? = nil, _ practice: inout SmallPractice
    ) {
        practice.put(
            .exclusion, id,
            [
                (
                    "subject",
                    [.text("2000000002"), .text("leie"), from.map { .day($0) } ?? .null]
                )
            ] + (until.map { [("reinstatedOn", [.day($0)])] } ?? []))
    }

    /// The days as an office's replica has them.
    private func days(_ practice: SmallPractice) -> String {
        var held = practice.lookup
        held.office = RecordID(bits: Self.office)
        return ExcludedDoctors(held)[RecordID(bits: SmallPractice.doctor)].description
    }

    private func central(_ practice: SmallPractice) -> String {
        ExcludedDoctors(practice.lookup)[RecordID(bits: SmallPractice.doctor)].description
    }

    @Test func `the doctor's record says from when on, and until when`() {
        var practice = SmallPractice(offices: [Self.office])
        let never = days(practice)
        list(0x51, from: "2026-02-01", &practice)
        #expect(days(practice) == "from 2026-02-01")
        list(0x51, from: "2026-02-01", until: "2026-05-01", &practice)
        #expect(days(practice) == "2026-02-01 to 2026-04-30")
        list(0x52, from: nil, until: "2020-01-01", &practice)
        #expect(days(practice) == central(practice))
        for id in [0x51, 0x52] as [UInt128] {
            practice.change([
                Write(
                    .exclusion, RecordID(bits: id), named: Attribute.lifecycle.name,
                    [AnyRecord.lifecycle("entered-in-error")])
            ])
        }
        #expect(days(practice) == never && never == DaySet.empty.description)
    }

    @Test func `a match that a reviewer clears excludes nobody`() {
        var practice = SmallPractice(offices: [Self.office])
        list(0x51, from: nil, &practice)
        #expect(days(practice) == "always")
        practice.put(.sanctionCheck, 0x61, [("run", [.text("leie"), .day("2026-11-01")])])
        practice.change([
            Write(
                SanctionCheck.matches, RecordID(bits: 0x61),
                key: [SanctionCheck.Matches.practitioner(RecordID(bits: SmallPractice.doctor))],
                [SanctionCheck.Matches.outcome("cleared")])
        ])
        #expect(days(practice) == DaySet.empty.description)
    }

    @Test func `who is entered after the list is excluded as well, and a replay writes nothing`() {
        var practice = SmallPractice(offices: [Self.office])
        practice.put(
            .exclusion, 0x51, [("subject", [.text("2000000010"), .text("sam"), .null])])
        practice.put(.practitioner, 0xD1, [("npi", [.text("2000000010")])])
        var held = practice.lookup
        held.office = RecordID(bits: Self.office)
        #expect(ExcludedDoctors(held)[RecordID(bits: 0xD1)] == .always)
        #expect(ExcludedDoctors(held)[RecordID(bits: SmallPractice.doctor)].isEmpty)
        let again = Write(.practitioner, "npi", [.text("2000000010")], record: RecordID(bits: 0xD1))
        #expect(practice.reactions(to: [again]).isEmpty)
    }
}
