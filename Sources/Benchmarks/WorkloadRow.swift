import Merge

/// One record of the workload.
struct WorkloadRow {
    let id: RecordID
    /// One scalar per column; days are numbers.
    let values: [Scalar]
}
