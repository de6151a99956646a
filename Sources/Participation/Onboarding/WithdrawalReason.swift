internal import Merge
internal import Records

/// Why the hub took a record out of use; by it the hub knows its own doing from a person's.
enum WithdrawalReason: String, CaseIterable {
    case runGivenUp = "the run it came from was given up"
    case nobodyAsks = "no open run or move asks for it any more"

    init?(_ view: RecordView) {
        guard view[AnyRecord.lifecycle] == Lifecycle.inactive.rawValue,
            let reason = view[AnyRecord.lifecycleReason]
        else { return nil }
        self.init(rawValue: reason)
    }

    /// What puts a record back that the hub took out of use; none where a person did.
    static func undoing(_ view: RecordView) -> [Write] {
        guard WithdrawalReason(view) != nil else { return [] }
        return [
            Write(
                view.type, view.id, named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle(Lifecycle.active.rawValue)])
        ]
    }
}
