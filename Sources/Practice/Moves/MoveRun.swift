package import Merge

/// A move run as its rules read it.
package struct MoveRun: Sendable {
    package let id: RecordID
    package let doctor: RecordID
    package let kind: Kind
    package let fromOffice: RecordID?
    package let toOffice: RecordID?
    package let lastDayOld: Day?
    package let firstDayNew: Day?
    /// The cases it has opened so far.
    package let pairs: Set<ContractOffice>
    package let leftOut: Set<ContractOffice>
    /// Planned, and neither closed nor cancelled since.
    package let isPlanned: Bool
    package let isCancelled: Bool

    package enum Kind: String, Sendable {
        case move, add, leave
    }

    /// - Returns: `nil` for a record without a doctor or a kind, and for one out of use.
    package init?(_ view: RecordView) {
        guard view.isActive, let doctor = view.reference("practitioner"),
            let kind = view.text("moveKind").flatMap(Kind.init)
        else { return nil }
        self.id = view.id
        self.doctor = doctor
        self.kind = kind
        self.fromOffice = view.reference("fromOffice")
        self.toOffice = view.reference("toOffice")
        self.lastDayOld = view.day("lastDayOld")
        self.firstDayNew = view.day("firstDayNew")
        self.pairs = ContractOffice.elements(of: view, "pairs")
        self.leftOut = ContractOffice.elements(of: view, "exclusions")
        let state = Workflow.move.standing(of: view).state
        self.isCancelled = state == "cancelled"
        self.isPlanned = !["draft", "cancelled", "closed"].contains(state)
    }

    /// The day on which the doctor's practice address changes.
    package var changesOn: Day? { firstDayNew ?? lastDayOld?.after }
}
