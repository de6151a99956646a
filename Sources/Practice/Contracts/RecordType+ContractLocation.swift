package import Merge

extension RecordType {
    /// A contract holds at an office for a time; without it, onboarding opens no pair there.
    package static let contractLocation = RecordType(
        "contract_location", "A contract applies at an office.",
        visibility: .group, writers: .central,
        [
            .unit(
                "pair", .immutable,
                [
                    Field("contract", .reference("payor_contract"), required: true),
                    Field("office", .reference("office"), required: true),
                ]),
            .term(.review),
            .register("payorLocationId", .text(max: 40), .review),
            .notes,
            .imported,
        ])
}
