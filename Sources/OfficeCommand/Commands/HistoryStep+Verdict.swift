import Store
import Sync

extension HistoryStep {
    /// The hub's word on one op of the change set, or that it has not spoken.
    func verdict(at index: Int) -> String {
        guard !verdicts.isEmpty else { return "pending" }
        let place = verdicts.index(verdicts.startIndex, offsetBy: index)
        guard place < verdicts.endIndex, let verdict = Verdict(rawValue: verdicts[place]) else {
            return "unknown"
        }
        return verdict.name
    }
}
