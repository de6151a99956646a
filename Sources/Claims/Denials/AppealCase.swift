package import Merge
package import Records

/// An `appeal` as rules read it: what is appealed, at which level, until when.
package struct AppealCase: Sendable {
    package let id: RecordID
    package let office: RecordID?
    package let payment: RecordID
    package let claimNumber: String
    package let level: Int64
    package let cause: RootCause?
    package let dueOn: Day?
    package let askedCents: Int64?
    package let assignee: RecordID?
    package let standing: Standing

    /// - Returns: `nil` where the record lacks what every one has.
    package init?(_ view: RecordView) {
        guard let payment = view[Appeal.payment], let number = view[Appeal.claimNumber],
            let level = view[Appeal.level]
        else { return nil }
        self.id = view.id
        self.office = view[Appeal.office]
        self.payment = payment
        self.claimNumber = number
        self.level = level
        self.cause = view[Appeal.cause].flatMap { RootCause(rawValue: $0) }
        self.dueOn = view[Appeal.dueOn]
        self.askedCents = view[Appeal.asked]
        self.assignee = view[Appeal.assignee]
        self.standing = Workflow.appeal.standing(of: view)
    }

    package var state: Appeal.State { Appeal.State(standing) ?? .preparing }

    /// Nobody has decided on it, and nobody has given it up.
    package var isOpen: Bool { [.preparing, .filed].contains(state) }

    /// The payor gave in, as a whole or in part.
    package var isWon: Bool { [.overturned, .partlyOverturned].contains(state) }

    package var filedOn: Day? { standing.last(Appeal.Step.file)?.happenedOn }

    /// Those of one claim at its office, by level.
    package static func appeals(
        of payment: ObservedPayment, in lookup: some RecordLookup
    ) -> [AppealCase] {
        lookup.records(where: Appeal.claimNumber, shows: payment.claimNumber)
            .filter { $0.isActive && $0[Appeal.office] == payment.office }
            .compactMap { AppealCase($0) }.sorted { ($0.level, $0.id) < ($1.level, $1.id) }
    }

    /// Every active one, what is due first in front.
    package static func all(in lookup: some RecordLookup) -> [AppealCase] {
        let order = { (found: AppealCase) in (found.dueOn?.number ?? .max, found.id) }
        return lookup.records(.appeal).filter(\.isActive).compactMap { AppealCase($0) }
            .sorted { order($0) < order($1) }
    }
}
