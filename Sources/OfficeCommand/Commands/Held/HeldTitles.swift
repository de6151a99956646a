import Merge
internal import Records
import Replica
import Rulebook
import Store

/// What people call the record that a held write is about.
struct HeldTitles {
    private let titles: RecordTitle<StoreLookup>
    /// The two records of a settlement that is asked for and not there yet.
    private var between: [RecordID: [RecordID]] = [:]

    init(_ cases: [HeldCase], _ lookup: StoreLookup) {
        self.titles = RecordTitle(lookup)
        for found in cases {
            guard let write = found.held.write, write.type == RecordType.settlement.name,
                write.attribute == Settlement.between.name, let value = write.value
            else { continue }
            between[write.record] = Entry.decoded(value).scalars.compactMap { scalar in
                scalar.blob.flatMap { RecordID(bytes: $0) }
            }
        }
    }

    subscript(found: HeldCase) -> String? {
        guard let record = found.held.write?.record else { return nil }
        return titles[record]
            ?? between[record].map { $0.map { titles.label($0) }.joined(separator: ", ") }
    }
}
