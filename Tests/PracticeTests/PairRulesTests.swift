import Merge
import Testing

@testable import Participation
@testable import Records

/// Which contracts at which offices get a case, a notice or a reason.
struct PairRulesTests {
    private static let start = Day("2026-12-01") ?? Day(number: 0)

    /// Contract 1 at office 7, where the doctor works.
    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1])
        practice.place(1, at: 7)
        practice.assign(to: 7)
        return practice
    }

    private static func outcome(
        _ practice: SmallPractice, contract: UInt128 = 1, office: UInt128 = 7
    ) -> PairOutcome {
        PairRules(practice.lookup).outcome(
            DoctorStays(of: RecordID(bits: SmallPractice.doctor), in: practice.lookup),
            ContractOffice(
                contract: RecordID(bits: contract), office: RecordID(bits: office)),
            from: start)
    }

    @Test func `a pair with all of it opens a case from the start day`() {
        #expect(Self.outcome(Self.practice()) == .opens(Self.start))
    }

    @Test(arguments: ["groupCredentialed", "delegated"])
    func `a payor that does not decide on doctors is only told`(rule: String) {
        var practice = Self.practice()
        practice.contract(1, rule: rule, steps: [])
        #expect(Self.outcome(practice) == .notice(Self.start))
    }

    @Test func `a closed office opens nothing`() {
        var practice = Self.practice()
        practice.office(7, closes: "2026-12-01")
        #expect(Self.outcome(practice) == .opens(Self.start))
        practice.office(7, closes: "2026-11-30")
        #expect(Self.outcome(practice) == .leftOut(.officeClosed))
    }

    @Test func `no row of assignment means not there`() {
        var practice = Self.practice()
        practice.assign(to: 7, from: "2026-01-01", "2026-11-30")
        #expect(Self.outcome(practice) == .leftOut(.notAssigned))
        practice.assign(to: 7, from: "2026-01-01", "2026-12-01")
        #expect(Self.outcome(practice) == .opens(Self.start))
    }

    @Test func `a contract that has ended opens nothing`() {
        var practice = Self.practice()
        practice.contract(1, through: "2026-11-30", steps: [])
        #expect(Self.outcome(practice) == .leftOut(.contractNotActive))
    }

    @Test func `a contract that is only offered opens nothing`() {
        var practice = Self.practice()
        practice.contract(2, steps: ["offer"])
        practice.place(2, at: 7)
        #expect(Self.outcome(practice, contract: 2) == .leftOut(.contractNotActive))
        practice.log(.payorContract, 2, "makeExecutable")
        practice.log(.payorContract, 2, "execute")
        #expect(Self.outcome(practice, contract: 2) == .opens(Self.start))
    }

    @Test func `a contract opens nothing where it does not hold`() {
        var practice = Self.practice()
        practice.office(8)
        practice.assign(to: 8)
        #expect(Self.outcome(practice, office: 8) == .leftOut(.notAtOffice))
    }

    @Test func `a contract for all locations of its tax number needs no row`() {
        var practice = Self.practice()
        practice.office(8)
        practice.assign(to: 8)
        practice.put(.payorContract, 1, [("locationRule", [.text("allLocationsOfTin")])])
        #expect(Self.outcome(practice, office: 8) == .opens(Self.start))
    }

    @Test func `a hygienist gets a case only where the contract enrols hygienists`() {
        var practice = Self.practice()
        practice.put(.practitioner, SmallPractice.doctor, [("degree", [.text("RDH")])])
        #expect(Self.outcome(practice) == .leftOut(.hygienist))
        practice.put(.payorContract, 1, [("enrollsHygienists", [.flag(true)])])
        #expect(Self.outcome(practice) == .opens(Self.start))
    }

    @Test func `what begins later opens its case now, for its first day`() {
        var practice = Self.practice()
        practice.assign(to: 7, from: "2027-01-15")
        #expect(Self.outcome(practice) == .opens(Day("2027-01-15") ?? Self.start))
        practice.contract(1, from: "2027-02-01", steps: [])
        #expect(Self.outcome(practice) == .opens(Day("2027-02-01") ?? Self.start))
    }

    @Test func `terms that never meet open nothing`() {
        var practice = Self.practice()
        practice.assign(to: 7, from: "2027-01-01", "2027-01-31")
        practice.contract(1, from: "2027-02-01", steps: [])
        #expect(Self.outcome(practice) == .leftOut(.noCommonDay))
    }

    @Test func `a contract that is in dispute between two people opens nothing`() {
        var practice = Self.practice()
        practice.contract(2, steps: ["offer", "makeExecutable"])
        practice.place(2, at: 7)
        let view = practice.lookup.record(RecordID(bits: 2))
        let steps = ["execute", "reject"].map { step in
            view.flatMap { try? Workflow.contract.write(StepDraft(step, comment: "x"), on: $0) }
        }
        for step in steps.compactMap(\.self) { practice.change([step]) }
        #expect(Self.outcome(practice, contract: 2) == .leftOut(.contractUnknown))
    }

    @Test func `opened, told and excluded add up to every contract at every office`() throws {
        var practice = SmallPractice(offices: [7, 8, 9])
        for contract in 21...32 as ClosedRange<UInt128> {
            let rule = contract % 4 == 0 ? "groupCredentialed" : nil
            practice.contract(
                contract, through: contract % 5 == 0 ? "2025-01-01" : nil, rule: rule)
            for office in [7, 8, 9] as [UInt128] where (contract + office) % 3 != 0 {
                practice.place(contract, at: office)
            }
        }
        practice.assign(to: 7)
        practice.assign(to: 8, from: "2027-03-01")
        practice.assign(to: 9, from: "2020-01-01", "2024-01-01")
        practice.onboard()
        let plan = try #require(practice.plan())
        #expect(plan.outcomes.count == 12 * 2)
        #expect(plan.opened.count + plan.noticed.count + plan.excluded.count == 12 * 2)
        #expect(Set(plan.outcomes.map(\.pair)).count == 12 * 2)
        #expect(plan.opened.count == practice.cases.count)
        #expect(!plan.opened.isEmpty && !plan.noticed.isEmpty && !plan.excluded.isEmpty)
    }

    @Test func `a doctor on an exclusion list opens nothing until reinstated or cleared`() {
        var practice = Self.practice()
        let row = { (reinstated: String?) -> [(String, [Scalar])] in
            [("subject", [.text("2000000002"), .text("leie"), .day("2012-05-01")])]
                + (reinstated.map { [("reinstatedOn", [.day($0)])] } ?? [])
        }
        practice.put(.exclusion, 0x56, row(nil))
        #expect(Self.outcome(practice) == .leftOut(.excludedDoctor))
        practice.onboard()
        #expect(practice.cases.isEmpty)
        practice.put(.exclusion, 0x56, row("2026-11-01"))
        #expect(Self.outcome(practice) == .opens(Self.start))
        #expect(practice.cases == [[1, 7]])
    }

    @Test func `a doctor for whom another record stands opens nothing until both stand`() {
        var practice = Self.practice()
        practice.put(.practitioner, 0xD1, [("npi", [.text("2000000002")])])
        let (own, other) = (RecordID(bits: SmallPractice.doctor), RecordID(bits: 0xD1))
        practice.settle(own, other, .keep(other, through: nil))
        #expect(Self.outcome(practice) == .leftOut(.doctorOutOfUse))
        practice.onboard()
        #expect(practice.cases.isEmpty)
        practice.settle(own, other, .distinct)
        #expect(Self.outcome(practice) == .opens(Self.start))
        #expect(practice.cases == [[1, 7]])
    }

    @Test func `whoever turns out to be no hygienist is onboarded by the run that stands`() {
        var practice = Self.practice()
        practice.put(.practitioner, SmallPractice.doctor, [("degree", [.text("RDH")])])
        practice.onboard()
        #expect(practice.cases.isEmpty)
        practice.put(.practitioner, SmallPractice.doctor, [("degree", [.text("DDS")])])
        #expect(practice.cases == [[1, 7]])
    }

    @Test func `a hygienist at one office and a dentist at another is asked for at the other`() {
        var practice = Self.practice()
        practice.office(8)
        practice.place(1, at: 8)
        practice.assign(to: 8, role: "hygienist")
        #expect(Self.outcome(practice, office: 8) == .leftOut(.hygienist))
        #expect(Self.outcome(practice) == .opens(Self.start))
    }
}
