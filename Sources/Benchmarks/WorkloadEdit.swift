import Merge

/// Three fields of one record that somebody changes together.
struct WorkloadEdit {
    let id: RecordID
    let columns: [Int]
    let values: [Scalar]
    let idText: String
    let plain: [Scalar]
    /// The columns as one number, to find a prepared statement by.
    let shape: Int

    init(id: RecordID, columns: [Int], values: [Scalar]) {
        self.id = id
        self.columns = columns
        self.values = values
        self.idText = id.description
        self.plain = zip(columns, values).map { WorkloadRow.plain($1, column: $0) }
        self.shape = columns.reduce(1) { $0 * 32 + $1 }
    }
}
