package import Merge
package import Records

/// A coverage summary as a patient was given it.
package struct GivenSummary: Sendable {
    package let id: RecordID
    package let patient: RecordID
    package let office: RecordID?
    package let givenOn: Day
    /// As they were printed, blank ones too.
    package let lines: [String]

    /// - Returns: `nil` where the record lacks what every summary has.
    package init?(_ view: RecordView) {
        guard let patient = view[GivenSummary.patient], let givenOn = view[GivenSummary.givenOn]
        else {
            return nil
        }
        self.id = view.id
        self.patient = patient
        self.office = view[GivenSummary.office]
        self.givenOn = givenOn
        var lines: [String] = []
        let entries = view[GivenSummary.page].compactMap { row in
            row[Page.line].map { (number: $0, text: row[Page.text] ?? "") }
        }
        for entry in entries.sorted(by: { $0.number < $1.number }) {
            while lines.count + 1 < entry.number { lines.append("") }
            lines.append(entry.text)
        }
        self.lines = lines
    }

    /// What keeps a summary's lines.
    ///
    /// - Parameter id: of the new record.
    package static func writes(
        _ lines: [String], id: RecordID, _ handing: Handing
    ) -> [Write] {
        let identity = Write(
            GivenSummary.identity, id,
            [
                GivenSummary.patient(handing.patient), GivenSummary.office(handing.office),
                GivenSummary.givenOn(handing.givenOn), GivenSummary.givenBy(handing.givenBy),
            ])
        let page = lines.enumerated().filter { !$1.isEmpty }.map { index, text in
            Write(
                GivenSummary.page, id, key: [GivenSummary.Page.line(Int64(index) + 1)],
                [GivenSummary.Page.text(text)])
        }
        return [identity] + page
    }
}
