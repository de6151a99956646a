package import Merge
package import Records

/// A `claim_payment` as rules read it: what a payor paid of a claim, line by line.
package struct ObservedPayment: Sendable {
    package let id: RecordID
    package let remittance: RecordID
    package let place: Int64
    package let claimNumber: String
    package let payorNumber: String?
    package let status: Status
    /// The payor handed the claim on to the next one itself.
    package let isForwarded: Bool
    package let chargedCents: Int64
    package let paidCents: Int64
    package let patientCents: Int64
    package let servedFrom: Day?
    package let contractLabel: String?
    package let reasons: [PaymentReason]
    package let patientName: (family: String?, given: String?)
    package let memberId: String?
    package let renderingNpi: String?
    /// By number.
    package let lines: [Line]
    package let patient: RecordID?
    package let coverage: RecordID?
    package let practitioner: RecordID?
    package let office: RecordID?
    package let matchedBy: String?
    /// Two people matched it otherwise: nobody knows whose it is.
    package internal(set) var isDisputed: Bool

    /// What CLP02 says, as far as it decides what is done with a claim.
    package enum Status: Hashable, Sendable {
        case primary, secondary, denied, reversal, predetermination, other

        package init(code: String) {
            switch code {
            case "1", "19": self = .primary
            case "2", "3", "20", "21": self = .secondary
            case "4": self = .denied
            case "22": self = .reversal
            case "25": self = .predetermination
            default: self = .other
            }
        }

        package var word: String {
            switch self {
            case .primary: "primary"
            case .secondary: "secondary"
            case .denied: "denied"
            case .reversal: "reversal"
            case .predetermination: "predetermination"
            case .other: "other"
            }
        }
    }

    /// What a payor says of one service.
    package struct Line: Sendable {
        package let number: Int64
        package let code: String?
        package let submittedCode: String?
        package let servedOn: Day?
        package let chargedCents: Int64
        package let paidCents: Int64
        package let thousandths: Int64
        package let reasons: [PaymentReason]
        package let remarks: String?
        /// Our own number of it.
        package let control: String?

        /// What the payor leaves to the patient.
        package var patientCents: Int64 {
            reasons.reduce(0) { $1.group == "PR" ? $0 + $1.cents : $0 }
        }

        /// What the payor reckons with: its own share and the patient's.
        package var allowedCents: Int64 { paidCents + patientCents }

        /// Another payor's share of it was taken off: this one decides nothing of it.
        package var isAfterOther: Bool {
            reasons.contains { $0.group == "OA" && $0.code == "23" && $0.cents != 0 }
        }

        /// Nothing of it is paid, and nothing is left to the patient.
        package var isDenied: Bool {
            chargedCents > 0 && allowedCents == 0 && !isAfterOther
        }

        /// Nought where SVC02 − Σ CAS = SVC03.
        package var differenceCents: Int64 {
            chargedCents - reasons.reduce(0) { $0 + $1.cents } - paidCents
        }
    }

    /// - Returns: `nil` where the record lacks what every payment has.
    package init?(_ view: RecordView) {
        guard let remittance = view[ClaimPayment.remittance],
            let place = view[ClaimPayment.place], let number = view[ClaimPayment.claimNumber],
            let status = view[ClaimPayment.payorStatus]
        else { return nil }
        self.id = view.id
        self.remittance = remittance
        self.place = place
        self.claimNumber = number
        self.payorNumber = view[ClaimPayment.payorNumber]
        self.status = Status(code: status)
        self.isForwarded = ["19", "20", "21"].contains(status)
        self.chargedCents = view[ClaimPayment.chargedCents] ?? 0
        self.paidCents = view[ClaimPayment.paidCents] ?? 0
        self.patientCents = view[ClaimPayment.patientCents] ?? 0
        self.servedFrom = view[ClaimPayment.servedFrom]
        self.contractLabel = view[ClaimPayment.contractLabel]
        self.reasons = PaymentReason.unpacked(view[ClaimPayment.reasons])
        self.patientName = (
            view[ClaimPayment.patientFamily], view[ClaimPayment.patientGiven]
        )
        self.memberId = view[ClaimPayment.memberId]
        self.renderingNpi = view[ClaimPayment.renderingNpi]
        self.lines = view[ClaimPayment.lines].compactMap(Line.init)
            .sorted { $0.number < $1.number }
        self.patient = view[ClaimPayment.patient]
        self.coverage = view[ClaimPayment.coverage]
        self.practitioner = view[ClaimPayment.practitioner]
        self.office = view[ClaimPayment.office]
        self.matchedBy = view[ClaimPayment.matchedBy]
        self.isDisputed = view.isDisputed(ClaimPayment.patient)
    }

    /// The first day that the payor names for its services.
    package var servedOn: Day? { lines.compactMap(\.servedOn).min() ?? servedFrom }

    /// Nought where CLP03 − Σ CAS of claim and lines = CLP04.
    package var differenceCents: Int64 {
        let all = reasons + lines.flatMap(\.reasons)
        return chargedCents - all.reduce(0) { $0 + $1.cents } - paidCents
    }

    /// Whether its own sum and that of each line is proven.
    package var isProven: Bool {
        differenceCents == 0 && lines.allSatisfy { $0.differenceCents == 0 }
    }

    /// What is left to the patient, of the claim and of its lines.
    package var leftToPatientCents: Int64 {
        let own = reasons.reduce(Int64(0)) { $1.group == "PR" ? $0 + $1.cents : $0 }
        return lines.reduce(own) { $0 + $1.patientCents }
    }

    /// The payor denies it as a whole, whatever group its reasons stand in.
    package var isRefused: Bool { status == .denied && paidCents == 0 && chargedCents > 0 }

    /// Services of which the payor pays nothing; where it names none, the claim stands for one.
    ///
    /// None where the figures are not proven, but for a claim that is denied as a whole: what its
    /// sums say does not matter then.
    package var deniedLines: [Line] {
        guard [.primary, .secondary, .denied].contains(status), isProven || isRefused else {
            return []
        }
        guard lines.isEmpty else {
            return lines.filter { line in
                line.isDenied || (isRefused && line.chargedCents > 0 && line.paidCents == 0)
            }
        }
        let isAfterOther = reasons.contains { $0.group == "OA" && $0.code == "23" }
        let isUnpaid = paidCents == 0 && chargedCents > 0 && leftToPatientCents == 0
        return isRefused || (isUnpaid && !isAfterOther) ? [asLine] : []
    }

    private var asLine: Line {
        Line(
            number: 1, code: nil, submittedCode: nil, servedOn: servedFrom,
            chargedCents: chargedCents, paidCents: paidCents, thousandths: 1_000, reasons: [],
            remarks: nil, control: nil)
    }

    /// Patient, coverage, doctor and office are known, and nobody disputes them.
    package var isMatched: Bool {
        !isDisputed && patient != nil && coverage != nil && practitioner != nil && office != nil
    }
}

extension ObservedPayment.Line {
    /// - Returns: `nil` for a row without its figures.
    fileprivate init?(_ row: RecordRow) {
        typealias Lines = ClaimPayment.Lines
        guard let number = row[Lines.line], let charged = row[Lines.charged],
            let paid = row[Lines.paid]
        else { return nil }
        self.number = number
        self.code = row[Lines.code]
        self.submittedCode = row[Lines.submittedCode]
        self.servedOn = row[Lines.servedOn]
        self.chargedCents = charged
        self.paidCents = paid
        self.thousandths = row[Lines.thousandths] ?? 1_000
        self.reasons = PaymentReason.unpacked(row[Lines.reasons])
        self.remarks = row[Lines.remarks]
        self.control = row[Lines.control]
    }
}
