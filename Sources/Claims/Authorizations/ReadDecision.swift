package import Merge
package import X12

/// A payor's answer to a request for authorization, as it was read from a file.
package struct ReadDecision: Sendable {
    package let answer: AuthorizationAnswer
    /// GS04.
    package let on: Day?
}
