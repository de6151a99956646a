package import Merge

extension RecordType {
    /// An office asks for a patient whom it does not see; the hub answers by rule.
    package static let accessRequest = RecordType(
        "access_request", "An office asks for a patient known elsewhere.",
        visibility: .office(field: "office"), writers: .hub,
        [
            .unit(
                "request", .immutable, writers: .office(field: "office"),
                [
                    Field("office", .reference("office"), required: true),
                    Field("family", .text(max: 70), required: true),
                    Field("given", .text(max: 70), required: true),
                    Field("birthDate", .day, required: true),
                    Field("payor", .reference("payor")),
                    Field("memberId", .format(.memberID)),
                    Field("purpose", .choice(["treatment", "payment", "operations"])),
                    Field("requestedBy", .reference("user")),
                ]),
            .log(
                "answers", writers: .hub,
                [
                    Field("step", .choice(["granted", "refused", "ambiguous"]), required: true),
                    Field("patient", .reference("patient")),
                    Field("comment", .text(max: 300)),
                ]),
        ])
}
