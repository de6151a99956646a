/// Why there is no answer: what is missing or in conflict, and what to do about it.
///
/// It is thrown where a rule cannot tell, and shown as "unknown" with its reason; never guessed
/// around.
package struct Uncertainty: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String
    /// What stands against each other; empty where something is missing.
    package let candidates: [String]

    package init(_ reason: String, candidates: [String] = []) {
        self.reason = reason
        self.candidates = candidates
    }

    package var description: String {
        candidates.isEmpty ? reason : reason + ": " + candidates.joined(separator: " / ")
    }
}
