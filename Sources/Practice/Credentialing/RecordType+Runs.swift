package import Merge

extension RecordType {
    /// A doctor's way into all contracts: which pairs were opened, which were excluded and why.
    package static let onboardingRun = RecordType(
        "onboarding_run", "Brings one doctor into every contract.",
        visibility: .central, writers: .central,
        [
            .register(
                "practitioner", .reference("practitioner"), .immutable, required: true),
            .register("startsOn", .day, .review, required: true),
            .offices(),
            pairs,
            exclusions,
            .map(
                "checklist", .review,
                key: [
                    Field("documentKind", .text(max: 40), required: true),
                    Field("formName", .text(max: 100)),
                ],
                [
                    Field("document", .reference("document")),
                    Field("receivedOn", .day),
                ]),
            .steps([
                "start", "itemReceived", "allItemsIn", "fanOut", "firstEffective", "lastDecided",
                "abandon", "expand",
            ]),
            // Blank means every contract; `contract enrol` asks for one.
            .set("contracts", [Field("contract", .reference("payor_contract"), required: true)]),
            .notes,
        ])

    /// A doctor's move between offices across the contracts of both.
    package static let moveRun = RecordType(
        "move_run", "Moves one doctor between offices across payor contracts.",
        visibility: .central, writers: .central,
        [
            .unit(
                "journey", .immutable,
                [
                    Field("practitioner", .reference("practitioner"), required: true),
                    Field("moveKind", .choice(["move", "add", "leave"]), required: true),
                    Field("fromOffice", .reference("office")),
                    Field("toOffice", .reference("office")),
                ]),
            .unit(
                "dates", .review,
                [Field("lastDayOld", .day), Field("firstDayNew", .day)]),
            pairs,
            exclusions,
            .steps([
                "plan", "expand", "send", "confirm", "allConfirmed", "verifyDirectory", "dateSlip",
                "cancel",
            ]),
            .notes,
        ])

    /// Adding wins: a pair does not vanish when two stations expand a run.
    private static let pairs = Attribute.set("pairs", pair)

    private static let exclusions = Attribute.set(
        "exclusions", guarded: true,
        pair + [Field("exclusionReason", .text(max: 200), required: true)])

    private static let pair = [
        Field("contract", .reference("payor_contract"), required: true),
        Field("office", .reference("office"), required: true),
    ]
}
