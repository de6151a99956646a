package import Merge
internal import Tables

/// Takes a record out of use, or back into it, naming everything its writer saw.
package enum LifecycleChange {
    /// Live entries it does not name were written meanwhile: a conflict, never a loss.
    package static func write(
        type: RecordType, record: RecordID, to lifecycle: Lifecycle, reason: String,
        seeing state: RecordState
    ) throws(EditProblem) -> Write {
        let seen: Scalar =
            lifecycle == .active ? .null : .blob(EntryList.encode(state.entries.map(\.id)))
        let text = ASCIIText.trimmed(reason)
        let value = Value([
            .text(lifecycle.rawValue), text.isEmpty ? .null : .text(text), seen,
        ])
        if let found = ValueCheck.problem(value, Attribute.lifecycle.fields) {
            throw .invalid(field: found.field ?? Attribute.lifecycle.name, found.problem)
        }
        return Write(
            record: record, type: type.name, attribute: Attribute.lifecycle.name,
            value: value.encoded)
    }
}
