package import Merge
internal import Participation
package import Records
internal import Tables

/// Finds the payor that a file means by its numbers or its name.
package struct PayorFinder {
    private let byNumber: [String: Set<RecordID>]
    private let byName: [String: Set<RecordID>]

    package init(_ lookup: some RecordLookup) {
        var byNumber: [String: Set<RecordID>] = [:]
        var byName: [String: Set<RecordID>] = [:]
        for payor in lookup.records(.payor) where payor.isActive {
            let standing = Self.standing(payor, in: lookup)
            for number in payor[Payor.payorIds, each: Payor.PayorIds.payorId] {
                byNumber[number, default: []].insert(standing)
            }
            let names = [payor[Payor.name], payor[Payor.code]].compactMap(\.self)
            for name in names + payor[Payor.aliases, each: Payor.Aliases.alias] {
                byName[TextFold.name(name), default: []].insert(standing)
            }
        }
        self.byNumber = byNumber
        self.byName = byName
    }

    /// The one payor that goes by the first of these that any goes by.
    package func payor(_ names: [String]) -> RecordID? {
        for name in names {
            let number = TextFormat.payorID.normalized(name).flatMap { byNumber[$0] }
            let found = number ?? byName[TextFold.name(name)] ?? []
            if found.count == 1 { return found.first }
        }
        return nil
    }

    /// The payor that stands for a duplicate.
    static func standing(
        _ payor: RecordView, in lookup: some RecordLookup
    ) -> RecordID {
        var seen: Set<RecordID> = [payor.id]
        var last = payor
        while let next = last[Payor.replacedBy], seen.insert(next).inserted,
            let view = lookup.record(next)
        {
            last = view
        }
        return last.id
    }
}
