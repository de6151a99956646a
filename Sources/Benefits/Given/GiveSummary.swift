package import Merge
package import Records
package import Tables

/// A printed summary kept, because the patient is given it.
package struct GiveSummary: Deed {
    package var summary: PrintedSummary
    /// By the patient's id or the end of it.
    package var patient: String

    package init(_ summary: PrintedSummary, to patient: String) {
        self.summary = summary
        self.patient = patient
    }

    /// - Returns: the new `coverage_summary`.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let patient = try records.findStanding(.patient, patient)
        let id = place.newID()
        let handing = Handing(
            patient: patient, office: place.office, on: place.today, by: who.actor)
        try writes.add(GivenSummary.writes(SummaryText(summary).lines, id: id, handing))
        return id
    }
}
