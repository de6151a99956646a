import Sync

extension Verdict {
    /// Why an op does not count, for whoever wrote it.
    var why: String {
        switch self {
        case .applied: "it counts"
        case .proposed: "it is the centre's to decide"
        case .custody: "its office had lost the record before it arrived"
        case .malformed: "the bytes are no change set of this protocol"
        case .foreignEntry: "it ends a value that stands elsewhere"
        case .foreignReplica: "it names a replica that its sender may not speak for"
        case .foreignRole: "it claims a role that its sender's certificate does not carry"
        case .wrongType: "the record is of another type"
        case .crashed: "the hub stops on it: tried apart, it did so again"
        case .immutable: "the field was set before and never changes"
        case .guardedRemoval: "such a removal needs a reason"
        case .hubOnly: "only the hub writes it"
        case .appendOnly: "what was logged is never replaced or removed"
        case .foreignOffice: "it makes a record for other offices only"
        case .invalid: "a value does not fit its field"
        case .missingEvidence: "the step needs evidence that is not there"
        case .sameUser: "the step needs a second person"
        case .unknownType: "the hub does not know this type of record yet"
        case .recordFull: "the record is full: it holds all that one record may"
        }
    }

    /// What to do about it, as the end of a sentence that begins with nothing.
    var next: String {
        switch self {
        case .applied: "nothing"
        case .proposed: "wait, or ask the centre"
        case .custody: "accept it, or reject it with --reason"
        case .malformed:
            "make the change again by hand, drop this with --reason, and report it"
        case .crashed:
            "report it; retry once the hub is mended, or drop it with --reason: nothing is lost"
        case .foreignEntry, .foreignReplica, .foreignRole:
            "retry makes it again as yours, on what stands now; else drop it"
        case .wrongType: "make the change on the right record, then drop this"
        case .immutable, .appendOnly, .hubOnly:
            "drop it; where the value is wrong, ask the centre to correct it"
        case .guardedRemoval: "retry with --reason"
        case .foreignOffice: "create the record again with your own office, then drop this"
        case .invalid: "amend FIELD=VALUE with a value that fits, or drop it"
        case .missingEvidence: "log the step again with --document, then drop this"
        case .sameUser: "let another person retry it with --as LOGIN, or drop it"
        case .unknownType: "nothing: the hub takes it in once it is upgraded"
        case .recordFull:
            "shorten or remove values of the record, then retry; or write it on another record"
        }
    }
}
