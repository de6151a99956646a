import Merge
internal import Records

/// What runs still lack: writes, and what is to be told to payors.
struct Expansion {
    var writes: [Write] = []
    /// Kept apart to the end, because two runs do not say the same thing twice.
    var notices: [NoticeDraft] = []

    func allWrites(in lookup: some RecordLookup) -> [Write] {
        writes + NoticeDraft.writes(of: notices, in: lookup)
    }

    static func + (left: Expansion, right: Expansion) -> Expansion {
        Expansion(writes: left.writes + right.writes, notices: left.notices + right.notices)
    }

    static func += (left: inout Expansion, right: Expansion) {
        left.writes += right.writes
        left.notices += right.notices
    }
}
