package import Merge
package import Records

/// What the hub derives from a change about doctors, contracts, cases and runs.
package enum DoctorReactions {
    /// - Parameters:
    ///   - ops: the ops of one change set that count.
    ///   - lookup: the records as they stand after them.
    ///   - today: the hub's day.
    package static func writes(
        after ops: [Op], lookup: some RecordLookup, today: Day
    ) -> [Write] {
        let changed = ChangedRecords(ops).withSettled(in: lookup)
        let runs =
            OnboardingReaction(lookup: lookup, today: today).expansion(after: changed)
            + MoveReaction(lookup: lookup, today: today).expansion(after: changed)
        return runs.allWrites(in: lookup)
            + WithdrawalReaction(lookup: lookup).writes(after: changed)
            + EnrollmentReaction(lookup: lookup, today: today).writes(after: changed)
            + CredentialReaction(lookup: lookup).writes(after: changed)
            + ExclusionReaction(lookup: lookup).writes(after: changed)
    }
}
