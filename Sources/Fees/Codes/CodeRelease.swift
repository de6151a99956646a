package import Merge
package import Records
internal import Tables

/// A release of a code system as a rule reads it.
package struct CodeRelease: Sendable {
    package let id: RecordID
    package let name: String
    package let system: String
    package let edition: String
    package let effectiveFrom: Day?
    package let effectiveThrough: Day?
    /// What the release says of each code.
    package let codes: [String: Entry]

    /// One code of a release; the label is the customer's own.
    package struct Entry: Hashable, Sendable {
        package var label: String?
        package var effectiveFrom: Day?
        package var effectiveThrough: Day?
        package var replacedBy: String?

        package init(
            label: String? = nil, effectiveFrom: Day? = nil, effectiveThrough: Day? = nil,
            replacedBy: String? = nil
        ) {
            self.label = label
            self.effectiveFrom = effectiveFrom
            self.effectiveThrough = effectiveThrough
            self.replacedBy = replacedBy
        }

        /// As the release's `codes` map stores it.
        package var fields: [NamedScalar] {
            typealias Line = CodeSetRelease.Codes
            return [
                Line.label(label), Line.effectiveFrom(effectiveFrom),
                Line.effectiveThrough(effectiveThrough), Line.replacedBy(replacedBy),
            ]
        }

        init(_ row: RecordRow) {
            typealias Line = CodeSetRelease.Codes
            self.init(
                label: row[Line.label], effectiveFrom: row[Line.effectiveFrom],
                effectiveThrough: row[Line.effectiveThrough], replacedBy: row[Line.replacedBy])
        }
    }

    /// Why a code cannot be billed on a day by what the release says; `nil` where it can.
    package func doubt(on code: String, on day: Day) -> String? {
        // Releases of ICD-10-CM come with and without dots.
        guard let entry = codes[code] ?? codes[code.replacing(".", with: "")] else {
            // What a practice made up for itself stands in no release.
            return CodeRelease.system(of: code) == system
                ? "code \(code) does not stand in \(name)" : nil
        }
        if let last = entry.effectiveThrough, last < day {
            let next = entry.replacedBy.map { "; \($0) stands in its place" } ?? ""
            return "code \(code) ended on \(last), by \(name)\(next)"
        }
        if let first = entry.effectiveFrom, first > day {
            return "code \(code) begins on \(first), by \(name)"
        }
        return nil
    }

    package init?(_ view: RecordView) {
        guard let name = view[CodeSetRelease.name], let system = view[CodeSetRelease.system],
            let edition = view[CodeSetRelease.edition]
        else { return nil }
        self.id = view.id
        self.name = name
        self.system = system
        self.edition = edition
        self.effectiveFrom = view[CodeSetRelease.effectiveFrom]
        self.effectiveThrough = view[CodeSetRelease.effectiveThrough]
        var codes: [String: Entry] = [:]
        for row in view[CodeSetRelease.codes] where row.isShown {
            if let code = row[CodeSetRelease.Codes.code] { codes[code] = Entry(row) }
        }
        self.codes = codes
    }

    /// The release of an edition, or the one id that it will have, whoever imports it.
    package static func id(
        system: String, edition: String, in lookup: some RecordLookup
    ) -> RecordID {
        let standing = lookup.records(.codeSetRelease).first { view in
            view[CodeSetRelease.system] == system && view[CodeSetRelease.edition] == edition
        }
        return standing?.id ?? lookup.newID(.codeSetRelease, [system, edition])
    }

    /// The code system that a code belongs to by its form; `nil` for a local one.
    static func system(of code: String) -> String? {
        if TextFormat.dental.matches(code) { return "CDT" }
        if TextFormat.medical.matches(code) { return "CPT" }
        return TextFormat.diagnosis.matches(code) ? "ICD-10-CM" : nil
    }

    /// The dental release in force on a day; `nil` where none is held.
    package static func dental(on day: Day, in lookup: some RecordLookup) -> CodeRelease? {
        inForce("CDT", on: day, in: lookup)
    }

    /// A system's release in force on a day: the last that has begun; `nil` where none is held.
    package static func inForce(
        _ system: String, on day: Day, in lookup: some RecordLookup
    ) -> CodeRelease? {
        lookup.records(.codeSetRelease).filter { view in
            view.isActive && view[CodeSetRelease.system] == system
                && (view[CodeSetRelease.effectiveFrom].map { $0 <= day } ?? true)
                && (view[CodeSetRelease.effectiveThrough].map { day <= $0 } ?? true)
        }
        .max { left, right in
            let (first, second) = (
                left[CodeSetRelease.effectiveFrom]?.number ?? .min,
                right[CodeSetRelease.effectiveFrom]?.number ?? .min
            )
            return (first, left[CodeSetRelease.name] ?? "") < (
                second, right[CodeSetRelease.name] ?? ""
            )
        }
        .flatMap { CodeRelease($0) }
    }
}
