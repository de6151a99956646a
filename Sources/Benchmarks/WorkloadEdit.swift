import Merge

/// Three fields of one record that somebody changes together.
struct WorkloadEdit {
    let id: RecordID
    let columns: [Int]
    let values: [Scalar]
}
