/// What changes from one release of a code system to the next.
package struct CodeSetDiff: Equatable, Sendable {
    /// In the order of the codes.
    package let changes: [Change]

    /// One code that two releases have differently.
    package struct Change: Hashable, Sendable {
        package let code: String
        package let kind: Kind
        package let replacedBy: String?
    }

    /// A change of the label alone is a revision: whether it is only editorial is the licensor's
    /// to say.
    package enum Kind: String, CaseIterable, Sendable {
        case added, revised, deleted
    }

    package init(from before: CodeRelease, to after: CodeRelease) {
        let codes = Set(before.codes.keys).union(after.codes.keys).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        self.changes = codes.compactMap { code in
            let (old, new) = (before.codes[code], after.codes[code])
            let start = after.effectiveFrom
            let isEnded = { (entry: CodeRelease.Entry) in
                guard let end = entry.effectiveThrough, let start else { return false }
                return end < start
            }
            switch (old, new) {
            case (nil, .some): return Change(code: code, kind: .added, replacedBy: nil)
            case (.some(let old), nil):
                return Change(code: code, kind: .deleted, replacedBy: old.replacedBy)
            case (.some(let old), .some(let new)) where old != new:
                let kind: Kind = isEnded(new) && !isEnded(old) ? .deleted : .revised
                return Change(code: code, kind: kind, replacedBy: new.replacedBy)
            default: return nil
            }
        }
    }

    /// How many codes came, went or changed their words.
    package func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }
}
