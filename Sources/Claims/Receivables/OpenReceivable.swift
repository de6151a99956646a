package import Merge
internal import Records

/// A `receivable` of its office's newest snapshot, read.
package struct OpenReceivable: Sendable {
    package let id: RecordID
    package let office: RecordID
    package let number: String
    package let asOf: Day
    package let debtor: Receivable.Debtor
    package let servedOn: Day
    /// Less than nothing is a credit.
    package let cents: Int64
    package let patient: RecordID?
    package let payor: RecordID?
    package let organization: RecordID?
    package let claimNumber: String?
    package let isInCollections: Bool

    /// - Returns: `nil` where the record lacks what every receivable has.
    init?(_ view: RecordView) {
        guard let office = view[Receivable.office], let asOf = view[Receivable.asOf],
            let debtor = view[Receivable.debtor].flatMap(Receivable.Debtor.init(rawValue:)),
            let servedOn = view[Receivable.servedOn], let cents = view[Receivable.openCents]
        else { return nil }
        self.id = view.id
        self.office = office
        self.number = view[Receivable.itemNumber] ?? ""
        self.asOf = asOf
        self.debtor = debtor
        self.servedOn = servedOn
        self.cents = cents
        self.patient = view[Receivable.patient]
        self.payor = view[Receivable.payor]
        self.organization = view[Receivable.organization]
        self.claimNumber = view[Receivable.claimNumber]
        self.isInCollections = view[Receivable.isInCollections] ?? false
    }

    /// Days from the service to the snapshot: amounts are as of then, and so is their age.
    package var days: Int64 { asOf.number - servedOn.number }

    package var age: Age { Age(days: days) }

    /// The bucket that it is counted in.
    package enum Age: Int, CaseIterable, Sendable {
        case month, second, third, older

        init(days: Int64) {
            switch days {
            case ...30: self = .month
            case 31...60: self = .second
            case 61...90: self = .third
            default: self = .older
            }
        }

        package var words: String {
            switch self {
            case .month: "0-30"
            case .second: "31-60"
            case .third: "61-90"
            case .older: "90+"
            }
        }
    }
}
