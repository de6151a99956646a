/// What came of a deed.
package enum DeedEnd: String, CaseIterable, Sendable {
    /// It was written, and counts at its author's machine.
    case done
    /// It was written, and some of it as a question to the centre.
    case proposed
    /// A rule said no.
    case refused
    /// There was nothing to write.
    case idle
}
