package import Merge
internal import Participation
package import Records
internal import Tables

// What waits is computed when somebody asks, never stored: it follows from the records and the
// date, offline and on every replica alike. Each area of the business adds its items in a file of
// its own, `Worklist+….swift`.

/// The day's work: what waits for an office, or for the centre.
package struct Worklist<Lookup: RecordLookup> {
    let lookup: Lookup
    /// The office whose day it is; `nil` is the centre's.
    let office: RecordID?
    let today: Day

    package init(_ lookup: Lookup, office: RecordID?, today: Day) {
        self.lookup = lookup
        self.office = office
        self.today = today
    }

    /// Every item but the conflicts, which a store keeps; the most urgent first.
    package func items() -> [WorkItem] {
        let shared =
            gaps() + expirables() + enrollments() + notices() + fees() + estimates()
            + orders() + verifications() + uncovered() + authorizations() + appeals() + payments()
            + claims() + receivables() + tasks()
            + held(.custody, .custody) + held(.quarantine, .quarantine)
        let own =
            office == nil
            ? held(.proposal, .proposal) + moves() + provisional() + drafts() + contacts()
                + contracts() + packets() + codeMaps() + connections()
            : []
        return (shared + own).map { $0.weighed(on: today) }.sorted()
    }

    /// Active records of a type.
    func active(_ type: RecordType) -> [RecordView] {
        lookup.records(type).filter(\.isActive)
    }

    /// How people name a record: its code, NPI or login, else the end of its id.
    func name(_ id: RecordID?) -> String {
        guard let id else { return "?" }
        return lookup.record(id)?.naturalKey ?? id.suffix
    }

    /// A record's number with the name beside it, for people to read.
    func label(_ id: RecordID?) -> String {
        id.map { RecordTitle(lookup).label($0) } ?? "?"
    }

    /// The doctor, contract and office of a case.
    func pair(_ view: RecordView) -> String {
        [
            label(view[Enrollment.practitioner]), label(view[Enrollment.contract]),
            label(view[Enrollment.office]),
        ].joined(separator: ", ")
    }
}
