package import Merge
package import Records

extension RecordLookup {
    /// The record that a linked chain of duplicates ends in; `nil` where it is not held here.
    package func current(_ type: RecordType, _ id: RecordID) -> RecordView? {
        var view = record(id)
        // Links that run in a circle end somewhere on it, the same place for everybody.
        for _ in 0..<16 {
            guard let next = view?[AnyRecord.replacedBy] else { break }
            // Who yields says nothing in the place of one that is not known here.
            guard let other = record(next) else { return nil }
            guard other.type.name == type.name else { break }
            view = other
        }
        return view
    }
}
