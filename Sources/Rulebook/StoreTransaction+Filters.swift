package import Merge
package import Records
package import Store
internal import Tables

extension StoreTransaction {
    /// What `FIELD=VALUE` asks of the rows of a type; a reference goes by what names its record.
    ///
    /// - Throws: `DeedProblem.unknownField`; `EditProblem.invalid` for what is no value of it.
    package func filters(
        _ assignments: [Assignment], of type: RecordType
    ) throws -> [(column: Column, scalar: Scalar)] {
        let parser = FieldParser(resolve: lookup.resolve)
        return try assignments.map { assignment in
            guard let column = type.column(assignment.field), column.field != nil,
                case .assign(let value) = assignment.change
            else {
                throw DeedProblem.unknownField(
                    type: type.name,
                    likely: type.columns.map(\.name).filter {
                        $0.hasPrefix(assignment.field.prefix(3))
                    })
            }
            do throws(FieldProblem) {
                return (column, try parser.scalar(value, as: column.kind))
            } catch {
                throw EditProblem.invalid(field: assignment.field, error)
            }
        }
    }
}
