package import Merge
package import Records
package import Tables

// A map says which diagnosis and medical codes may stand for a dental code, on its days. It is good
// on a day when the day is one of its own and the release in force then has every code of it. Where
// no release of a system is held, nothing is known against its codes.

/// A dental code's diagnosis and medical codes, and the days on which they stand for it.
package struct CodeMap: Sendable {
    package let id: RecordID
    /// The dental code first, then those it is mapped to.
    package let codes: [Code]
    /// Without a last day where it is open; `nil` where its term is no days.
    package let days: DayRange?

    /// One code of a map and the system it must hold in.
    package struct Code: Hashable, Sendable {
        package let field: String
        package let system: String
        package let code: String
    }

    package init?(_ view: RecordView) {
        guard view.type.name == RecordType.codeMap.name else { return nil }
        self.id = view.id
        self.days = DayRange(term: view)
        let dental = view[CodeMap.cdt].map {
            [Code(field: CodeMap.cdt.name, system: "CDT", code: $0)]
        }
        let diagnoses = view[CodeMap.icd10Codes, each: Icd10Codes.code].map {
            Code(field: CodeMap.icd10Codes.name, system: "ICD-10-CM", code: $0)
        }
        let procedures = view[CodeMap.cptCodes, each: CptCodes.code].map {
            Code(field: CodeMap.cptCodes.name, system: "CPT", code: $0)
        }
        self.codes = (dental ?? []) + diagnoses + procedures
    }

    /// How people name it.
    package var name: String { codes.first { $0.field == CodeMap.cdt.name }?.code ?? id.suffix }

    /// Why it must not be used on a day, or what of it must not; nothing where it is good.
    package func doubts(on day: Day, in lookup: some RecordLookup) -> [Doubt] {
        if let days, day < days.first {
            return [Doubt(field: "effectiveFrom", words: "the map begins on \(days.first)")]
        }
        if let days, days.last < day {
            return [Doubt(field: "effectiveThrough", words: "the map ended on \(days.last)")]
        }
        return codes.compactMap { code in
            CodeRelease.inForce(code.system, on: day, in: lookup)?.doubt(on: code.code, on: day)
                .map { Doubt(field: code.field, words: $0) }
        }
    }

    /// What is against its codes on the first day on which it is still to be used: today, or the
    /// day on which it begins.
    package func doubts(today: Day, in lookup: some RecordLookup) -> [Doubt] {
        guard let days, today <= days.last else { return [] }
        return doubts(on: max(today, days.first), in: lookup)
    }

    /// A field of the map and why what it says does not hold.
    package struct Doubt: Hashable, Sendable {
        package let field: String
        package let words: String
    }
}
