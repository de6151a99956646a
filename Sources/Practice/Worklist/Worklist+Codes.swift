internal import Fees
internal import Merge
internal import Tables

extension Worklist {
    /// Maps of codes that name what does not hold any more, or not yet: a release came since.
    func codeMaps() -> [WorkItem] {
        active(.codeMap).compactMap { CodeMap($0) }.compactMap { map in
            let doubts = map.doubts(today: today, in: lookup)
            guard let first = doubts.first else { return nil }
            let more = doubts.count > 1 ? "; \(doubts.count - 1) more" : ""
            return WorkItem(
                .fees, .soon, record: map.id,
                about: "code map \(map.name): \(first.words)\(more)",
                advice: "bridgework show code_map \(map.id.suffix)")
        }
    }
}
