extension Write {
    /// Ops of one change set, unless one record alone needs more.
    ///
    /// The hub takes a change set in at once: with so few, others wait some milliseconds for it.
    package static let opsPerChangeSet = 1_024

    /// Splits writes into change sets.
    ///
    /// Writes of one record stay together, so that what was one thought arrives as one.
    package static func batches(of writes: [Write]) -> [ArraySlice<Write>] {
        var batches: [ArraySlice<Write>] = []
        var start = 0
        var bytes = 0
        for index in writes.indices {
            bytes += 48 + (writes[index].value?.count ?? 0) + writes[index].key.count
            let isNewRecord = index > 0 && writes[index].record != writes[index - 1].record
            let isFull =
                index - start >= opsPerChangeSet || bytes > MergeLimits.changeSetBytesMax / 2
            guard isNewRecord, isFull else { continue }
            batches.append(writes[start..<index])
            start = index
            bytes = 0
        }
        batches.append(writes[start...])
        return batches
    }
}
