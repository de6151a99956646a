package import Merge
internal import Participation
package import Records

/// What a type alone cannot refuse, wherever a record is written by hand: days on which nobody can
/// have been born or reinstated, and numbers that no authority gives out.
package enum ImpossibleWrite {
    /// - Parameter before: the record as it stands; `nil` for a new one.
    /// - Returns: the first that cannot be, or `nil`.
    package static func problem(
        in writes: [Write], of type: RecordType, before: RecordState?, today: Day
    ) -> EditProblem? {
        BirthRule.problem(in: writes, of: type, today: today)
            ?? CredentialRule.problem(in: writes, before: before)
            ?? Exclusion.problem(in: writes, before: before)
    }
}
