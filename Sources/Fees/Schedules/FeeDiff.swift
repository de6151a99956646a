/// The differences between two lists of fees, in the order of the codes.
package struct FeeDiff: Equatable, Sendable {
    /// Only what differs.
    package let changes: [FeeChange]
    /// Lines that are the same on both sides.
    package let unchanged: Int

    /// - Parameters:
    ///   - usual: the office's usual fees, where known.
    ///   - codes: the codes of the release in use; `nil` where there is none.
    package init(
        from before: FeeLines, to after: FeeLines, usual: FeeLines? = nil,
        codes: Set<String>? = nil
    ) {
        let keys = Set(before.lines.map(\.key)).union(after.lines.map(\.key)).sorted()
        var changes: [FeeChange] = []
        var unchanged = 0
        for key in keys {
            let (old, new) = (before[key]?.price, after[key]?.price)
            let kind = FeeChange.kind(from: old, to: new)
            var notices: Set<FeeChange.Notice> = []
            if old != new {
                notices = FeeChange.notices(
                    from: old, to: new, usual: usual?[FeeKey(key.code)]?.price.cents)
            }
            if new != nil, let codes, !codes.contains(key.code) { notices.insert(.unknownCode) }
            guard kind != .unchanged && kind != .blank || !notices.isEmpty else {
                unchanged += 1
                continue
            }
            changes.append(
                FeeChange(
                    key: key, line: nil, before: old, after: new, kind: kind, notices: notices))
        }
        self.changes = changes
        self.unchanged = unchanged
    }

    /// What a person answers for when the draft is submitted.
    package var noticed: [FeeChange] {
        changes.filter { !$0.notices.isEmpty || $0.kind == .removed || $0.kind == .toBlank }
    }

    /// How many lines are new, changed or gone.
    package func count(_ kind: FeeChange.Kind) -> Int {
        kind == .unchanged ? unchanged : changes.count { $0.kind == kind }
    }
}
