package import Merge
package import Records

extension OnboardingRun {
    /// Whether everything is in that the payors of the opened pairs ask for.
    package func isReady(_ lookup: some RecordLookup, today: Day) -> Bool {
        let offices = Set(pairs.map(\.office)).union(offices).sorted()
        return DoctorPacket(
            lookup, doctor: doctor, contracts: Set(pairs.map(\.contract)).sorted(),
            offices: offices, startsOn: startsOn, today: today
        ).isComplete
    }
}
