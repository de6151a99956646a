package import Merge
internal import Records
internal import Tables

// Authority is asked one op at a time, by an office before it writes and by the hub when it takes
// in what a peer wrote. The rules run in this order, and the first that says something decides:
//
//     unknown type                allow: a newer peer's; the hub keeps an office's aside
//     unknown attribute           as the strictest of its type's writers
//     the value does not fit      refuse
//     a log entry is replaced     refuse
//     the hub writes              allow
//     immutable and already set   refuse, unless equal; the centre settles siblings
//     a guarded element removed   refuse without a reason; the centre may, an office proposes
//     a step without its evidence refuse
//     who writes this attribute   allow, propose or refuse

/// Who may write what: one pure function of an op, its writer and the record before.
package enum Authority {
    /// Whether the writer of one op may write it, may propose it, or neither.
    ///
    /// The request's `before` holds nothing of the op's own change set. `officeOf` says which
    /// office a replica speaks for, and `nil` for a central or unknown one.
    package static func permission(
        _ request: WriteRequest, schema: Schema,
        officeOf: (ReplicaID) -> RecordID? = { _ in nil }
    ) -> Permission {
        guard let type = schema[request.op.type] else { return .allow }
        guard let attribute = type[request.op.attribute] else {
            return strictest(request, type, officeOf: officeOf)
        }
        if ValueCheck.problem(request.op, in: attribute) != nil { return .refuse(.invalid) }
        if attribute.shape.isAddOnly, !request.op.replaces.isEmpty || request.op.value == nil {
            return .refuse(.appendOnly)
        }
        if request.role == .hub { return .allow }
        return immutability(request, attribute)
            ?? guardedRemoval(request, attribute)
            ?? StepAuthority(request, attribute)?.evidence
            ?? ownership(request, type, attribute, officeOf: officeOf)
    }

    private static func immutability(
        _ request: WriteRequest, _ attribute: Attribute
    ) -> Permission? {
        guard attribute.policy == .immutable else { return nil }
        let key = request.op.key
        let standing = request.block.once("standing \(attribute.name) at \(Array(key))") {
            Set(request.before.entries(of: attribute.name, key: key).map(\.value))
        }
        guard !standing.isEmpty else { return request.op.value == nil ? .refuse(.immutable) : nil }
        guard let value = request.op.value, standing.contains(value) else {
            return .refuse(.immutable)
        }
        return standing.count > 1 && request.role == .office ? .propose : nil
    }

    private static func guardedRemoval(
        _ request: WriteRequest, _ attribute: Attribute
    ) -> Permission? {
        guard attribute.shape == .guardedSet, request.op.value == nil else { return nil }
        let hasReason = request.reason.utf8.contains { !ASCIIText.isSpace($0) }
        guard hasReason else { return .refuse(.guardedRemoval) }
        return request.role == .office ? .propose : nil
    }

    /// An attribute that only a newer peer knows: nobody here can tell who may write it, so an
    /// office must be one that may write the whole record.
    private static func strictest(
        _ request: WriteRequest, _ type: RecordType, officeOf: (ReplicaID) -> RecordID?
    ) -> Permission {
        guard request.role != .hub else { return .allow }
        guard request.role == .office else {
            return type.writers == .hub ? .refuse(.hubOnly) : .allow
        }
        guard let office = request.office else { return .propose }
        let unknown = Attribute.register(request.op.attribute, .blob, .latest)
        let rule = OfficeAuthority(
            request: request, office: office, type: type, attribute: unknown)
        let answers = Set(type.attributes.map { $0.writers ?? type.writers } + [type.writers])
            .map { rule.permission($0, officeOf: officeOf) }
        let refusal = answers.compactMap(\.refusal).min { $0.rawValue < $1.rawValue }
        if let refusal { return .refuse(refusal) }
        return answers.contains(.propose) ? .propose : .allow
    }

    private static func ownership(
        _ request: WriteRequest, _ type: RecordType, _ attribute: Attribute,
        officeOf: (ReplicaID) -> RecordID?
    ) -> Permission {
        let writers = attribute.writers ?? type.writers
        guard request.role == .office else {
            return writers == .hub ? .refuse(.hubOnly) : .allow
        }
        guard let office = request.office else { return .propose }
        let rule = OfficeAuthority(
            request: request, office: office, type: type, attribute: attribute)
        return rule.permission(writers, officeOf: officeOf)
    }
}

extension Permission {
    fileprivate var refusal: Refusal? {
        if case .refuse(let refusal) = self { refusal } else { nil }
    }
}
