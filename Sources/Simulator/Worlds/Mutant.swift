/// A bug that is planted on purpose, and that some seed must find.
///
/// A run with one must fail, or the checkers are asleep.
package enum Mutant: String, CaseIterable, Sendable {
    // In an office's store.
    case movesFromWithEveryPage
    case dropsPendingAtAcknowledgement
    case ignoresExits
    case losesStash
    case neverHearsOfHeads
    case releasesEverything
    case keepsBaseAtRestart
    case keepsAnswersOfRewoundHub
    case forgetsOwnAtRestart
    // In the hub's store.
    case forgetsAwaited
    case answersTwice
    case forgetsParents
    case keepsOldEntered
    case neverExits
    case losesLastRow
    case losesRecordOfCursor
    case dropsHistory
    case dropsOp
    case forgetsEntry
    case keepsAside
    // In both: what the proof of equality rests on.
    case digestIgnoresTypes
    case digestKeepsExits
    case repairLacksRecord
}
