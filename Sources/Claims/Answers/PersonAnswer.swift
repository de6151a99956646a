package import Merge

/// What a set says of one person, with the place where it stands.
package protocol PersonAnswer: Sendable {
    static var kind: WaitingAnswer.Kind { get }
    var source: AnswerSource { get }
    /// By what the person may be found.
    var facts: ClaimFacts { get }
    /// Whether there is something to be taken in once somebody knows whose it is.
    var saysSomething: Bool { get }
    /// In a few words, what would be taken in.
    var words: String { get }
    var birthDate: Day? { get }

    /// - Throws: `X12Fault` for segments that are none.
    /// - Returns: `nil` where the segments hold no such answer.
    init?(reading segments: Bytes, from source: AnswerSource) throws
}

/// From where an answer comes.
package struct AnswerSource: Sendable {
    /// The SHA-256 of its set, and its place in it.
    package let digest: String
    package let place: Int
    /// GS04.
    package let on: Day?
    /// Its segments and those above it; `nil` where they are too many to keep.
    package let segments: Bytes?

    package init(digest: String, place: Int, on: Day?, segments: Bytes?) {
        self.digest = digest
        self.place = place
        self.on = on
        self.segments = segments
    }
}
