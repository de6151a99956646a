/// The layout of a file: ours, or one that its publisher gives it.
package enum ImportShape: String, CaseIterable, Sendable {
    case canonical
    /// The national provider file, or a part of its columns.
    case nppes
    /// The federal exclusion list, cut down to NPI and month.
    case exclusionMonths = "exclusion-months"
    case syntheaPatients = "synthea-patients"
    case syntheaPayers = "synthea-payers"
    case syntheaTransitions = "synthea-transitions"

    /// The shape that a header has for a kind.
    ///
    /// A foreign shape needs all of its own columns.
    static func recognised(_ header: ImportHeader, _ kind: ImportKind) -> ImportShape {
        let foreign = allCases.filter { $0.kinds.contains(kind) }
        return foreign.first { shape in shape.signature.allSatisfy(header.contains) } ?? .canonical
    }

    /// What a file of the shape can be imported as.
    var kinds: [ImportKind] {
        switch self {
        case .canonical: []
        case .nppes: [.doctors, .credentials]
        case .exclusionMonths: [.exclusions]
        case .syntheaPatients: [.patients]
        case .syntheaPayers: [.payors]
        case .syntheaTransitions: [.coverage]
        }
    }

    private var signature: [String] {
        switch self {
        case .canonical: []
        case .nppes:
            [
                "NPI", "Entity Type Code", "Provider Last Name (Legal Name)",
                "Provider First Name",
            ]
        case .exclusionMonths: ["npi", "exclusion_month"]
        case .syntheaPatients: ["Id", "BIRTHDATE", "FIRST", "LAST", "GENDER", "ZIP"]
        case .syntheaPayers: ["Id", "NAME", "STATE_HEADQUARTERED"]
        case .syntheaTransitions: ["PATIENT", "START_YEAR", "END_YEAR", "PAYER", "OWNERSHIP"]
        }
    }

    /// One source row as rows of ours: none, one, or several for a line that tells of several.
    func rows(_ source: SourceRow, for kind: ImportKind) -> Translation {
        switch self {
        case .canonical: .rows([source.canonical(kind.columns)])
        case .nppes: kind == .doctors ? source.nppesDoctor : .rows(source.nppesLicences)
        case .exclusionMonths: .rows([source.exclusion])
        case .syntheaPatients: .rows([source.syntheaPatient])
        case .syntheaPayers: source.syntheaPayer
        case .syntheaTransitions: source.syntheaTransition
        }
    }

    /// What a source row comes to.
    enum Translation {
        case rows([ImportRow])
        case skipped(SkipReason)
    }
}
