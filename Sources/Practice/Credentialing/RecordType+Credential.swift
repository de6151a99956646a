package import Merge

extension RecordType {
    /// A licence, registration, certificate or number that payors ask a doctor for.
    package static let credential = RecordType(
        "credential", "A doctor's licence, registration or certificate.",
        visibility: .offices(set: "offices", readers: "readers"), writers: .central,
        [
            .unit(
                "subject", .immutable,
                [
                    Field("practitioner", .reference("practitioner"), required: true),
                    Field("kind", .choice(credentialKinds), required: true),
                ]),
            // Two documents that disagree both stand; a correction names what it supersedes.
            .map(
                "numbers", .blocking,
                key: [Field("document", .reference("document"), required: true)],
                [
                    Field("number", .text(max: 40), required: true),
                    Field("state", .format(.state)),
                    Field("issuer", .text(max: 100)),
                    Field("supersedes", .reference("document")),
                ]),
            .unit(
                "validity", .review,
                [
                    Field("issuedOn", .day),
                    Field("expiresOn", .day),
                    Field("validityDocument", .reference("document")),
                ]),
            .set(
                "drugSchedules",
                [Field("drugSchedule", .choice(["2", "2N", "3", "3N", "4", "5"]), required: true)]),
            .address("registeredAddress", prefix: "registered", .review),
            // Where it counts; everywhere if none is named.
            .offices(),
            // Where its doctor works: an office raises what expires by itself, line or no line.
            .set(
                "readers", writers: .hub,
                [Field("reader", .reference("office"), required: true)]),
            // An adverse fact is never lost by a merge.
            .register("isSanctioned", .flag, .maximum),
            .register("supersedes", .reference("credential"), .review),
            .steps([
                "draft", "submitted", "verified", "renewalSubmitted", "renewed", "suspended",
                "revoked", "reinstated", "superseded",
            ]),
            .documents,
            .notes,
            .imported,
        ])

    private static let credentialKinds = [
        "licence", "dea", "controlledSubstance", "sedationPermit", "boardCertificate", "bls",
        "continuingEducation", "degree", "residency", "hospitalPrivilege", "medicaidId",
        "radiologyPermit", "other",
    ]
}
