package import Merge

/// A question about the hub's history.
package enum Inquiry: Equatable, Sendable {
    /// Every write that ever touched a record.
    case recordHistory(RecordID)
    /// Where every write ended.
    case account(AccountInquiry)
}

/// Which writes are to be accounted for, and which of them named.
package struct AccountInquiry: Equatable, Sendable {
    /// More names than this are not sent, whatever is asked.
    package static let writesMax = 10_000

    /// `nil` for all accounts.
    package let office: RecordID?
    package let from: Day?
    package let to: Day?
    /// Whose writes are named beside the missing ones.
    package let fate: Fate.Kind?
    package let writesMax: Int

    package init(
        office: RecordID?, from: Day? = nil, to: Day? = nil, fate: Fate.Kind? = nil,
        writesMax: Int = 1_000
    ) {
        self.office = office
        self.from = from
        self.to = to
        self.fate = fate
        self.writesMax = min(max(0, writesMax), AccountInquiry.writesMax)
    }

    package var filter: WriteAudit.Filter {
        WriteAudit.Filter(holder: office.map { .office($0) }, from: from, to: to)
    }
}

/// One piece of an answer; a stream of them ends with the last.
package enum InquiryAnswer: Equatable, Sendable {
    case historicWrite(HistoricWrite)
    case sum(AccountHolder, Account)
    case accountedWrite(WriteAudit.Line)
    case refused(InquiryRefusal)
}

/// Why the hub tells nothing; the numbers are part of the protocol.
package enum InquiryRefusal: UInt32, CaseIterable, Error, Sendable {
    case revoked = 1
    case otherReplica = 2
    /// There is no such record, or the peer may not see it: the answer is the same.
    case notHeld = 3
    case notCentral = 4
    /// The peer asks more than it may; later it may ask again.
    case overQuota = 5
    /// The hub was made of a backup and has not heard every replica yet.
    case restoring = 6

    /// Whether the same question may be answered later without anybody's doing.
    package var mayPass: Bool { self == .overQuota || self == .restoring }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .revoked: "the hub has revoked this replica: ask the operator for a new invitation"
        case .otherReplica: "the hub does not know this replica: join again"
        case .notHeld: "the hub holds no such record for this replica: sync, then look again"
        case .notCentral:
            "only a coordinator or admin may ask that: ask the centre, or run "
                + "`bridgework-hub audit` at the hub"
        case .overQuota:
            "this replica has asked the hub too much within an hour: wait some minutes"
        case .restoring:
            "the hub was restored from a backup and serves nobody before all machines have called"
        }
    }
}
