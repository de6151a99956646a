package import Merge

extension RecordType {
    /// An edit that reached the hub after its author's office had lost the record.
    ///
    /// Whoever sees the record now sees this, and takes the edit over or declines it.
    package static let custody = RecordType(
        "custody", "A late edit of a record that its author's office no longer has.",
        visibility: .optionalParent(field: "about"), writers: .hub,
        [
            .unit(
                "content", .immutable,
                HeldWrite.fields(isReadable: true, reason: "writerReason")
                    + HeldWrite.originFields + [Field("about", .anyReference)]),
            .steps(
                writers: .offices, ["accepted", "rejected"],
                facts: [Field("by", .reference("user"))]),
        ])

    /// A write that the hub kept aside, with its reason.
    package static let quarantine = RecordType(
        "quarantine", "A change that the hub could not accept, kept with its reason.",
        visibility: .office(field: "office"), writers: .hub,
        [
            .unit(
                "content", .immutable,
                HeldWrite.fields(isReadable: false, reason: "writerReason")
                    + HeldWrite.originFields),
            .steps(
                writers: .offices, ["retried", "amended", "dropped"],
                facts: [Field("by", .reference("user"))]),
        ])
}

extension HeldWrite {
    /// The fields that every held write begins with.
    ///
    /// - Parameter reason: what the column of the writer's reason is called.
    static func fields(isReadable: Bool, reason: String) -> [Field] {
        [
            Field("targetType", .text(max: 64), required: isReadable),
            Field("targetRecord", .anyReference, required: isReadable),
            Field("targetAttribute", .text(max: 64), required: isReadable),
            Field("targetKey", .blob),
            // Blank asks for a removal.
            Field("targetValue", .blob),
            // `EntryList` of the entries the author saw.
            Field("targetReplaces", .blob),
            Field("office", .reference("office")),
            // The author's replica, 16 bytes.
            Field("author", .blob),
            Field(reason, .text(max: 1_024)),
        ]
    }

    /// What the hub adds: its word, and where the op stands in its history.
    static let originFields = [
        Field("verdict", .text(max: 40), required: true),
        Field("changeSet", .blob, required: true),
        Field("opIndex", .integer(0...Int64(MergeLimits.opsMax))),
        Field("claimedAt", .instant),
        // How many ops of the change set this stands for; none where nobody could read them.
        Field("opCount", .integer(0...Int64(MergeLimits.opsMax))),
        // What was too large to carry; the hub's history keeps it.
        Field("leftOutBytes", .integer(0...Int64(UInt32.max))),
    ]
}
