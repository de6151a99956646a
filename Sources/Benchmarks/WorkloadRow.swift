import Merge

/// One record of the workload.
struct WorkloadRow {
    let id: RecordID
    /// One scalar per column; days are numbers.
    let values: [Scalar]
    /// The same as plain SQL stores them, made beforehand: the yardstick pays for SQLite alone.
    let idText: String
    let plain: [Scalar]

    init(id: RecordID, values: [Scalar]) {
        self.id = id
        self.values = values
        self.idText = id.description
        self.plain = values.enumerated().map { WorkloadRow.plain($1, column: $0) }
    }

    static func plain(_ value: Scalar, column: Int) -> Scalar {
        guard column >= 20, case .int(let day) = value else { return value }
        return .text(Day(number: day).description)
    }
}
