package import Merge
package import Practice
package import Records
package import Store

/// An open conflict with what is needed to settle it.
package struct ConflictCase: Sendable {
    package let open: OpenConflict
    /// The records of a rule over several, in the rule's order; else the one record.
    package let records: [RecordID]
    /// Among which to decide; numbers begin at 1.
    package let candidates: [Candidate]
    package let recommendation: Recommendation
    /// Why records look like one; none for other kinds.
    package let reasons: [String]
    /// Why it is open although somebody settled it; `nil` where nobody did.
    package let doubt: SettlementDoubt?
    /// Active records that wait for it, and the field by which they depend; the first of them.
    package let blocking: [(type: String, record: RecordID, field: String)]

    /// One way it may end.
    package struct Candidate: Sendable {
        /// In words, or as JSON.
        package let value: String
        /// The fields of the unit by name; none where it is no value.
        package let fields: [(name: String, text: String)]
        /// What its record says otherwise than the others' do, of a rule over several.
        package var differing: [(name: String, text: String)] = []
        /// The record that would stand, of a rule over several.
        package let record: RecordID?
        package let origin: Origin?
        package let author: Author
        /// What its writer had seen, in words.
        package let saw: String
        /// A document it names.
        package let evidence: RecordID?
        /// The entries on the record that would yield or stand; empty where there is none.
        var standing: [EntryID] = []
        /// What to write so that it stands; `nil` where it is no value.
        package let entry: Entry?
    }

    /// Who wrote a candidate, as far as this replica can tell.
    package struct Author: Equatable, Sendable {
        package var office: RecordID?
        package var isCentral: Bool?
        /// Whether the hub derived it.
        package var isHub = false
        package var reason: String?
        /// Whether the writer replaced an earlier value; `nil` where the change set is not here.
        package var hasReplaced: Bool?
    }

    /// What a person saw of it, in digits: the same as long as nothing came to its candidates.
    package var digest: String {
        let parts = candidates.map { candidate in
            [
                candidate.record.map(\.description) ?? "",
                candidate.origin.map { "\($0.changeSet.hexadecimal) \($0.effectiveAt)" } ?? "",
                candidate.entry.map { "\($0.id.index)" } ?? "", candidate.value,
                ContentDigest.hexadecimal(of: EntryList.encode(candidate.standing)),
            ].joined(separator: "\u{1F}")
        }
        let text = ([open.id.description] + parts).joined(separator: "\u{1E}")
        return ContentDigest.hexadecimal(of: Bytes(text.utf8))
    }

    /// How much of the digest is shown; less than that names nothing.
    package static let digestLength = 8

    func isWhat(_ seen: String) -> Bool {
        seen.count >= Self.digestLength && digest.hasPrefix(seen.lowercased())
    }

    /// Why its records are told together, in words.
    package var told: [String] {
        reasons.map { "they look alike: \($0)" }
            + [doubt.map { "settled, and open again: \($0)" }].compactMap(\.self)
    }

    package var isCross: Bool { open.attribute.isEmpty }

    /// What `resolve` takes for it.
    package var choices: [String] {
        if open.kind == FieldConflict.Kind.editedWhileRemoved.rawValue { return ["take"] }
        guard open.type != RecordType.settlement.name else { return ["take"] }
        guard isCross else {
            let fields = candidates.first?.fields.count ?? 0
            return fields > 1 ? ["take", "value", "merge"] : ["take", "value"]
        }
        switch CrossConflict.Kind(rawValue: open.kind) {
        case .duplicatePatient, .duplicateMember: return ["take", "distinct"]
        case .excludedDoctor, .overusedAuthorization, nil: return []
        default: return ["take"]
        }
    }
}
