package import Merge

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
        guard let patient = view.reference("patient"), let givenOn = view.day("givenOn") else {
            return nil
        }
        self.id = view.id
        self.patient = patient
        self.office = view.reference("office")
        self.givenOn = givenOn
        var lines: [String] = []
        let entries = view.pairs("page").compactMap { pair in
            pair.key[0].int.map { (number: $0, text: pair.value?[0].text ?? "") }
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
            .coverageSummary, id, "identity",
            [
                "patient": .reference(handing.patient),
                "office": handing.office.map { .reference($0) },
                "givenOn": .day(handing.givenOn),
                "givenBy": handing.givenBy.map { .reference($0) },
            ])
        let page = lines.enumerated().filter { !$1.isEmpty }.map { index, text in
            Write(
                .coverageSummary, id, "page", key: ["line": .int(Int64(index) + 1)],
                ["text": .text(text)])
        }
        return [identity] + page
    }
}
