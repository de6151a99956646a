package import Merge

/// Turns the assignments of `create` and `edit` into writes, one per touched attribute and key.
package enum RecordEditor {
    /// The writes that make the record say what is asked, in schema order; none where it says so
    /// already.
    ///
    /// `before` is the record as its editor sees it, `nil` creates it; `resolve` finds the records
    /// that codes name.
    package static func writes(
        type: RecordType, record: RecordID, assignments: [Assignment], before: RecordState?,
        resolve: @escaping FieldParser.Resolve = FieldParser.idsOnly
    ) throws(EditProblem) -> [Write] {
        let plan = try EditPlan(
            assignments, type: type, parser: FieldParser(resolve: resolve))
        if before == nil { try requireFields(of: type, in: plan) }
        let edit = RecordEdit(
            type: type, record: record, before: before ?? RecordState(), plan: plan)
        return try edit.writes()
    }

    private static func requireFields(
        of type: RecordType, in plan: EditPlan
    ) throws(EditProblem) {
        let missing = type.attributes.flatMap { attribute -> [String] in
            guard case .register = attribute.shape else { return [] }
            return attribute.fields.enumerated().compactMap { index, field in
                let given = plan.registers[attribute.name]?[index] ?? .null
                return field.isRequired && given.isNull ? field.name : nil
            }
        }
        guard missing.isEmpty else { throw .missing(fields: missing) }
    }
}
