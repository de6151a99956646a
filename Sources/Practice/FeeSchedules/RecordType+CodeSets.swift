package import Merge

extension RecordType {
    /// Codes that frequency and age limits count together.
    package static let codeGroup = RecordType(
        "code_group", "A named group of procedure codes.",
        visibility: .group, writers: .central, naturalKey: "name",
        [
            .register("name", .text(max: 80), .review, required: true),
            .set("codes", [Field("code", .format(.procedure), required: true)]),
            .set(
                "uses", [Field("use", .choice(["frequency", "age", "category"]), required: true)]),
            .notes,
        ])

    /// One release of a code system, from the customer's own licensed file.
    package static let codeSetRelease = RecordType(
        "code_set_release", "A release of a code system.",
        visibility: .group, writers: .central, naturalKey: "name",
        [
            .register("name", .text(max: 80), .review, required: true),
            .unit(
                "identity", .immutable,
                [
                    Field("system", .choice(codeSystems), required: true),
                    Field("edition", .text(max: 20), required: true),
                    Field("effectiveFrom", .day),
                    Field("effectiveThrough", .day),
                    Field("fileDigest", .format(.digest)),
                    Field("importedBy", .reference("user")),
                ]),
            .unit(
                "licence", .review,
                [
                    Field("licenceHolder", .text(max: 100)),
                    Field("licenceNote", .text(max: 500)),
                ]),
            .map(
                "codes", .review, key: [Field("code", .text(max: 15), required: true)],
                [
                    Field("label", .text(max: 100)),
                    Field("effectiveFrom", .day),
                    Field("effectiveThrough", .day),
                    Field("replacedBy", .text(max: 15)),
                ]),
            .notes,
        ])

    /// From a dental code to the medical ones that may stand for it.
    package static let codeMap = RecordType(
        "code_map", "A dental code's diagnosis and medical codes.",
        visibility: .group, writers: .central,
        [
            .register("cdt", .format(.dental), .immutable, required: true),
            .set("icd10Codes", [Field("code", .format(.diagnosis), required: true)]),
            .set("cptCodes", [Field("code", .format(.medical), required: true)]),
            .term(.review),
            .register("reviewedBy", .reference("user"), .review),
            .notes,
        ])

    package static let codeSystems = [
        "CDT", "CPT", "HCPCS", "ICD-10-CM", "CARC", "RARC", "NUCC", "local",
    ]
}
