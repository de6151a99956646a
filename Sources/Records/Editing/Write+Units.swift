package import Merge

extension Write {
    /// The writes with each unit in them once: what is said of it last, where it was said first.
    ///
    /// A change set names no entry of its own, because its id is a hash of its bytes: whatever it
    /// says twice of one register, or of one key of a map, is a conflict with itself. That is meant
    /// only where a conflict is opened again.
    ///
    /// - Parameter schema: says what is a unit; logs, counters and sets hold entries side by side.
    package static func once(_ writes: [Write], in schema: Schema) -> [Write] {
        struct Unit: Hashable {
            let record: RecordID
            let attribute: String
            let key: Bytes
        }
        var places: [Unit: Int] = [:]
        var kept: [Write] = []
        kept.reserveCapacity(writes.count)
        for write in writes {
            switch schema[write.type]?[write.attribute]?.shape {
            case .register, .map: break
            default:
                kept.append(write)
                continue
            }
            let unit = Unit(record: write.record, attribute: write.attribute, key: write.key)
            if let place = places[unit] {
                kept[place] = write
            } else {
                places[unit] = kept.count
                kept.append(write)
            }
        }
        return kept
    }
}
