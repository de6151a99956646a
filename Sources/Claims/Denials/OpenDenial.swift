package import Merge
internal import Participation
package import Records
internal import Tables

/// Somebody takes a denial on: a task about the payment, with the case of the doctor's enrolment
/// beside it where that is what is missing.
package struct OpenDenial: Deed {
    /// The payment, by the end of its id.
    package var payment: String
    /// By login.
    package var assignee: String?
    package var dueOn: Day?
    /// What a person thinks it is, where that is not what the codes say.
    package var cause: RootCause?

    package init(_ payment: String) {
        self.payment = payment
    }

    /// Why nobody can take it on.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case notDenied
        case inWork
        case noOffice

        package var description: String {
            switch self {
            case .notDenied:
                "nothing of that payment is denied: `bridgework denial list` shows what is"
            case .inWork: "somebody has it in hand: `bridgework task list` shows the task"
            case .noOffice:
                "that payment is matched to no office: `bridgework remittance match` says whose it "
                    + "is"
            }
        }
    }

    /// - Returns: the new task.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.claimPayment, payment)
        guard let payment = ObservedPayment(view) else {
            throw DeedProblem.noSuchRecord(type: RecordType.claimPayment.name)
        }
        let services = DeniedServices(records).services(of: payment)
        guard let first = services.first else { throw Problem.notDenied }
        guard !services.contains(where: { $0.state == .inWork }) else { throw Problem.inWork }
        guard let office = place.office ?? payment.office else { throw Problem.noOffice }
        let assignee = try records.actor(login: assignee)
        let id = place.newID()
        let cause = cause ?? first.cause
        let due = [dueOn, first.appealBy].compactMap(\.self).min()
        try writes.add([
            Write(WorkTask.office, id, office),
            Write(WorkTask.title, id, "Denied: \(cause.words)"),
            Write(WorkTask.kind, id, "denial \(cause.rawValue)"),
            Write(WorkTask.about, id, payment.id),
        ])
        if let assignee { try writes.add(Write(WorkTask.assignee, id, assignee)) }
        if let due { try writes.add(Write(WorkTask.dueOn, id, due)) }
        for linked in cause == .notEnrolled ? cases(of: payment, in: records) : [] {
            try writes.add(
                Write(WorkTask.links, id, key: [WorkTask.Links.linked(linked)]))
        }
        try writes.add(
            Workflow.task.write(
                StepDraft(WorkTask.Step.open, on: place.today, by: who.actor), creating: id))
        return id
    }

    /// The doctor's cases at the office, whichever contract they are of.
    private func cases(
        of payment: ObservedPayment, in records: some RecordLookup
    ) -> [RecordID] {
        guard let doctor = payment.practitioner else { return [] }
        return records.records(where: Enrollment.practitioner, is: doctor)
            .filter { $0.isActive && $0[Enrollment.office] == payment.office }.map(\.id)
    }
}
