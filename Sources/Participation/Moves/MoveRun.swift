package import Merge
package import Records
internal import Tables

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
    /// Cancelled, or out of use before it was closed.
    package let isGivenUp: Bool

    /// What a doctor does: go from one office to another, work at one more, or leave one.
    package enum Kind: String, Sendable {
        case move, add, leave
    }

    /// - Returns: `nil` for a record without a doctor or a kind, and for one out of use.
    package init?(_ view: RecordView) {
        guard view.isActive else { return nil }
        self.init(reading: view)
    }

    /// A record out of use is read, too: what it has opened is still to be found by it.
    static func ofAnyLife(_ view: RecordView) -> MoveRun? { MoveRun(reading: view) }

    private init?(reading view: RecordView) {
        guard view.type.name == RecordType.moveRun.name,
            let doctor = view[MoveRun.practitioner],
            let kind = view[MoveRun.moveKind].flatMap(Kind.init)
        else { return nil }
        self.id = view.id
        self.doctor = doctor
        self.kind = kind
        self.fromOffice = view[MoveRun.fromOffice]
        self.toOffice = view[MoveRun.toOffice]
        self.lastDayOld = view[MoveRun.lastDayOld]
        self.firstDayNew = view[MoveRun.firstDayNew]
        self.pairs = ContractOffice.pairs(of: view, MoveRun.pairs)
        self.leftOut = ContractOffice.pairs(of: view, MoveRun.leftOut)
        let standing = Workflow.move.standing(of: view)
        self.isGivenUp =
            standing.isIn(State.cancelled) || !view.isActive && !standing.isIn(State.closed)
        self.isPlanned = !isGivenUp && !standing.isIn(State.draft, .closed)
    }

    /// A move that is about to be planned.
    package init(
        id: RecordID, doctor: RecordID, kind: Kind, fromOffice: RecordID?, toOffice: RecordID?,
        lastDayOld: Day?, firstDayNew: Day?
    ) {
        self.id = id
        self.doctor = doctor
        self.kind = kind
        self.fromOffice = fromOffice
        self.toOffice = toOffice
        self.lastDayOld = lastDayOld
        self.firstDayNew = firstDayNew
        self.pairs = []
        self.leftOut = []
        self.isPlanned = true
        self.isGivenUp = false
    }

    /// What makes a new run and plans it.
    package func startingWrites(
        by user: RecordID?, on today: Day
    ) throws(WorkflowProblem) -> [Write] {
        [
            Write(
                MoveRun.journey, id,
                [
                    MoveRun.practitioner(doctor), MoveRun.moveKind(kind.rawValue),
                    MoveRun.fromOffice(fromOffice), MoveRun.toOffice(toOffice),
                ]),
            Write(
                MoveRun.dates, id,
                [MoveRun.lastDayOld(lastDayOld), MoveRun.firstDayNew(firstDayNew)]),
            try Workflow.move.write(StepDraft(Step.plan, on: today, by: user), creating: id),
        ]
    }

    /// The day on which the doctor's practice address changes.
    package var changesOn: Day? { firstDayNew ?? lastDayOld?.after }
}

extension MoveRun {
    /// The doctor's assignments at both offices, which stay as they are when a move is given up.
    package func assignments(_ records: some RecordLookup) -> [RecordID] {
        records.records(where: LocationAssignment.practitioner, is: doctor)
            .filter {
                $0.isActive && [fromOffice, toOffice].contains($0[LocationAssignment.office])
            }
            .map(\.id)
    }
}
