internal import Benefits
internal import Claims
internal import Fees
internal import Merge
internal import Participation
package import Records

extension Workflow {
    /// Every workflow, in the order `bridgework workflow` lists them.
    package static let all: [Workflow] = [
        onboarding, enrollment, move, notice, contract, negotiation, feeDraft, feeReceipt,
        credential, coverage, verification, authorization, claim, appeal, connection, task,
        proposal, custody,
        quarantine, conflict,
    ]

    private static let byType = Dictionary(
        all.map { ($0.recordType.name, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byName = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The workflow of a record type; `nil` for a type whose records have no states.
    package static func of(type: String) -> Workflow? {
        byType[type]
    }

    /// By its own name or by its record type's.
    package static func named(_ name: String) -> Workflow? {
        byName[name] ?? byType[name]
    }
}
