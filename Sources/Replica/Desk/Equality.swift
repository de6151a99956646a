package import Merge
package import Store
import Sync

/// Whether this replica holds exactly what the hub holds for it.
package struct Equality: Equatable, Sendable {
    /// The position of the hub's history at which the records were last proven to be the hub's;
    /// `nil` before the first proof, and while something differs.
    package let position: UInt64?
    /// When that was last proven.
    package let at: Timestamp?
    /// What went wrong between this replica and the hub, ever: repairs, lost histories.
    package let incidents: Int

    /// Whether the records were proven to be the hub's when they were last compared; `nil` before.
    package let isEqual: Bool?
}

extension Equality {
    package init(of transaction: StoreTransaction) throws {
        let certificate = try transaction.certificate()
        let proven = try transaction.metaTime("equal-at")
        let isDifferent = try transaction.meta("is-equal") == "no"
        position = certificate?.head.position
        at = certificate.map { max($0.at, proven ?? $0.at) }
        isEqual = isDifferent ? false : certificate == nil ? nil : true
        incidents = try transaction.auditCount(of: Incident.events)
    }
}
