package import Records

/// Takes in what a payor or an employer says of one person after the other.
///
/// What differs from kind to kind is what becomes of it; that it is for one coverage, or waits for
/// a person to say whose it is, is the same for all.
package protocol AnswerTaker: Sendable {
    associatedtype Answer: PersonAnswer
    associatedtype Outcome: Sendable

    /// What became of those so far.
    var outcome: Outcome { get }

    init()

    /// Counts what says nothing to be taken in, whosever it is.
    mutating func skips(_ answer: Answer) -> Bool

    /// - Returns: whether it has a place there; what has none is as if nobody were known.
    mutating func take(
        _ answer: Answer, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool

    /// Counts one that is of nobody known here.
    mutating func leave(isWaiting: Bool)
}
