package import Merge
internal import Participation
package import Records

/// What an office created for itself made the group's, or linked to what the group has.
package struct AdoptRecord: Deed {
    /// A payor or a plan.
    package var type: RecordType
    package var name: String
    /// The group's record that it is.
    package var group: String?
    /// A new code for it.
    package var code: String?

    package init(_ type: RecordType, _ name: String, as group: String?, code: String?) {
        self.type = type
        self.name = name
        self.group = group
        self.code = code
    }

    /// - Returns: the record that goes by that name.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.view(type, name)
        guard view[Payor.provisionalOffice] != nil, view[Payor.replacedBy] == nil
        else { throw ContractProblem.notProvisional }
        if let group {
            let target = try records.find(type, group)
            guard target != view.id else { throw SettlementProblem.itself }
            try writes.add(
                records.settling(
                    view.id, target, .keep(target, through: nil), type: type, reason: who.reason))
            return view.id
        }
        let given = Assignment.given([
            AnyRecord.provisionalOffice: "", AnyRecord.code: code,
        ])
        try writes.add(
            RecordEditor.writes(
                type: type, record: view.id,
                assignments: given, before: records.state(view.id), resolve: records.resolve))
        return view.id
    }
}
