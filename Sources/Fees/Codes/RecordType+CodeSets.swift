package import Merge
package import Records
internal import Tables

extension RecordType {
    /// Codes that frequency and age limits count together.
    package static let codeGroup = RecordType(
        "code_group", "A named group of procedure codes.",
        visibility: .group, writers: .central, naturalKey: CodeGroup.name,
        CodeGroup.units)

    /// One release of a code system, from the customer's own licensed file.
    package static let codeSetRelease = RecordType(
        "code_set_release", "A release of a code system.",
        visibility: .group, writers: .central, naturalKey: CodeSetRelease.name,
        CodeSetRelease.units)

    /// From a dental code to the medical ones that may stand for it.
    package static let codeMap = RecordType(
        "code_map", "A dental code's diagnosis and medical codes.",
        visibility: .group, writers: .central,
        CodeMap.units)
}

/// What a `code_group` holds.
package enum CodeGroup: RecordKind {
    package static var type: RecordType { .codeGroup }

    package static let name = Register("name", .text(max: 80), .review, required: true)

    /// One of `codes`.
    package enum Codes {
        package static let code = Field("code", .format(.procedure), required: true)
    }
    package static let codes = Rows.set("codes", [Codes.code])

    /// One of `uses`.
    package enum Uses {
        package static let use = Field(
            "use", .choice(["frequency", "age", "category"]), required: true)
    }
    package static let uses = Rows.set("uses", [Uses.use])

    package static let notes = NoteRows<Self>()

    /// The service types of an eligibility answer (EB03) that the group stands for: the practice
    /// says which, because nobody may hand out what they mean.
    package enum ServiceTypes {
        package static let serviceType = Field("serviceType", .text(max: 3), required: true)
    }
    package static let serviceTypes = Rows.set("serviceTypes", [ServiceTypes.serviceType])

    static let units: [any UnitToken] = [name, codes, uses, notes, serviceTypes]
}

/// What a `code_set_release` holds.
package enum CodeSetRelease: RecordKind {
    package static var type: RecordType { .codeSetRelease }

    package static let name = Register("name", .text(max: 80), .review, required: true)

    package static let system = Field("system", .choice(codeSystems), required: true)
    package static let edition = Field("edition", .text(max: 20), required: true)
    package static let effectiveFrom = Field("effectiveFrom", .day)
    package static let effectiveThrough = Field("effectiveThrough", .day)
    package static let fileDigest = Field("fileDigest", .format(.digest))
    package static let importedBy = Field("importedBy", .reference("user"))
    package static let identity = Unit(
        "identity", .immutable,
        [system, edition, effectiveFrom, effectiveThrough, fileDigest, importedBy])

    package static let licenceHolder = Field("licenceHolder", .text(max: 100))
    package static let licenceNote = Field("licenceNote", .text(max: 500))
    package static let licence = Unit("licence", .review, [licenceHolder, licenceNote])

    /// One of `codes`.
    package enum Codes {
        package static let code = Field("code", .text(max: 15), required: true)
        package static let label = Field("label", .text(max: 100))
        package static let effectiveFrom = Field("effectiveFrom", .day)
        package static let effectiveThrough = Field("effectiveThrough", .day)
        package static let replacedBy = Field("replacedBy", .text(max: 15))
    }
    package static let codes = Rows.map(
        "codes", .review, key: [Codes.code],
        [Codes.label, Codes.effectiveFrom, Codes.effectiveThrough, Codes.replacedBy])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [name, identity, licence, codes, notes]

    package static let codeSystems = [
        "CDT", "CPT", "HCPCS", "ICD-10-CM", "CARC", "RARC", "NUCC", "local",
    ]
}

/// What a `code_map` holds.
extension CodeMap: RecordKind {
    package static var type: RecordType { .codeMap }

    package static let cdt = Register("cdt", .format(.dental), .immutable, required: true)

    /// One of `icd10Codes`.
    package enum Icd10Codes {
        package static let code = Field("code", .format(.diagnosis), required: true)
    }
    package static let icd10Codes = Rows.set("icd10Codes", [Icd10Codes.code])

    /// One of `cptCodes`.
    package enum CptCodes {
        package static let code = Field("code", .format(.medical), required: true)
    }
    package static let cptCodes = Rows.set("cptCodes", [CptCodes.code])

    package static let term = Term(.review)
    package static let reviewedBy = Register("reviewedBy", .reference("user"), .review)
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [cdt, icd10Codes, cptCodes, term, reviewedBy, notes]
}
