internal import Merge
package import Records

extension RecordLookup {
    /// An onboarding run or a move by its id or the end of it.
    package func run(_ name: String) throws(DeedProblem) -> RecordView {
        do { return try view(.onboardingRun, name) } catch .noSuchRecord {
            return try view(.moveRun, name)
        }
    }
}
