internal import Merge
internal import X12

/// A set that is being read.
struct OpenSet: Sendable {
    private(set) var content: Content
    private(set) var fault: X12Fault?
    private(set) var paid: [PaidClaim] = []
    private(set) var submitted: [SubmittedClaim] = []
    private(set) var reports: [ClaimStatusReport] = []
    private(set) var acknowledged: [AcknowledgedSet] = []
    private(set) var eligible: [EligibilityAnswer] = []
    private(set) var authorized: [AuthorizationAnswer] = []
    private(set) var members: [RosterMember] = []
    /// Of each answer of one person, its segments; `nil` where they are too many to keep.
    private(set) var extracts: [Bytes?] = []
    private var extract = PersonExtract()
    /// Of what is counted once by what it says.
    private(set) var digest = ContentDigest.Stream()

    var count: Int {
        paid.count + submitted.count + reports.count + acknowledged.count + eligible.count
            + authorized.count + members.count
    }

    /// Who reads it.
    enum Content: Sendable {
        case remittance(RemittanceReader)
        case submission(SubmissionReader)
        case status(ClaimStatusReader)
        case acknowledgement(AcknowledgementReader)
        case eligibility(EligibilityReader)
        case authorization(AuthorizationReader)
        case roster(RosterReader)

        /// - Returns: `nil` for a kind that nobody reads.
        init?(kind: String) {
            switch kind {
            case "835": self = .remittance(RemittanceReader())
            case "837": self = .submission(SubmissionReader())
            case "277": self = .status(ClaimStatusReader())
            case "999": self = .acknowledgement(AcknowledgementReader())
            case "271": self = .eligibility(EligibilityReader())
            case "278": self = .authorization(AuthorizationReader())
            case "834": self = .roster(RosterReader())
            default: return nil
            }
        }
    }

    init(_ content: Content) {
        self.content = content
    }

    mutating func take(_ segment: Segment) {
        guard fault == nil else { return }
        do throws(X12Fault) { try read(segment) } catch { fault = error }
    }

    private mutating func read(_ segment: Segment) throws(X12Fault) {
        // A reader that is held twice would be copied whole for each of its segments.
        let held = content
        content = .acknowledgement(AcknowledgementReader())
        switch consume held {
        case .remittance(var reader):
            digest.update(segment.plain[...])
            if let claim = try reader.take(segment) { paid.append(claim) }
            content = .remittance(reader)
        case .submission(var reader):
            if let claim = try reader.take(segment) { submitted.append(claim) }
            content = .submission(reader)
        case .status(var reader):
            if let report = try reader.take(segment) { reports.append(report) }
            content = .status(reader)
        case .acknowledgement(var reader):
            if let set = try reader.take(segment) { acknowledged.append(set) }
            content = .acknowledgement(reader)
        case .eligibility(var reader):
            let answer = try reader.take(segment)
            if let answer { eligible.append(answer) }
            note(segment, isNext: answer != nil)
            content = .eligibility(reader)
        case .authorization(var reader):
            let answer = try reader.take(segment)
            if let answer { authorized.append(answer) }
            note(segment, isNext: answer != nil)
            content = .authorization(reader)
        case .roster(var reader):
            let member = try reader.take(segment)
            if let member { members.append(member) }
            note(segment, isNext: member != nil)
            content = .roster(reader)
        }
    }

    /// - Parameter isNext: the answer before it has ended.
    private mutating func note(_ segment: Segment, isNext: Bool) {
        digest.update(segment.plain[...])
        if isNext { extracts.append(extract.bytes) }
        extract.take(segment)
    }

    mutating func finish(_ header: SetHeader) {
        guard fault == nil else { return }
        do throws(X12Fault) {
            switch content {
            case .remittance(var reader):
                if let last = try reader.finish(at: header) { paid.append(last) }
                content = .remittance(reader)
            case .submission(var reader):
                if let last = reader.finish() { submitted.append(last) }
            case .status(var reader):
                if let last = reader.finish() { reports.append(last) }
            case .eligibility(var reader):
                if let last = reader.finish() {
                    eligible.append(last)
                    extracts.append(extract.bytes)
                }
            case .authorization(var reader):
                if let last = reader.finish() {
                    authorized.append(last)
                    extracts.append(extract.bytes)
                }
            case .roster(var reader):
                if let last = reader.finish() {
                    members.append(last)
                    extracts.append(extract.bytes)
                }
            case .acknowledgement: break
            }
        } catch { fault = error }
    }
}
