package import Merge

// Whatever decides which of two records stands is a settlement, whoever writes it and where from:
// two people's answers then meet in one unit. A field that says the same by hand would meet
// nothing, so the doors by which fields are typed refuse it, with the command that works.

extension Settlement {
    /// Why these writes are not made from fields that somebody typed; `nil` where they are.
    package static func problem(byHand writes: [Write]) -> SettlementProblem? {
        for write in writes {
            if let problem = problem(byHand: write) { return problem }
        }
        return nil
    }

    private static func problem(byHand write: Write) -> SettlementProblem? {
        if write.type == RecordType.settlement.name { return .byHand }
        // What was written before there were settlements may be taken away.
        guard let bytes = write.value else { return nil }
        switch write.attribute {
        case "links" where write.type == linkedType:
            let kind = Entry.decoded(write.key)[1].text.flatMap { LinkKind(rawValue: $0) }
            guard let kind, kind.isDecision else { return nil }
            return .linkByHand(kind: kind.rawValue)
        case "replacedBy" where !Entry.decoded(bytes)[0].isNull:
            return .replacedByHand(type: write.type)
        default: return nil
        }
    }
}
