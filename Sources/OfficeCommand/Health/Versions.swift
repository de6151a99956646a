package import Merge
import Sync
package import Tables

/// Which software, schema and protocol run here.
package enum Versions {
    package static let software = "0.1.0"

    /// Software, schema and protocol, as one cell of `status`.
    package static func cell(schema: Schema) -> Table.Cell {
        Table.Cell(
            "\(software), schema \(schema.version), protocol \(SyncLimits.version)",
            json: "{\"software\":\(CellText.quoted(software)),\"schema\":\(schema.version),"
                + "\"protocol\":\(SyncLimits.version)}")
    }
}
