import Merge
internal import Participation
import Practice
internal import Records
import Rulebook
import Sync

/// Every pair that an open run of onboarding asks for has its one case at the hub.
///
/// Whatever was lost, doubled or rewound on the way: a pair neither vanishes nor doubles.
enum CaseChecker {
    static func check(_ hub: MemoryHub) throws {
        // As it was written: who yields to another keeps the cases that he has.
        let written = cases(in: HubShelf(hub: hub))
        guard written.values.allSatisfy({ $0 == 1 }) else {
            throw BrokenPromise("a doctor has two cases in one contract at one office")
        }
        // As people read it: a case of who yields is a case of who stands for him.
        let lookup = MemoryReading(hub).lookup
        let cases = cases(in: lookup)
        let rules = PairRules(lookup)
        for run in lookup.records(.onboardingRun).compactMap(OnboardingRun.init)
        where run.isStarted && !OnboardingStanding(run, lookup).isComplete {
            let plan = OnboardingPlan(run, rules, DoctorStays(of: run.doctor, in: lookup))
            for (pair, _) in plan.opened
            where cases[[run.doctor, pair.contract, pair.office]] == nil {
                throw BrokenPromise("a pair of run \(run.id) has no case")
            }
        }
    }

    /// How many cases there are of each doctor in each contract at each office.
    private static func cases(in lookup: some RecordLookup) -> [[RecordID]: Int] {
        var cases: [[RecordID]: Int] = [:]
        for view in lookup.records(.enrollment) {
            let seat = [Enrollment.practitioner, Enrollment.contract, Enrollment.office]
            cases[seat.compactMap { view[$0] }, default: 0] += 1
        }
        return cases
    }

    /// The hub's records, as they were written.
    private struct HubShelf: RecordLookup {
        let hub: MemoryHub
        let secret = SimulatedRules.secret

        func records(_ type: RecordType) -> [RecordView] {
            hub.records(of: type.name).compactMap { record($0) }
        }

        func state(_ id: RecordID) -> RecordState? { hub.records[id]?.state }

        func record(_ id: RecordID) -> RecordView? {
            guard let stored = hub.records[id], let type = SimulatedRules.schema[stored.type]
            else { return nil }
            return RecordView(id: id, type: type, projection: type.project(stored.state))
        }
    }
}
