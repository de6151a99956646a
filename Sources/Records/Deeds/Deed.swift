package import Merge

/// What a person does: it looks at what is here and says what is to be written, or refuses.
///
/// Whoever performs it looks, judges and writes in one transaction; a deed itself changes nothing,
/// so that a dry run and a simulated world ask the very same rule.
package protocol Deed<Outcome>: Sendable {
    /// What its author is told of it.
    associatedtype Outcome: Sendable

    /// - Parameters:
    ///   - who: in whose name, and why.
    ///   - place: where and when.
    ///   - records: what is held here.
    ///   - writes: takes what is to be written; several writes of one unit are the last of them.
    /// - Throws: why it is not done, with the next step that works; then nothing is written.
    func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome
}

/// In whose name something is done, and why.
package struct Signature: Equatable, Sendable {
    /// The user; `nil` where nobody said who it was.
    package var actor: RecordID?
    package var reason: String

    package init(_ actor: RecordID?, _ reason: String = "") {
        self.actor = actor
        self.reason = reason
    }
}

/// Where and when something is done.
package struct Place: Sendable {
    /// The office that this replica speaks for; `nil` at the centre.
    package let office: RecordID?
    /// Today's civil date, by the office's own time zone.
    package let today: Day
    /// Gives another random id each time.
    package let newID: @Sendable () -> RecordID

    package init(
        office: RecordID?, today: Day, newID: @escaping @Sendable () -> RecordID
    ) {
        self.office = office
        self.today = today
        self.newID = newID
    }

    /// - Throws: `DeedProblem.notCentral` at an office.
    package func requireCentral() throws(DeedProblem) {
        guard office == nil else { throw .notCentral }
    }

    /// The office of a code, for what only its own replica and the centre can answer; `nil` for
    /// none given.
    ///
    /// - Throws: `DeedProblem.foreignOffice` at another office's replica.
    package func held(
        _ code: String?, in records: some RecordLookup
    ) throws(DeedProblem) -> RecordID? {
        guard let code else { return nil }
        let found = try records.find(.office, code)
        guard office == nil || office == found else { throw .foreignOffice }
        return found
    }
}
