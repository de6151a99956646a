package import Merge

/// The content of a held write: what was to be written, by whom, and what the hub said of it.
package struct HeldUnit<Owner: RecordKind>: UnitToken {
    package let targetType: TypedField<Owner, String>
    package let targetRecord: TypedField<Owner, RecordID>
    package let targetAttribute: TypedField<Owner, String>
    package let targetKey = TypedField<Owner, Bytes>("targetKey", .blob)
    /// Blank asks for a removal.
    package let targetValue = TypedField<Owner, Bytes>("targetValue", .blob)
    /// `EntryList` of the entries the author saw.
    package let targetReplaces = TypedField<Owner, Bytes>("targetReplaces", .blob)
    package let office = TypedField<Owner, RecordID>("office", .reference("office"))
    /// The author's replica, 16 bytes.
    package let author = TypedField<Owner, Bytes>("author", .blob)
    /// The author's words.
    package let reason: TypedField<Owner, String>

    // What the hub adds: its word, and where the op stands in its history. A proposal has none.
    package let verdict = TypedField<Owner, String>("verdict", .text(max: 40), required: true)
    package let changeSet = TypedField<Owner, Bytes>("changeSet", .blob, required: true)
    package let opIndex = TypedField<Owner, Int64>(
        "opIndex", .integer(0...Int64(MergeLimits.opsMax)))
    package let claimedAt = TypedField<Owner, Timestamp>("claimedAt", .instant)
    /// How many ops of the change set this stands for; none where nobody could read them.
    package let opCount = TypedField<Owner, Int64>(
        "opCount", .integer(0...Int64(MergeLimits.opsMax)))
    /// What was too large to carry; the hub's history keeps it.
    package let leftOutBytes = TypedField<Owner, Int64>(
        "leftOutBytes", .integer(0...Int64(UInt32.max)))
    package let attribute: Attribute

    /// What the hub keeps aside.
    ///
    /// - Parameters:
    ///   - isReadable: whether the hub could tell what was to be written.
    ///   - last: a field of the type's own, behind all others.
    init(isReadable: Bool = true, then last: (any FieldToken)? = nil) {
        self.init(isReadable, reason: "writerReason", hubSays: true, last)
    }

    /// What somebody asks for who may not write it.
    ///
    /// - Parameter last: a field of the type's own, behind all others.
    init(proposing last: any FieldToken) {
        self.init(true, reason: "proposalReason", hubSays: false, last)
    }

    private init(
        _ isReadable: Bool, reason: String, hubSays: Bool, _ last: (any FieldToken)?
    ) {
        self.targetType = TypedField("targetType", .text(max: 64), required: isReadable)
        self.targetRecord = TypedField("targetRecord", .anyReference, required: isReadable)
        self.targetAttribute = TypedField(
            "targetAttribute", .text(max: 64), required: isReadable)
        self.reason = TypedField(reason, .text(max: 1_024))
        let asked: [any FieldToken] = [
            targetType, targetRecord, targetAttribute, targetKey, targetValue, targetReplaces,
            office, author, self.reason,
        ]
        let said: [any FieldToken] = [
            verdict, changeSet, opIndex, claimedAt, opCount, leftOutBytes,
        ]
        let fields = asked + (hubSays ? said : []) + [last].compactMap(\.self)
        let writers: Writers? = hubSays ? nil : .office(office)
        self.attribute = .unit("content", .immutable, writers: writers, fields.map(\.declared))
    }
}
