package import Records

/// Takes in what a payor or an employer says of one person after the other.
///
/// What differs from kind to kind is whom it is about and what becomes of it; that it is for one
/// coverage or for nobody known here is the same for all.
package protocol AnswerTaker: Sendable {
    associatedtype Answer: Sendable
    associatedtype Outcome: Sendable

    /// What became of those so far.
    var outcome: Outcome { get }

    init()

    /// By what the person may be found; `nil` for what says nothing to be taken in, and is counted.
    mutating func facts(of answer: Answer) -> ClaimFacts?

    /// - Returns: whether it has a place there; what has none is as if nobody were known.
    mutating func take(
        _ answer: Answer, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool

    /// Counts one that is of nobody known here.
    mutating func leave(_ answer: Answer)
}
