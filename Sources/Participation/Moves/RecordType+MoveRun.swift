package import Merge
package import Records

extension RecordType {
    /// A doctor's move between offices across the contracts of both.
    package static let moveRun = RecordType(
        "move_run", "Moves one doctor between offices across payor contracts.",
        visibility: .central, writers: .central,
        MoveRun.units)
}

/// What a `move_run` holds.
extension MoveRun: RecordKind {
    package static var type: RecordType { .moveRun }

    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let moveKind = Field(
        "moveKind", .choice(["move", "add", "leave"]), required: true)
    package static let fromOffice = Field("fromOffice", .reference("office"))
    package static let toOffice = Field("toOffice", .reference("office"))
    package static let journey = Unit(
        "journey", .immutable, [practitioner, moveKind, fromOffice, toOffice])

    package static let lastDayOld = Field("lastDayOld", .day)
    package static let firstDayNew = Field("firstDayNew", .day)
    package static let dates = Unit("dates", .review, [lastDayOld, firstDayNew])

    package static let pairs = PairRows<Self>("pairs")
    package static let leftOut = PairRows<Self>("exclusions", excluded: true)
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case plan, expand, send, confirm, allConfirmed, verifyDirectory, dateSlip, cancel
    }
    package static let status = Steps(Step.self)
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [journey, dates, pairs, leftOut, status, notes]
}
