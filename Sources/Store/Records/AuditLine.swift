package import Merge

/// One line of a store's audit.
package struct AuditLine: Equatable, Sendable {
    package let at: Timestamp
    package let subject: RecordID?
    package let event: String
    package let detail: String
}
