package import Merge

/// One thing that must be in before a payor takes a doctor, and whether it is.
package struct PacketItem: Sendable {
    /// Such as `licence`, `coi`, `caqh`, `w9`, or the kind of document a template names.
    package let kind: String
    package let formName: String?
    /// The office or the billing entity it is for; `nil` for the doctor alone.
    package let place: RecordID?
    /// Whose payors ask for it; none for what every payor takes for granted.
    package let contracts: [RecordID]
    package let signature: String?
    package let channel: String?
    package let finding: Finding

    /// Whether it is in, and what was found.
    package struct Finding: Hashable, Sendable {
        package let state: State
        package let detail: String
        /// The record that shows it.
        package let record: RecordID?

        package init(_ state: State, _ detail: String, _ record: RecordID? = nil) {
            self.state = state
            self.detail = detail
            self.record = record
        }
    }

    /// Whether what a packet needs is there.
    package enum State: String, CaseIterable, Sendable {
        case present = "in"
        /// There, but too old or about to end too early.
        case stale
        case missing
        /// A conflict stands on what would show it.
        case unknown
        /// Not in this office's store, and the centre may hold it.
        case notHeld = "not known here"
    }

    package var isIn: Bool { finding.state == .present }

    /// The same where only an office's part is held: the centre may hold what no record here shows.
    var asKnownAtOffice: PacketItem {
        // The licences of its doctors reach it.
        let isLicence = kind.hasPrefix("licence") || kind.hasPrefix("license")
        guard finding.state == .missing, finding.record == nil, !isLicence else { return self }
        return PacketItem(
            kind: kind, formName: formName, place: place, contracts: contracts,
            signature: signature, channel: channel,
            finding: Finding(.notHeld, "the centre may hold it"))
    }
}
