internal import Fees
package import Merge
internal import Participation
package import Records

/// What the hub derives from a change: ordinary records and steps, written by the hub in the
/// transaction that took in their cause.
///
/// Ids come from the cause, and nothing that stands is written again, so that a replay, a retry or
/// a second hub derives the same and nothing twice.
package enum Reactions {
    /// - Parameters:
    ///   - ops: the ops of one change set that count.
    ///   - lookup: the records as they stand after them.
    ///   - today: the hub's day.
    package static func writes(
        after ops: [Op], lookup: some RecordLookup, today: Day
    ) -> [Write] {
        DoctorReactions.writes(after: ops, lookup: lookup, today: today)
            + FeeRelease.writes(after: ops, lookup: lookup, today: today)
    }
}
