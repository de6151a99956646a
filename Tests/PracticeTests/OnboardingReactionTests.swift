import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What the hub derives from a run, and that it derives it once.
struct OnboardingReactionTests {
    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1, 2])
        for contract in [1, 2] as [UInt128] {
            for office in [7, 8] as [UInt128] { practice.place(contract, at: office) }
        }
        practice.assign(to: 7)
        practice.assign(to: 8)
        return practice
    }

    @Test func `a run that starts opens one case for every pair`() throws {
        var practice = Self.practice()
        practice.onboard()
        #expect(practice.cases == [[1, 7], [1, 8], [2, 7], [2, 8]])
        let view = try #require(practice.caseView(1, 7))
        #expect(view[Enrollment.requestedEffectiveOn] == Day("2026-12-01"))
        #expect(
            view.id
                == IDSecret.test.id(
                    "enrollment",
                    [SmallPractice.doctor, 1, 7].map { RecordID(bits: $0).description }))
        #expect(practice.run()?.pairs.count == 4)
    }

    @Test func `a run that is not started opens nothing`() {
        var practice = Self.practice()
        let run = RecordID(bits: 0xF0)
        practice.change([
            Write(OnboardingRun.practitioner, run, RecordID(bits: 0xD0)),
            Write(OnboardingRun.startsOn, run, Day("2026-12-01")),
        ])
        #expect(practice.cases == [])
    }

    @Test func `a contract signed while a run is open is not lost`() {
        var practice = Self.practice()
        practice.onboard()
        practice.contract(3)
        #expect(practice.cases.count == 4)
        practice.place(3, at: 7)
        #expect(practice.cases.contains([3, 7]))
        #expect(practice.cases.count == 5)
    }

    @Test func `an office the doctor is assigned to while a run is open is not lost`() {
        var practice = Self.practice()
        practice.office(9)
        practice.place(1, at: 9)
        practice.onboard()
        practice.assign(to: 9, from: "2027-01-01")
        #expect(practice.caseView(1, 9)?[Enrollment.requestedEffectiveOn] == Day("2027-01-01"))
    }

    @Test func `a run for some offices or contracts opens only those`() {
        var practice = Self.practice()
        practice.onboard(offices: [7])
        #expect(practice.cases == [[1, 7], [2, 7]])
        practice = Self.practice()
        practice.onboard(contracts: [2])
        #expect(practice.cases == [[2, 7], [2, 8]])
    }

    @Test func `a payor that is only told gets one notice for all offices`() throws {
        var practice = Self.practice()
        practice.contract(3, rule: "delegated")
        practice.place(3, at: 7)
        practice.onboard()
        practice.place(3, at: 8)
        let notices = practice.lookup.records(.payorNotice)
        #expect(notices.map { $0[PayorNotice.kind] } == ["addLocation"])
        let offices = try #require(notices.first)[PayorNotice.offices]
        #expect(offices.count == 2)
        #expect(practice.cases.count == 4)
    }

    @Test func `the checklist is the union of the payors' templates`() {
        var practice = Self.practice()
        practice.put(
            .requirementTemplate, 0xB0,
            [
                ("name", [.text("New")]), ("payor", [.id(SmallPractice.payor)]),
                ("event", [.text("newProvider")]),
            ])
        for kind in ["w9", "coi"] {
            practice.change([
                Write(
                    RequirementTemplate.items, RecordID(bits: 0xB0),
                    key: [RequirementTemplate.Items.documentKind(kind)],
                    [RequirementTemplate.Items.position(.int(1))])
            ])
        }
        practice.onboard()
        let listed = practice.lookup.record(RecordID(bits: 0xF0))?[OnboardingRun.checklist]
        #expect(Set(listed?.compactMap { $0.key[0].text } ?? []) == ["coi", "w9"])
    }

    @Test func `nothing is written twice, whatever is replayed`() {
        var practice = Self.practice()
        practice.contract(3, rule: "groupCredentialed")
        practice.place(3, at: 7)
        practice.onboard()
        for type in [
            RecordType.onboardingRun, .payorContract, .contractLocation, .locationAssignment,
            .office,
        ] {
            for view in practice.lookup.records(type) {
                let op = Write(type, type.attributes[0].name, [], record: view.id)
                #expect(practice.reactions(to: [op]) == [], "\(type.name)")
            }
        }
    }

    @Test func `a case that a person withdrew stays withdrawn when the run expands again`() throws {
        var practice = Self.practice()
        practice.onboard()
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "withdraw")
        practice.contract(3)
        practice.place(3, at: 7)
        #expect(CaseState(try #require(practice.caseView(1, 7))).state == "withdrawn")
    }

    @Test func `a doctor who returns has the case opened again, once`() throws {
        var practice = Self.practice()
        practice.onboard()
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "withdraw")
        practice.onboard(0xF1, from: "2027-06-01")
        let view = try #require(practice.caseView(1, 7))
        #expect(CaseState(view).state == "preparing")
        #expect(view[Enrollment.requestedEffectiveOn] == Day("2027-06-01"))
        #expect(practice.cases.count == 4)
        let steps = view[Enrollment.status].count
        practice.place(2, at: 7)
        #expect(practice.caseView(1, 7)?[Enrollment.status].count == steps)
    }

    @Test func `a case that ran out before the new start is opened again, a running one is not`()
        throws
    {
        var practice = Self.practice()
        practice.onboard(contracts: [1])
        let letter = Scalar.id(0x99)
        for office in [7, 8] as [UInt128] {
            let id = try #require(practice.caseView(1, office)).id
            practice.log(
                .enrollment, id, "recorded",
                ["effectiveOn": .day("2026-12-01"), "document": letter])
            let last = office == 7 ? "2027-05-31" : "2027-06-30"
            practice.log(.enrollment, id, "termNotice", ["effectiveOn": .day(last)])
        }
        practice.onboard(0xF1, from: "2027-06-01", contracts: [1])
        #expect(CaseState(try #require(practice.caseView(1, 7))).state == "preparing")
        #expect(CaseState(try #require(practice.caseView(1, 8))).state == "ending")
    }

    @Test func `what nobody touched goes out of use when a run is abandoned, the rest is flagged`()
        throws
    {
        var practice = Self.practice()
        practice.contract(3, rule: "delegated")
        practice.place(3, at: 7)
        practice.onboard()
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "prepare")
        practice.log(.onboardingRun, RecordID(bits: 0xF0), "abandon")
        #expect(practice.cases == [[1, 7]])
        #expect(practice.lookup.records(.payorNotice).allSatisfy { !$0.isActive })
        let tasks = practice.lookup.records(.task)
        #expect(tasks.map { $0[WorkTask.about] } == [id])
        #expect(
            practice.lookup.records(.enrollment).allSatisfy { $0.projection.conflicts.isEmpty })
        practice.onboard(0xF1)
        #expect(practice.cases.count == 4)
    }

    @Test func `a pair that another open run asks for stays when one is abandoned`() {
        var practice = Self.practice()
        practice.onboard(contracts: [1])
        practice.onboard(0xF1)
        practice.log(.onboardingRun, RecordID(bits: 0xF1), "abandon")
        #expect(practice.cases == [[1, 7], [1, 8]])
    }

    private static let runID = RecordID(bits: 0xF0)

    private static func life(_ lifecycle: Lifecycle, of id: RecordID, _ type: RecordType) -> Write {
        Write(type, id, named: Attribute.lifecycle.name, [AnyRecord.lifecycle(lifecycle.rawValue)])
    }

    @Test func `a run that goes out of use takes its cases along, and brings them back`() throws {
        var practice = Self.practice()
        practice.onboard()
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "prepare")
        practice.change([Self.life(.inactive, of: Self.runID, .onboardingRun)])
        #expect(practice.cases == [[1, 7]])
        #expect(practice.lookup.records(.task).map { $0[WorkTask.about] } == [id])
        practice.change([Self.life(.active, of: Self.runID, .onboardingRun)])
        #expect(practice.cases.count == 4)
        #expect(
            practice.lookup.records(.enrollment).allSatisfy { $0.projection.conflicts.isEmpty })
    }

    @Test func `a pair whose contract no longer holds at the office goes, and returns with it`()
        throws
    {
        var practice = Self.practice()
        practice.onboard()
        let place = RecordID(bits: 1 << 32 | 7)
        let touched = RecordID(bits: 2 << 32 | 7)
        let id = try #require(practice.caseView(2, 7)).id
        practice.log(.enrollment, id, "prepare")
        for gone in [place, touched] {
            practice.change([Self.life(.inactive, of: gone, .contractLocation)])
        }
        #expect(practice.cases == [[1, 8], [2, 7], [2, 8]])
        #expect(practice.lookup.records(.task).map { $0[WorkTask.about] } == [id])
        let run = try #require(practice.run())
        #expect(run.pairs.count == 4)
        #expect(OnboardingStanding(run, practice.lookup).opened == 3)
        practice.change([Self.life(.active, of: place, .contractLocation)])
        #expect(practice.cases.count == 4)
    }

    @Test func `what a person took out of use stays so when its contract returns`() throws {
        var practice = Self.practice()
        practice.onboard()
        let id = try #require(practice.caseView(1, 7)).id
        practice.change([Self.life(.inactive, of: id, .enrollment)])
        let place = RecordID(bits: 1 << 32 | 7)
        practice.change([Self.life(.inactive, of: place, .contractLocation)])
        practice.change([Self.life(.active, of: place, .contractLocation)])
        #expect(practice.cases == [[1, 8], [2, 7], [2, 8]])
    }

    @Test func `a case stays while nobody knows whether its contract is active`() throws {
        var practice = Self.practice()
        practice.contract(3, steps: ["offer", "makeExecutable"])
        practice.place(3, at: 7)
        let before = practice.lookup
        let view = try #require(before.record(RecordID(bits: 3)))
        practice.log(.payorContract, view.id, "execute")
        practice.onboard()
        #expect(practice.cases.count == 5)
        // Another desk hears that it was rejected, and has not heard that it was signed.
        let write = try Workflow.contract.write(StepDraft("reject"), on: view)
        practice.change([write], seeing: before)
        #expect(practice.plan()?.excluded.contains { $0.reason == .contractUnknown } == true)
        #expect(practice.cases.count == 5)
    }

    @Test func `an office left out of a run by hand is closed there, unless another run asks`() {
        var practice = Self.practice()
        practice.onboard(contracts: [1])
        practice.onboard(0xF1)
        let out = [1, 2].map { contract in
            Write(
                OnboardingRun.leftOut, RecordID(bits: 0xF1),
                key: [
                    OnboardingRun.leftOut.contract(.id(contract)),
                    OnboardingRun.leftOut.office(RecordID(bits: 8)),
                ])
        }
        practice.change(out)
        #expect(practice.cases == [[1, 7], [1, 8], [2, 7]])
    }

    @Test func `a notice nobody sent goes with its contract, and comes back`() {
        var practice = Self.practice()
        practice.contract(3, rule: "delegated")
        practice.place(3, at: 7)
        practice.onboard()
        func notices() -> [Bool] { practice.lookup.records(.payorNotice).map(\.isActive) }
        #expect(notices() == [true])
        let place = RecordID(bits: 3 << 32 | 7)
        practice.change([Self.life(.inactive, of: place, .contractLocation)])
        #expect(notices() == [false])
        practice.change([Self.life(.active, of: place, .contractLocation)])
        #expect(notices() == [true])
    }

    @Test func `a run whose cases are all decided is complete and opens nothing more`() throws {
        var practice = Self.practice()
        practice.onboard()
        for pair in practice.cases {
            let id = try #require(practice.caseView(pair[0], pair[1])).id
            practice.log(
                .enrollment, id, "recorded",
                ["effectiveOn": .day("2026-12-01"), "document": .id(0x99)])
        }
        practice.contract(3)
        practice.place(3, at: 7)
        #expect(practice.cases.count == 4)
        let run = try #require(practice.run())
        let standing = OnboardingStanding(run, practice.lookup)
        #expect(standing.state(isReady: false) == .complete)
    }

    @Test func `a complete run catches up when one of its cases is open again`() throws {
        var practice = Self.practice()
        practice.onboard()
        for pair in practice.cases {
            let id = try #require(practice.caseView(pair[0], pair[1])).id
            practice.log(
                .enrollment, id, "recorded",
                ["effectiveOn": .day("2026-12-01"), "document": .id(0x99)])
        }
        practice.contract(3)
        practice.place(3, at: 7)
        #expect(practice.caseView(3, 7) == nil)
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "directoryWrong")
        #expect(practice.caseView(3, 7) == nil)
        practice.log(.enrollment, id, "withdraw")
        #expect(practice.caseView(3, 7) == nil)
        practice.log(.enrollment, id, "reopen")
        #expect(practice.caseView(3, 7) != nil)
    }

    @Test func `a run's state follows its cases`() throws {
        var practice = Self.practice()
        practice.onboard()
        let run = try #require(practice.run())
        #expect(OnboardingStanding(run, practice.lookup).state(isReady: false) == .collecting)
        #expect(OnboardingStanding(run, practice.lookup).state(isReady: true) == .ready)
        let id = try #require(practice.caseView(1, 7)).id
        practice.log(.enrollment, id, "prepare")
        practice.log(.enrollment, id, "submit")
        #expect(OnboardingStanding(run, practice.lookup).state(isReady: true) == .fannedOut)
        practice.log(
            .enrollment, id, "recorded",
            ["effectiveOn": .day("2026-12-01"), "document": .id(0x99)])
        #expect(
            OnboardingStanding(run, practice.lookup).state(isReady: true) == .partiallyEffective)
    }

    @Test func `the order in which runs, contracts and assignments arrive changes nothing`() {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed)
            var steps: [(inout SmallPractice) -> Void] = [
                { $0.onboard() }, { $0.onboard() }, { $0.assign(to: 7) }, { $0.assign(to: 8) },
            ]
            for contract in 1...4 as ClosedRange<UInt128> {
                let rule = contract == 4 ? "delegated" : nil
                steps.append { $0.contract(contract, rule: rule, steps: []) }
                for office in [7, 8] as [UInt128] {
                    steps.append { $0.place(contract, at: office) }
                    if contract == 2 { steps.append { $0.place(contract, at: office) } }
                }
            }
            var practice = SmallPractice(offices: [7, 8])
            for step in steps.shuffled(using: &random) { step(&practice) }
            #expect(
                practice.cases == [[1, 7], [1, 8], [2, 7], [2, 8], [3, 7], [3, 8]],
                "seed \(seed)")
            #expect(practice.run()?.pairs.count == 6, "seed \(seed)")
            #expect(practice.lookup.records(.payorNotice).count == 1, "seed \(seed)")
        }
    }
}
