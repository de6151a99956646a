package import Merge
package import Records

/// A draft of a fee schedule as people see it: its lines, and the lines that wait for a person.
package struct FeeDraft: Sendable {
    package let view: RecordView
    package let schedule: RecordID
    package let lines: FeeLines
    /// Codes with two prices, of which one has to be chosen.
    package let conflicts: Set<FeeKey>
    /// Lines that cannot be read; a newer program wrote them.
    package let unreadable: Int

    /// - Returns: `nil` where the record names no schedule.
    package init?(_ view: RecordView) {
        guard let schedule = view[FeeDraft.schedule] else { return nil }
        self.view = view
        self.schedule = schedule
        let pairs = view[FeeDraft.lines]
        let lines = pairs.compactMap { FeeLine($0) }
        self.lines = FeeLines(lines)
        self.unreadable = pairs.count - lines.count
        self.conflicts = Set(
            view.projection.conflicts.filter { $0.attribute == FeeDraft.lines.name }
                .compactMap { conflict in
                    conflict.candidates.first.flatMap { FeeKey(FeeDraft.lines.row($0)) }
                })
    }

    package var id: RecordID { view.id }
    package var digest: String { lines.digest }
    /// The version of these lines as whoever has no secret names it.
    package var plainVersion: RecordID { FeeVersion.id(draft: id, digest: digest) }
    /// The version that holds these lines, or the id that it will have.
    package func version(in lookup: some RecordLookup) -> RecordID {
        let standing = lookup.records(where: FeeScheduleVersion.draft, is: id)
            .first { $0[FeeScheduleVersion.digest] == digest }
        return standing?.id ?? lookup.newID(.feeScheduleVersion, [id.description, digest])
    }
    package var importedBy: RecordID? { view[FeeDraft.importedBy] }
    package var codeSetRelease: RecordID? { view[FeeDraft.codeSetRelease] }
    package var correctionOf: RecordID? { view[FeeDraft.correctionOf] }

    /// The writes that make the draft say these lines: what differs, and nothing else.
    package func writes(toHold new: FeeLines) -> [Write] {
        FeeDraft.writes(of: id, from: lines, to: new)
    }

    /// The writes from one list of lines to another, in the order of the codes.
    package static func writes(
        of draft: RecordID, from old: FeeLines, to new: FeeLines
    ) -> [Write] {
        let keys = Set(old.lines.map(\.key)).union(new.lines.map(\.key)).sorted()
        return keys.compactMap { key in
            let line = new[key]
            guard line != old[key] else { return nil }
            return line.map { Write(FeeDraft.lines, draft, key: key.fields, $0.fields) }
                ?? Write(removing: key.fields, from: FeeDraft.lines, draft)
        }
    }
}
