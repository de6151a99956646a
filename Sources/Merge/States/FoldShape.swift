/// In which order the ops of new records stand, by type: records of one type are mostly written
/// with the same attributes in the same order, and then nothing is looked up or sorted again.
///
/// Kept by whoever folds many records one after the other; what it remembers changes no answer.
package final class FoldShape {
    private var known: [String: Known] = [:]

    package init() {}

    struct Known {
        fileprivate(set) var names = NameOrder.none
        /// The attributes of the last record's ops, as they stood.
        fileprivate var attributes: [String] = []
        /// Their places in `names`.
        fileprivate(set) var ranks: [Int] = []
        /// The places of the ops in the order of their entries.
        fileprivate(set) var order: [Int] = []
    }

    /// How these ops stand, all of one record.
    func fit(_ ops: UnsafeBufferPointer<Op>) -> Known {
        guard let type = ops.first?.type else { return Known() }
        if let same = known[type], same.fits(ops) { return same }
        let attributes = ops.map(\.attribute)
        var shape = Known()
        shape.names = (known[type]?.names ?? .none).including(attributes)
        shape.ranks = attributes.map { shape.names.rank(of: $0) ?? 0 }
        shape.order = ops.indices.sorted { left, right in
            guard shape.ranks[left] == shape.ranks[right] else {
                return shape.ranks[left] < shape.ranks[right]
            }
            return ops[left].key == ops[right].key
                ? left < right : ops[left].key < ops[right].key
        }
        // Where an attribute has several entries their order is that of their keys.
        shape.attributes = Set(attributes).count == attributes.count ? attributes : []
        known[type] = shape
        return shape
    }
}

extension FoldShape.Known {
    fileprivate func fits(_ ops: UnsafeBufferPointer<Op>) -> Bool {
        guard attributes.count == ops.count else { return false }
        for place in ops.indices where attributes[place] != ops[place].attribute { return false }
        return true
    }
}
