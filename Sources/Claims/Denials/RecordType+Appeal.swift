package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What is asked of a payor that denied a service, at one level of its procedure.
    package static let appeal = RecordType(
        "appeal", "An appeal of what a payor denied, at one level.",
        visibility: .office(Appeal.office), writers: .office(Appeal.office),
        Appeal.units)
}

/// What an `appeal` holds.
package enum Appeal: RecordKind {
    package static var type: RecordType { .appeal }

    package static let office = Register.ownOffice("office", .immutable)

    /// What a remittance says of the claim.
    package static let payment = Field("payment", .reference("claim_payment"), required: true)
    /// Our own number of the claim: the levels of one claim are counted by it, because each
    /// decision comes with a remittance of its own.
    package static let claimNumber = Field("claimNumber", .text(max: 50), required: true)
    /// Its first is 1.
    package static let level = Field("level", .integer(1...10), required: true)
    package static let cause = Field("cause", .choice(RootCause.allCases.map(\.rawValue)))
    package static let identity = Unit(
        "identity", .immutable, [payment, claimNumber, level, cause])

    /// The last day on which it is in time: of two that were told, the earlier one.
    package static let dueOn = Register("dueOn", .day, .minimum)
    /// What is asked for.
    package static let asked = Register("asked", .money, .latest)

    /// What a step says beside what every step may.
    package enum Status {
        package static let reference = Field("reference", .text(max: 60))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case prepare, file, ack, uphold, overturn, overturnPartly, withdraw
    }
    package static let status = Steps(Step.self, facts: [Status.reference, Status.by])

    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        office, identity, dueOn, asked, status, assignee, documents, notes,
    ]
}

extension Appeal: StagedKind {
    /// How far an appeal has come.
    package enum State: String, StateWord {
        case preparing, filed, upheld, overturned, partlyOverturned, withdrawn
    }
}

extension Workflow {
    /// An appeal at one level; the next level is an appeal of its own (domain W7).
    ///
    /// While people's words do not agree, the one is shown with which work goes on.
    package static let appeal = Workflow(
        "appeal", "Appeal", Appeal.self, initial: .preparing, states: appealStates,
        moves: appealMoves)

    private static let appealStates: [StateRow<Appeal>] = [
        .state(.preparing, rank: 4),
        .state(.filed, rank: 5),
        .state(.upheld, rank: 3, [.final]),
        .state(.overturned, rank: 0, [.final]),
        .state(.partlyOverturned, rank: 1, [.final]),
        .state(.withdrawn, rank: 2, [.final]),
    ]

    private static let appealMoves: [Move<Appeal>] = [
        .step(.prepare, from: [.preparing], to: nil, by: .office),
        .step(.file, from: [.preparing], to: .filed, by: .office),
        .step(.ack, from: [.filed], to: nil, by: .office),
        .step(.uphold, from: [.filed], to: .upheld, by: .office),
        .step(.overturn, from: [.filed], to: .overturned, by: .office),
        .step(.overturnPartly, from: [.filed], to: .partlyOverturned, by: .office),
        .step(
            .withdraw, from: [.preparing, .filed], to: .withdrawn, by: .office,
            needs: [.comment]),
    ]
}
