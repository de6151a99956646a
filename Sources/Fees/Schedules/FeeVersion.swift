package import Merge
package import Records

/// A published version of a fee schedule; its lines are only ever had verified.
package struct FeeVersion: Sendable {
    package let id: RecordID
    package let schedule: RecordID
    package let number: Int64
    package let effectiveFrom: Day
    package let effectiveThrough: Day?
    package let digest: String
    package let draft: RecordID?
    package let correctionOf: RecordID?
    package let codeSetRelease: RecordID?
    private let packed: Bytes

    /// The id of these lines of this draft where no secret is at hand, as in a sample.
    ///
    /// Drafts are the centre's and have random ids: only who knows the draft and all lines of what
    /// is not published yet could work it out.
    package static func id(draft: RecordID, digest: String) -> RecordID {
        let namespace = RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e)
        let name = ["fee_schedule_version", draft.description, digest]
        return RecordID.v5(namespace: namespace, name: name.joined(separator: "\0").utf8)
    }

    /// - Returns: `nil` where the record lacks what every version has.
    package init?(_ view: RecordView) {
        guard let schedule = view[FeeScheduleVersion.schedule],
            let number = view.scalar(FeeScheduleVersion.versionNumber)?.int,
            let effectiveFrom = view[FeeScheduleVersion.effectiveFrom],
            let digest = view[FeeScheduleVersion.digest],
            let packed = view.scalar(FeeScheduleVersion.lines)?.blob
        else { return nil }
        self.id = view.id
        self.schedule = schedule
        self.number = number
        self.effectiveFrom = effectiveFrom
        self.effectiveThrough = view[FeeScheduleVersion.effectiveThrough]
        self.digest = digest
        self.draft = view[FeeScheduleVersion.draft]
        self.correctionOf = view[FeeScheduleVersion.correctionOf]
        self.codeSetRelease = view[FeeScheduleVersion.codeSetRelease]
        self.packed = packed
    }

    /// Whether the lines are those that were approved.
    package var isSound: Bool { lines != nil }

    /// The lines, verified on each call; `nil` where the bytes are not those that were approved:
    /// such a version is never used.
    package var lines: FeeLines? {
        guard ContentDigest.hexadecimal(of: packed) == digest else { return nil }
        do { return try FeeLines(unpacking: packed) } catch { return nil }
    }
}
