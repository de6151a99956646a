import Merge

/// A schema with every kind of field and every shape of attribute.
enum Sample {
    static let schema = Schema(version: 1, types: [thing, place, part])

    static let thing = RecordType(
        "thing", "One of everything.", visibility: .group, writers: .offices, fields(extra: []))

    /// The same, as a later release knows it.
    static let newerSchema = Schema(
        version: 2,
        types: [
            RecordType(
                "thing", "One of everything.", visibility: .group, writers: .offices,
                fields(extra: [.register("colour", .text(max: 20), .latest)])),
            place, part,
            RecordType(
                "novelty", "What only a newer release knows.", visibility: .group,
                writers: .offices, [.register("title", .text(max: 20), .latest)]),
        ])

    static let place = RecordType(
        "place", "Seen by the offices it lists.", visibility: .offices(set: "offices"),
        writers: .offices,
        [
            .set("offices", [Field("office", .reference("office"))]),
            .register("title", .text(max: 40), .latest),
        ])

    static let part = RecordType(
        "part", "Seen where its place is seen.", visibility: .parent(field: "place"),
        writers: .offices,
        [
            .register("place", .reference("place"), .latest),
            .register("title", .text(max: 40), .latest),
        ])

    private static func fields(extra: [Attribute]) -> [Attribute] {
        [
            .register("label", .text(max: 100), .latest),
            .register("count", .integer(0...1_000), .latest),
            .register("fee", .money, .review),
            .register("share", .percent, .latest),
            .register("since", .day, .blocking),
            .register("seenAt", .instant, .latest),
            .register("isOpen", .flag, .latest),
            .register("mood", .choice(["good", "bad"]), .maximum),
            .register("owner", .reference("place"), .latest),
            .register("npi", .formatted("npi"), .immutable),
            .register("raw", .blob, .latest),
            .unit(
                "period", .review, [Field("begins", .day), Field("ends", .day)]),
            .set("tags", [Field("tag", .text(max: 20))]),
            .map("prices", .review, key: [Field("code", .text(max: 10))], [Field("fee", .money)]),
            .log("steps", [Field("step", .text(max: 20)), Field("on", .day)]),
            .counter("visits"),
        ] + extra
    }

    static func id(_ number: Int) -> RecordID {
        RecordID(bits: UInt128(0x0190_0000_0000_7000) << 64 | UInt128(1) << 63 | UInt128(number))
    }

    static func write(
        _ record: RecordID, _ attribute: String, _ scalars: Scalar..., key: [Scalar] = [],
        type: String = "thing"
    ) -> Write {
        Write(
            record: record, type: type, attribute: attribute,
            key: key.isEmpty ? [] : Value(key).encoded, value: Value(scalars).encoded)
    }
}
