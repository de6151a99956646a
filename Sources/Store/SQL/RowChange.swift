import Merge

/// What of a record is another than it was.
struct RowChange {
    /// The attributes that may show something else.
    private(set) var attributes: [Int] = []
    /// Every entry is the one it was, with the time that counts for it.
    private(set) var isUntouched = true

    /// - Parameters:
    ///   - before: where each attribute's entries lay.
    ///   - after: where they lie now.
    init(
        from old: Entries, _ before: [Range<Int>], to new: Entries, _ after: [Range<Int>]
    ) {
        // Of attributes that only a newer peer knows, nothing is shown.
        isUntouched = old.count == new.count
        old.reading { old in
            new.reading { new in
                for attribute in before.indices {
                    compare(attribute, old, before[attribute], new, after[attribute])
                }
            }
        }
    }

    private mutating func compare(
        _ attribute: Int, _ old: EntryReader, _ before: Range<Int>, _ new: EntryReader,
        _ after: Range<Int>
    ) {
        guard before.count == after.count else {
            isUntouched = false
            attributes.append(attribute)
            return
        }
        for (left, right) in zip(before, after) {
            let isSameText =
                old.value(left).order(to: new.value(right)) == 0
                && old.key(left).order(to: new.key(right)) == 0
            let isSameWrite =
                old.id(left) == new.id(right) && old.effectiveAt(left) == new.effectiveAt(right)
            if isSameText && isSameWrite { continue }
            isUntouched = false
            // What stands alone shows what it says; among several, who wrote it when decides too.
            if isSameText && before.count == 1 { continue }
            attributes.append(attribute)
            return
        }
    }
}
