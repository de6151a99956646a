internal import Benefits
package import Merge
package import Records
internal import Tables

/// Which candidate of a conflict the desk would take, and why; or why it would not choose.
///
/// A reason is never "the clock says so" where a wrong guess costs a claim or mixes two people up:
/// there the answer is none, and what to look at.
package struct Recommendation: Equatable, Sendable {
    /// The candidate's number, from 1.
    package let take: Int?
    package let because: String

    package init(take: Int?, because: String) {
        self.take = take
        self.because = because
    }

    /// What is known of one candidate.
    package struct Ground: Equatable, Sendable {
        package let at: Timestamp?
        package let hasDocument: Bool
        /// `nil` where this replica cannot tell who wrote it.
        package let isCentral: Bool?
        /// Whether it came in with a file, and nobody typed it.
        package let isFromFile: Bool

        package init(
            at: Timestamp?, hasDocument: Bool, isCentral: Bool?, isFromFile: Bool = false
        ) {
            self.isFromFile = isFromFile
            self.at = at
            self.hasDocument = hasDocument
            self.isCentral = isCentral
        }
    }

    /// For concurrent values of one unit, candidates in the order shown.
    package static func siblings(
        _ type: RecordType, _ attribute: String, _ grounds: [Ground]
    ) -> Recommendation {
        if let number = only(grounds, \.hasDocument) {
            return Recommendation(take: number, because: "it alone names a document")
        }
        let declared = type[attribute]
        let isCentres = (declared?.writers ?? type.writers) == .central
        if isCentres, let number = only(grounds, { $0.isCentral == true }) {
            return Recommendation(
                take: number, because: "the fact is the centre's, and it is the centre's word")
        }
        switch declared?.policy {
        case .blocking:
            return Recommendation(
                take: nil, because: "nothing says which is right: look at the card or the letter")
        case .immutable:
            return Recommendation(
                take: nil, because: "it was to be written once: ask those who wrote it")
        case .latest, .review, .maximum, .minimum, nil: break
        }
        if let number = only(grounds, { !$0.isFromFile }), grounds.count > 1 {
            return Recommendation(
                take: number, because: "somebody wrote it here; the other came in with a file")
        }
        let times = grounds.compactMap(\.at)
        guard times.count == grounds.count, let latest = times.max(),
            let number = only(grounds, { $0.at == latest })
        else {
            return Recommendation(take: nil, because: "nothing speaks for one of them")
        }
        return Recommendation(
            take: number, because: "it is the latest, and nothing better speaks for another")
    }

    /// For everything that is no value of one unit.
    package static func other(_ kind: String) -> Recommendation {
        switch kind {
        case FieldConflict.Kind.editedWhileRemoved.rawValue:
            Recommendation(
                take: 2, because: "somebody works with the record, and nothing is lost in use")
        case CrossConflict.Kind.illegalStep.rawValue:
            Recommendation(take: 1, because: "the step led nowhere: the others say how it stands")
        case CrossConflict.Kind.foreignCoverage.rawValue:
            Recommendation(
                take: 1, because: "no claim can be paid from another patient's coverage")
        case CrossConflict.Kind.concurrentSteps.rawValue:
            Recommendation(take: nil, because: "ask those who took the steps what happened")
        case CrossConflict.Kind.disagreeingDocuments.rawValue:
            Recommendation(
                take: nil, because: "look at both documents, and ask whoever issued them")
        case CrossConflict.Kind.differingAnswers.rawValue:
            Recommendation(take: nil, because: "ask the payor again, or those who asked it")
        case CrossConflict.Kind.overusedAuthorization.rawValue:
            Recommendation(
                take: nil, because: "ask the payor for more units, or take a wrong use off")
        case CrossConflict.Kind.excludedDoctor.rawValue:
            Recommendation(
                take: nil, because: "compare the person with the list before anything else")
        case CrossConflict.Kind.duplicateKey.rawValue:
            Recommendation(take: nil, because: "look whether both stand for one thing")
        case CrossConflict.Kind.duplicatePatient.rawValue,
            CrossConflict.Kind.duplicateMember.rawValue:
            Recommendation(
                take: nil, because: "two people may look alike: compare both before linking")
        default: Recommendation(take: nil, because: "look which of the two terms is right")
        }
    }

    /// For what somebody settled and is open again.
    package static func reopened(_ doubt: SettlementDoubt) -> Recommendation {
        switch doubt.cause {
        case .unseen:
            Recommendation(
                take: nil,
                because: "edit what stands where something of it is wanted, then take it again")
        case .circle, .fork, .torn:
            Recommendation(
                take: nil, because: "ask those who answered, and take the one that all can keep")
        case .keptInError:
            Recommendation(
                take: nil, because: "take the one that was not entered in error")
        }
    }

    private static func only(_ grounds: [Ground], _ isSuch: (Ground) -> Bool) -> Int? {
        let such = grounds.indices.filter { isSuch(grounds[$0]) }
        return such.count == 1 ? such[0] + 1 : nil
    }
}

/// Why two records look like one.
package enum Likeness {
    /// The reasons of a kind, for these records.
    package static func reasons(_ kind: String, _ views: [RecordView]) -> [String] {
        switch CrossConflict.Kind(rawValue: kind) {
        case .duplicateKey: ["same " + (views.first?.type.naturalKey ?? "code")]
        case .duplicateMember: ["same payor, member id and birth date"]
        case .duplicatePatient:
            Set(views.map { name($0) }).count == 1
                ? ["same name and birth date"] : ["names that sound alike, same birth date"]
        default: []
        }
    }

    private static func name(_ view: RecordView) -> [String] {
        [view[Patient.name.family], view[Patient.name.given]].map { TextFold.name($0 ?? "") }
    }
}
