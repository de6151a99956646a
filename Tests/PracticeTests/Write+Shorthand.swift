import Merge

@testable import Practice

extension Write {
    init(
        _ type: RecordType, _ attribute: String, key: [Scalar] = [], _ value: [Scalar]?,
        record: RecordID = World.record
    ) {
        self.init(
            record: record, type: type.name, attribute: attribute,
            key: key.isEmpty ? [] : Value(key).encoded, value: value.map { Value($0).encoded })
    }
}
