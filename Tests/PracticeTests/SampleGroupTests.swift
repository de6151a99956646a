import Benefits
import Fees
import Merge
import Participation
import Practice
import Records
import Testing

struct SampleGroupTests {
    @Test func `a seed gives the same group every time and another seed another`() {
        let group = SampleGroup(seed: 1)
        #expect(group.records == SampleGroup(seed: 1).records)
        #expect(group.records != SampleGroup(seed: 2).records)
        let ids = Set(group.records.map(\.id))
        #expect(ids.isDisjoint(with: SampleGroup(seed: 2).records.map(\.id)))
        #expect(ids.count == group.records.count)
    }

    @Test func `a group is as large as asked`() {
        let count = { (group: SampleGroup, type: String) in
            group.records.count { $0.type == type }
        }
        let usual = SampleGroup(seed: 1)
        #expect(count(usual, "office") == 3)
        #expect(count(usual, "practitioner") == 40)
        #expect(count(usual, "payor") == 12)
        #expect(count(usual, "payor_contract") == 20)
        #expect(count(usual, "patient") == 600)
        #expect(count(usual, "coverage") > 500)
        let least = SampleGroup(
            seed: 1, size: SampleSize(offices: 1, doctors: 1, payors: 1, contracts: 0, patients: 1))
        #expect(count(least, "office") == 1)
        #expect(count(least, "contract_location") == 0)
    }

    @Test func `every write fits the schema and refers to what came before`() throws {
        var seen: Set<RecordID> = []
        for record in SampleGroup(seed: 3).records {
            seen.insert(record.id)
            let type = try #require(PracticeSchema.current[record.type])
            #expect(!record.writes.isEmpty)
            for write in record.writes {
                let attribute = try #require(type[write.attribute])
                let problem = ValueCheck.problem(
                    key: write.key, value: write.value, in: attribute)
                #expect(problem == nil)
                #expect(write.record == record.id)
                guard write.attribute != "coverageOrder" else { continue }
                let value = try write.value.map { try Value(decoding: $0) } ?? Value([])
                for (field, scalar) in zip(attribute.fields, value.scalars) {
                    guard case .reference = field.kind, let blob = scalar.blob else { continue }
                    #expect(RecordID(bytes: blob).map(seen.contains) == true)
                }
            }
        }
    }

    @Test func `people and numbers are recognisably synthetic`() {
        var store = ImportMemory()
        let group = SampleGroup(seed: 4)
        store.apply(group.records.map(\.writes))
        for record in group.records {
            switch record.type {
            case "practitioner":
                #expect(store.text(record.id, "npi").hasPrefix("2"))
                #expect(store.text(record.id, "family").hasPrefix("Synth"))
            case "organization":
                #expect(store.text(record.id, "tin").hasPrefix("9"))
                #expect(store.text(record.id, "legalName") == "Synthetic Dental Group")
            case "office": #expect(store.text(record.id, "phone").contains("55501"))
            case "patient":
                #expect(store.text(record.id, "family").hasPrefix("Synth"))
                #expect(store.text(record.id, "externalIds").contains("SYNTHETIC"))
                #expect(record.office?.description == store.text(record.id, "homeOffice"))
            default: break
            }
        }
    }

    @Test func `natural keys are unique`() {
        var store = ImportMemory()
        let group = SampleGroup(seed: 5)
        store.apply(group.records.map(\.writes))
        for type in PracticeSchema.current.types {
            guard let key = type.naturalKey else { continue }
            let names = group.records.filter { $0.type == type.name }.map { store.text($0.id, key) }
            #expect(Set(names).count == names.count, "\(type.name)")
        }
    }
}

/// The sample has what reports, estimates and the day's work need to show something.
struct SampleWorkTests {
    private static let group = SampleGroup(seed: 6)

    @Test func `schedules are approved with their digest, and asked for`() {
        let group = Self.group
        var store = ImportMemory()
        store.apply(group.records.map(\.writes) + [group.releases])
        #expect(group.releases.count == group.size.contracts + 1)
        for record in group.records where record.type == "fee_schedule" {
            let view = store.view(record.id)
            let request = view.map(FeeReleaseLog.init)?.open.first
            let draft = request?.draft.flatMap(store.view).flatMap { FeeDraft($0) }
            #expect(draft != nil && draft?.digest == request?.digest)
            #expect(
                draft.map { FeeApproval.problem($0, digest: $0.digest, lookup: TestLookup()) }
                    == .some(nil))
        }
    }

    @Test func `cases, hours and verifications are there and say what they should`() {
        var store = ImportMemory()
        store.apply(Self.group.records.map(\.writes))
        let cases = Self.group.records.filter { $0.type == "enrollment" }
            .compactMap { store.view($0.id) }
        let states = Set(cases.map { Workflow.enrollment.standing(of: $0).state })
        #expect(states == ["effective", "submitted"])
        #expect(store.count("schedule_block") > 100)
        #expect(store.count("benefit_usage") == store.count("benefit_verification"))
        for record in Self.group.records where record.type == "benefit_verification" {
            let standing = store.view(record.id).map { Workflow.verification.standing(of: $0) }
            #expect(standing?.state == "verifiedActive")
        }
    }
}

extension ImportMemory {
    fileprivate func view(_ id: RecordID) -> RecordView? {
        guard let state = states[id], let name = types[id],
            let type = PracticeSchema.current[name]
        else { return nil }
        return RecordView(id: id, type: type, projection: type.project(state))
    }
}
