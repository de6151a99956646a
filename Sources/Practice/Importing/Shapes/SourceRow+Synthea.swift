internal import Merge
internal import Tables

// Synthea is a public generator of synthetic patients. Its transitions come in two versions: years,
// both inclusive, and instants, of which the end is the next one's start.

extension ImportShape {
    static let syntheaPatients = ImportShape(
        "synthea-patients", ["Id", "BIRTHDATE", "FIRST", "LAST", "GENDER", "ZIP"]
    ) { .rows([$0.syntheaPatient]) }

    static let syntheaPayers = ImportShape(
        "synthea-payers", ["Id", "NAME", "STATE_HEADQUARTERED"]
    ) { $0.syntheaPayer }

    static let syntheaTransitions = ImportShape(
        "synthea-transitions", ["PATIENT", "START_YEAR", "END_YEAR", "PAYER", "OWNERSHIP"]
    ) { $0.syntheaTransition }

    static let syntheaClaims = ImportShape(
        "synthea-claims",
        ["Id", "PATIENTID", "PRIMARYPATIENTINSURANCEID", "SERVICEDATE", "STATUS1"]
    ) { $0.syntheaClaim }
}

extension SourceRow {
    /// The name under which Synthea's ids stand, as a patient system and as a clearinghouse.
    static let synthea = "SYNTHEA"
    /// Synthea's payer of people without insurance, the same id in every run.
    private static let noInsurance = "b1c428d6-4f07-31e0-90f0-68ffa6ff8c76"

    var syntheaPatient: ImportRow {
        var row = mapped([
            PatientFile.number: "Id", PatientFile.family: "LAST", PatientFile.given: "FIRST",
            PatientFile.suffix: "SUFFIX", PatientFile.birthDate: "BIRTHDATE",
            PatientFile.sex: "GENDER", AddressColumns.line1: "ADDRESS",
            AddressColumns.city: "CITY", AddressColumns.zip: "ZIP",
            PatientFile.deceasedOn: "DEATHDATE",
        ])
        row.set(PatientFile.system, Self.synthea, from: "Id")
        row.set(AddressColumns.state, StateNames.code(self["STATE"]), from: "STATE")
        return row
    }

    var syntheaPayer: ImportShape.Translation {
        let name = self["NAME"]
        guard name != "NO_INSURANCE", self["Id"] != Self.noInsurance else {
            return .skipped(.noInsurance)
        }
        var row = mapped([
            PayorFile.name: "NAME", PayorFile.payorId: "Id", AddressColumns.line1: "ADDRESS",
            AddressColumns.city: "CITY",
            AddressColumns.state: "STATE_HEADQUARTERED", PayorFile.phone: "PHONE",
        ])
        // The generator writes these as numbers and so loses the zero that Connecticut begins with.
        let zip = self["ZIP"]
        row.set(AddressColumns.zip, zip.utf8.count == 4 ? "0" + zip : zip, from: "ZIP")
        row.set(PayorFile.code, ImportCode.code(name), from: "NAME")
        row.set(PayorFile.clearinghouse, Self.synthea, from: "Id")
        return .rows([row])
    }

    var syntheaTransition: ImportShape.Translation {
        let payer = self["PAYER"]
        guard payer != Self.noInsurance, payer != "NO_INSURANCE" else {
            return .skipped(.noInsurance)
        }
        var row = transition(payer: "PAYER", order: "1")
        row.set(CoverageFile.memberId, self["MEMBERID"], from: "MEMBERID")
        switch self["OWNERSHIP"] {
        case "Self": row.set(CoverageFile.relationship, "self", from: "OWNERSHIP")
        case "Spouse": row.set(CoverageFile.relationship, "spouse", from: "OWNERSHIP")
        case "Guardian": row.set(CoverageFile.relationship, "child", from: "OWNERSHIP")
        default: break
        }
        let owner = self["OWNERNAME"].split(separator: " ", maxSplits: 1)
        if owner.count == 2 {
            row.set(CoverageFile.subscriberGiven, owner[0], from: "OWNERNAME")
            row.set(CoverageFile.subscriberFamily, owner[1], from: "OWNERNAME")
        }
        let second = self["SECONDARY_PAYER"]
        guard !second.isEmpty, second != Self.noInsurance, second != payer else {
            return .rows([row])
        }
        return .rows([row, transition(payer: "SECONDARY_PAYER", order: "2")])
    }

    /// A claim to each insurance that it names; the generator's `0` is none.
    var syntheaClaim: ImportShape.Translation {
        let asked = ["PRIMARYPATIENTINSURANCEID", "SECONDARYPATIENTINSURANCEID"].enumerated()
            .filter { !["", "0", Self.noInsurance].contains(self[$1]) }
        let rows = asked.map { claim(payer: $1, place: $0 + 1) }
        return rows.isEmpty ? .skipped(.selfPaid) : .rows(rows)
    }

    private func claim(payer: String, place: Int) -> ImportRow {
        var row = mapped([
            ClaimFile.number: "Id", ClaimFile.patient: "PATIENTID", ClaimFile.payor: payer,
        ])
        row.set(ClaimFile.system, Self.synthea, from: "PATIENTID")
        row.set(ClaimFile.clearinghouse, Self.synthea, from: payer)
        row.set(ClaimFile.place, String(place), from: payer)
        row.set(ClaimFile.servedOn, Self.day(self["SERVICEDATE"]), from: "SERVICEDATE")
        let billed = "LASTBILLEDDATE\(place)"
        row.set(ClaimFile.sentOn, Self.day(self[billed]), from: billed)
        if self["STATUS\(place)"] == "CLOSED" {
            row.set(ClaimFile.closedOn, Self.day(self[billed]), from: billed)
        }
        return row
    }

    private func transition(payer: String, order: String) -> ImportRow {
        var row = mapped([CoverageFile.number: "PATIENT", CoverageFile.payor: payer])
        row.set(CoverageFile.system, Self.synthea, from: "PATIENT")
        row.set(CoverageFile.clearinghouse, Self.synthea, from: payer)
        row.set(CoverageFile.place, order, from: payer)
        row.set(CoverageFile.from, Self.day(self["START_YEAR"]), from: "START_YEAR")
        row.set(CoverageFile.through, lastDay, from: "END_YEAR")
        return row
    }

    /// A year stands as it is; an end instant is no longer covered, unless nothing else would be.
    private var lastDay: String {
        let end = self["END_YEAR"]
        guard end.utf8.count > 10, let day = Day(Self.day(end)),
            let start = Day(Self.day(self["START_YEAR"])), start < day
        else { return Self.day(end) }
        return day.advanced(by: -1).description
    }

    private static func day(_ text: String) -> String {
        text.utf8.count > 10 ? String(text.prefix(10)) : text
    }
}
