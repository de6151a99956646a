import DeskKit
import Fees
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

@testable import OfficeCommand

/// The CSV and JSON that programs of others read: not a byte of them changes.
struct FrozenListingsTests {
    /// A small synthetic group with a conflict, at the centre or at its first office.
    static func group(atOffice: Bool = false) throws -> LoneDesk {
        let today = try #require(Day("2027-01-15"))
        let group = SampleGroup(
            seed: 1,
            size: SampleSize(offices: 2, doctors: 6, payors: 4, contracts: 5, patients: 24),
            today: today)
        let lone = try LoneDesk(office: atOffice ? group.id("office", 0) : nil)
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
        for writes in [group.records.flatMap(\.writes), group.releases] {
            var rest = writes[...]
            while !rest.isEmpty {
                try lone.write(Array(rest.prefix(500)))
                rest = rest.dropFirst(500)
            }
        }
        // What the hub would answer.
        try lone.write(
            lone.store.read { transaction in
                let lookup = transaction.lookup
                return lookup.records(.feeSchedule).sorted { $0.id < $1.id }.flatMap {
                    FeeRelease.writes($0, lookup: lookup, today: today)
                }
            })
        let doctor = group.id("practitioner", 0)
        let named = { (family: String) in
            Write(
                Practitioner.legalName, doctor,
                [Practitioner.legalName.family(family), Practitioner.legalName.given("Ada")])
        }
        try lone.apart(named("Wide"), named("Weit"))
        return lone
    }

    @Test func `no byte of what programs read has changed`() async throws {
        let desks = ["centre": try Self.group(), "office": try Self.group(atOffice: true)]
        var changed: [String] = []
        for line in FrozenListing.all {
            let found = await Self.text(line, try #require(desks[line.place]))
            let digest = FrozenListing.digest(found)
            if digest != line.digest { changed.append("\(digest) \(line)") }
        }
        #expect(changed.isEmpty, "\(changed.joined(separator: "\n"))")
    }

    @Test func `a listing is rows alone, and a report has a title and a footer`() async throws {
        let lone = try Self.group()
        let calendar = try await CommandRun(["contract", "list", "--format", "csv"], at: lone.desk)
        #expect(
            calendar.out == """
                contract,payor,state,renewsOn,noticeDeadline,daysLeft,missed,lastRateChange,\
                negotiation,round,lastContact,silentDays,next
                SC03,SP03,executed,2027-02-12,2027-01-13,-2,true,,,,,,
                SC05,SP01,executed,2027-05-03,2027-03-04,48,false,,,,,,
                SC02,SP02,executed,2027-09-09,2027-06-11,147,false,,,,,,
                SC04,SP04,executed,2027-08-06,2027-07-07,173,false,,,,,,
                SC01,SP01,executed,2028-01-05,2027-10-07,265,false,,,,,,

                """)
        let open = try await CommandRun(["report", "r18", "--format", "json"], at: lone.desk)
        #expect(
            open.out == """
                {"title": "Open conflicts and proposals", "rows": [
                  {"kind":"siblings", "type":"practitioner", "record":"2000000010", \
                "attribute":"legalName", "blocks":false, "since":"2023-11-14", "days":1158, \
                "asks":null}
                ], "footer": {"asOf":"2027-01-15", \
                "replica":"00000000-0000-0000-0000-000000000007", "office":null, "position":0, \
                "pending":7, "lastSync":null}}

                """)
    }

    private static func text(_ line: FrozenListing, _ lone: LoneDesk) async -> String {
        do {
            return try await CommandRun(
                line.words + ["--format", line.format], at: lone.desk
            ).out
        } catch {
            return "error: \(error)"
        }
    }
}
