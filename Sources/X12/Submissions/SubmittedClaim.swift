package import Merge

/// What an 837 says of one claim, with the parties that its loops name.
package struct SubmittedClaim: Hashable, Sendable {
    /// CLM01: our own number.
    package let number: String
    package let cents: Int64
    /// CLM05-1.
    package let placeOfService: String?
    /// CLM05-3: `1` original, `7` replacement, `8` void.
    package let frequency: String?
    /// CLM19 is `PB`: the payor is asked what it would pay.
    package let isPredetermination: Bool
    package var billing = Provider()
    package var rendering = Provider()
    package var facility = Provider()
    package var payor = Payor()
    package var subscriber = Person()
    /// The subscriber, where no other patient is named.
    package var patient = Person()
    /// SBR01: `P` first to pay, `S` second, `T` third.
    package var order: String?
    package var group: String?
    /// The patient's to the subscriber: `18` the same, `01` spouse, `19` child.
    package var relationship: String?
    package var servedFrom: Day?
    package var servedThrough: Day?
    /// REF G1, G3, F8: prior authorization, predetermination, the payor's number of the claim that
    /// this one takes the place of.
    package var authorization: String?
    package var predetermination: String?
    package var replacedNumber: String?
    /// PWK: what goes beside it.
    package var attachments: [Attachment] = []
    /// HI: diagnoses, each as qualifier and code.
    package var diagnoses: [String] = []
    package var lines: [SubmittedLine] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    init(_ segment: Segment) throws(X12Fault) {
        self.number = try segment.required(1)
        self.cents = try segment.requiredCents(2)
        self.placeOfService = segment[5, 1]
        self.frequency = segment[5, 3]
        self.isPredetermination = segment[19] == "PB"
        self.segment = segment.number
        self.position = segment.position
    }

    /// What goes beside a claim.
    package struct Attachment: Hashable, Sendable {
        /// PWK01: a code of the standard for what it is.
        package let kind: String?
        /// PWK06: the number under which the payor finds it.
        package let control: String?
    }

    /// Who bills, does the work, or owns the place.
    package struct Provider: Hashable, Sendable {
        package var name: String?
        package var npi: String?
        /// A person, and no practice.
        package var isPerson = false
        /// REF EI.
        package var taxNumber: String?

        package init() {}

        init(_ segment: Segment) {
            let person = [segment[4], segment[3]].compactMap(\.self).joined(separator: " ")
            self.name = person.isEmpty ? nil : person
            self.npi = segment[8] == "XX" ? segment[9] : nil
            self.isPerson = segment[2] == "1"
        }
    }

    /// Who is asked to pay.
    package struct Payor: Hashable, Sendable {
        package var name: String?
        package var number: String?

        package init() {}
    }

    /// A subscriber or patient.
    package struct Person: Hashable, Sendable {
        package var family: String?
        package var given: String?
        package var memberId: String?
        package var birthDate: Day?

        package init() {}

        init(_ segment: Segment) {
            self.family = segment[3]
            self.given = segment[4]
            self.memberId = segment[8] == "MI" ? segment[9] : nil
        }
    }

    /// Whether CLM02 is the sum of its lines.
    package var isProven: Bool {
        lines.reduce(Int64(0)) { $0 + $1.cents } == cents
    }

    /// By the segment that its lines have; a claim without lines is of none.
    package var isDental: Bool? { lines.first.map { $0.kind == .dental } }
}

/// What an 837 says of one service.
package struct SubmittedLine: Hashable, Sendable {
    package let kind: Kind
    package let qualifier: String?
    package let code: String?
    package let modifiers: [String]
    package let cents: Int64
    /// In thousandths.
    package let thousandths: Int64
    package var tooth: String?
    package var surfaces: String?
    package var servedOn: Day?
    /// REF 6R.
    package var control: String?

    /// By the name of its segment.
    package enum Kind: String, Hashable, Sendable {
        case dental = "SV3"
        case professional = "SV1"
        case institutional = "SV2"
    }

    init(_ segment: Segment, _ kind: Kind) throws(X12Fault) {
        // An institutional line has the revenue code in front of the procedure.
        let first = kind == .institutional ? 2 : 1
        self.kind = kind
        self.qualifier = segment[first, 1]
        self.code = segment[first, 2]
        self.modifiers = (3...6).compactMap { segment[first, $0] }
        self.cents = try segment.requiredCents(first + 1)
        let units = kind == .dental ? 6 : kind == .professional ? 4 : 5
        self.thousandths = try segment.thousandths(units) ?? 1_000
    }
}
