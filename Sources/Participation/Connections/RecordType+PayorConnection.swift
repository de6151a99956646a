package import Merge
package import Records
internal import Tables

extension RecordType {
    /// How one kind of transaction reaches a payor: through which clearinghouse, under which id.
    ///
    /// Claims, remittances, eligibility and status are each enrolled by themselves, so each is a
    /// record; that the practice's software sends through it is not ours to do.
    package static let payorConnection = RecordType(
        "payor_connection", "How a kind of transaction reaches a payor.",
        visibility: .group, writers: .central,
        PayorConnection.units)
}

/// What a `payor_connection` holds.
package enum PayorConnection: RecordKind {
    package static var type: RecordType { .payorConnection }

    /// Which set of X12 goes through it.
    package enum Transaction: String, CaseIterable, Sendable {
        case dentalClaim = "837D"
        case professionalClaim = "837P"
        case remittance = "835"
        case eligibility = "270"
        case claimStatus = "276"
        case authorization = "278"

        /// Whether it names who did the work: then the clearinghouse has to know the doctor.
        package var namesDoctor: Bool { self == .dentalClaim || self == .professionalClaim }
    }

    package static let payor = Field("payor", .reference("payor"), required: true)
    package static let clearinghouse = Field("clearinghouse", .text(max: 60), required: true)
    package static let transaction = Field(
        "transactionSet", .choice(Transaction.allCases.map(\.rawValue)), required: true)
    package static let identity = Unit("identity", .immutable, [payor, clearinghouse, transaction])

    /// The payor's id at that clearinghouse for this kind.
    package static let payorId = Register("payorId", .format(.payorID), .review)

    /// What a step says beside what every step may.
    package enum Status {
        package static let reference = Field("reference", .text(max: 60))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case request, test, activate, reject, suspend, end, reopen
    }
    package static let status = Steps(Step.self, facts: [Status.reference, Status.by])

    /// The doctors whom the clearinghouse has loaded for it.
    package enum Loaded {
        package static let practitioner = Field(
            "practitioner", .reference("practitioner"), required: true)
    }
    package static let loaded = Rows.set("loaded", [Loaded.practitioner])

    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        identity, payorId, status, loaded, assignee, nextActionOn, documents, notes,
    ]
}

extension PayorConnection: StagedKind {
    /// How far its enrolment has come.
    package enum State: String, StateWord {
        case notEnrolled, requested, testing, live, rejected, suspended, ended
    }
}

extension Workflow {
    /// The enrolment of one kind of transaction with a payor (domain 1.12).
    ///
    /// While people's words do not agree, the one is shown by which nothing goes through it.
    package static let connection = Workflow(
        "connection", "Enrolment of a transaction", PayorConnection.self, initial: .notEnrolled,
        states: connectionStates, moves: connectionMoves)

    private static let connectionStates: [StateRow<PayorConnection>] = [
        .state(.notEnrolled, rank: 3),
        .state(.requested, rank: 2),
        .state(.testing, rank: 1),
        .state(.live, rank: 0, [.inForce]),
        .state(.rejected, rank: 6),
        .state(.suspended, rank: 5),
        .state(.ended, rank: 4, [.final]),
    ]

    private static let connectionMoves: [Move<PayorConnection>] = [
        .step(.request, from: [.notEnrolled, .rejected], to: .requested, by: .coordinator),
        .step(.test, from: [.requested, .suspended], to: .testing, by: .coordinator),
        .step(.activate, from: [.requested, .testing, .suspended], to: .live, by: .coordinator),
        .step(
            .reject, from: [.requested, .testing], to: .rejected, by: .coordinator,
            needs: [.comment]),
        .step(.suspend, from: [.live], to: .suspended, by: .coordinator, needs: [.comment]),
        .step(
            .end, from: [.notEnrolled, .requested, .testing, .live, .rejected, .suspended],
            to: .ended, by: .coordinator),
        .step(.reopen, from: [.ended], to: .notEnrolled, by: .coordinator),
    ]
}
