package import Merge

/// Records that together break a rule no single unit breaks.
///
/// It waits for a person.
package struct CrossConflict: Hashable, Sendable, CustomStringConvertible {
    /// More look-alikes than these are one conflict: a test name or an import gone wrong.
    static let pairedMax = 16

    package let kind: Kind
    /// The type of the first record.
    package let type: String
    /// Ascending, so that every replica derives the same conflict; of a `foreignCoverage`, the
    /// patient stands first.
    package let records: [RecordID]

    package init(kind: Kind, type: String, records: [RecordID]) {
        self.kind = kind
        self.type = type
        self.records = records
    }

    package var description: String {
        "\(kind.rawValue) \(type) " + records.map(\.description).joined(separator: " ")
    }

    /// The same on every replica.
    package var id: RecordID {
        RecordID.v5(namespace: records.first ?? RecordID(bits: 0), name: description.utf8)
    }

    /// One order on every replica.
    package var rank: (Int, String, String) {
        (Kind.allCases.firstIndex(of: kind) ?? 0, type, description)
    }

    /// Which rule is broken.
    package enum Kind: String, Sendable, CaseIterable {
        /// Two records go by one code, NPI or login.
        case duplicateKey = "duplicate-key"
        /// Two patients have one name and birth date.
        case duplicatePatient = "duplicate-patient"
        /// Two patients of one birth date have one member id at one payor.
        case duplicateMember = "duplicate-member"
        /// Two assignments of one doctor to one office share a day.
        case overlappingAssignment = "overlapping-assignment"
        /// Two rows of one contract at one office share a day.
        case overlappingContractLocation = "overlapping-contract-location"
        /// A patient's order of payment names another patient's coverage, or one twice.
        case foreignCoverage = "foreign-coverage"
        /// A public list excludes somebody who works here: the doctor, then the row of the list.
        case excludedDoctor = "excluded-doctor"
        /// Two people took steps of a workflow that do not agree.
        case concurrentSteps = "concurrent-steps"
        /// A step stands in a log where its state does not allow it.
        case illegalStep = "illegal-step"
        /// Two documents of a record that nothing supersedes say different things.
        case disagreeingDocuments = "disagreeing-documents"
        /// A payor's words of one day on what is used of one coverage do not agree.
        case differingAnswers = "differing-answers"
        /// More is used of an authorization than its letter grants.
        case overusedAuthorization = "overused-authorization"

        /// Whether something answers "unknown", or must not go on, until it is settled.
        package var isBlocking: Bool {
            switch self {
            case .concurrentSteps, .excludedDoctor, .foreignCoverage, .disagreeingDocuments,
                .differingAnswers:
                true
            case .duplicateKey, .duplicatePatient, .duplicateMember, .overlappingAssignment,
                .overlappingContractLocation, .illegalStep, .overusedAuthorization:
                false
            }
        }
    }
}
