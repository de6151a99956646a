import Merge
import X12

/// What became of a whole file: what its sets held, and what was wrong.
struct X12Outcome: Equatable {
    var sets: [String] = []
    /// The same as `Tools/read-x12` says it.
    private(set) var secondLines: [String] = []
    var fault: X12Fault?
    var remittances: [(advice: RemittanceAdvice, claims: [PaidClaim])] = []
    var submissions: [SubmittedClaim] = []
    var reports: [ClaimStatusReport] = []
    var acknowledged: [AcknowledgedSet] = []
    var eligible: [EligibilityAnswer] = []
    var authorized: [AuthorizationAnswer] = []
    var members: [RosterMember] = []

    /// - Parameter size: of the pieces that the bytes come in.
    init(_ bytes: some Sequence<UInt8>, by size: Int = .max) {
        let bytes = Array(bytes)
        var reader = X12Reader()
        var set = OpenSet()
        do {
            var start = 0
            while start < bytes.count {
                let end = size < bytes.count - start ? start + size : bytes.count
                try reader.take(bytes[start..<end]) { event in take(event, &set) }
                start = end
            }
            try reader.finish()
        } catch {
            fault = error as? X12Fault
            secondLines.append("refused")
        }
    }

    init(_ text: String, by size: Int = .max) {
        self.init(text.utf8, by: size)
    }

    static func == (left: X12Outcome, right: X12Outcome) -> Bool {
        left.sets == right.sets && left.fault == right.fault
            && left.submissions == right.submissions && left.reports == right.reports
            && left.acknowledged == right.acknowledged && left.eligible == right.eligible
            && left.authorized == right.authorized && left.members == right.members
            && left.remittances.map(\.advice) == right.remittances.map(\.advice)
            && left.remittances.map(\.claims) == right.remittances.map(\.claims)
    }

    /// One line for the whole file.
    var line: String {
        let broken = sets.filter { $0.hasPrefix("broken") }
        let first = broken.first.map { broken.count == 1 ? $0 : "\(broken.count) \($0)" }
        let whole = sets.filter { !$0.hasPrefix("broken") }
        let parts = whole + [first, fault.map { "refused: \($0)" }].compactMap(\.self)
        return parts.joined(separator: "; ")
    }

    private struct OpenSet {
        var kind = ""
        var fault: X12Fault?
        var remittance = RemittanceReader()
        var paid: [PaidClaim] = []
        var submission = SubmissionReader()
        var submitted: [SubmittedClaim] = []
        var status = ClaimStatusReader()
        var reports: [ClaimStatusReport] = []
        var acknowledgement = AcknowledgementReader()
        var acknowledged: [AcknowledgedSet] = []
        var eligibility = EligibilityReader()
        var eligible: [EligibilityAnswer] = []
        var authorization = AuthorizationReader()
        var authorized: [AuthorizationAnswer] = []
        var roster = RosterReader()
        var members: [RosterMember] = []

        mutating func take(_ segment: Segment) throws(X12Fault) {
            switch kind {
            case "835": if let claim = try remittance.take(segment) { paid.append(claim) }
            case "837": if let claim = try submission.take(segment) { submitted.append(claim) }
            case "277": if let report = try status.take(segment) { reports.append(report) }
            case "271": if let answer = try eligibility.take(segment) { eligible.append(answer) }
            case "278":
                if let answer = try authorization.take(segment) { authorized.append(answer) }
            case "834": if let member = try roster.take(segment) { members.append(member) }
            case "999":
                if let set = try acknowledgement.take(segment) { acknowledged.append(set) }
            default: break
            }
        }

        mutating func finish(_ header: SetHeader) throws(X12Fault) {
            if kind == "835", let last = try remittance.finish(at: header) { paid.append(last) }
            if let last = submission.finish() { submitted.append(last) }
            if let last = status.finish() { reports.append(last) }
            if let last = eligibility.finish() { eligible.append(last) }
            if let last = authorization.finish() { authorized.append(last) }
            if let last = roster.finish() { members.append(last) }
        }

        /// Kind, control number, claims, lines and cents.
        func secondLine(_ header: SetHeader) -> String {
            let start = "\(header.kind) \(header.control)"
            switch kind {
            case "835":
                let sum = paid.reduce(0) { $0 + $1.paidCents }
                return "\(start) \(paid.count) \(paid.flatMap(\.lines).count) \(sum) "
                    + "\(remittance.advice.cents)"
            case "837":
                let sum = submitted.reduce(0) { $0 + $1.cents }
                return "\(start) \(submitted.count) \(submitted.flatMap(\.lines).count) \(sum)"
            case "271":
                let benefits = eligible.flatMap(\.benefits)
                let sum = benefits.reduce(0) { $0 + ($1.cents ?? 0) }
                return "\(start) \(eligible.count) \(benefits.count) \(sum)"
            case "278":
                let services = authorized.flatMap(\.services)
                let decided =
                    authorized.count { $0.action != nil } + services.count { $0.action != nil }
                return "\(start) \(authorized.count) \(decided) "
                    + "\(services.count { $0.code != nil })"
            case "834":
                return "\(start) \(members.count) \(members.flatMap(\.products).count)"
            default: return start
            }
        }

        var words: String {
            switch kind {
            case "835":
                let unproven = paid.count { !$0.isProven }
                return "835 claims \(paid.count) lines \(paid.flatMap(\.lines).count)"
                    + " paid \(paid.reduce(0) { $0 + $1.paidCents })"
                    + (unproven == 0 ? "" : " unproven \(unproven)")
            case "837":
                let unproven = submitted.count { !$0.isProven }
                return "837 claims \(submitted.count) lines \(submitted.flatMap(\.lines).count)"
                    + " charged \(submitted.reduce(0) { $0 + $1.cents })"
                    + (unproven == 0 ? "" : " unproven \(unproven)")
            case "277":
                return "277 reports \(reports.count) rejected \(reports.count(where: \.isRejected))"
            case "999":
                let rejected = acknowledged.count(where: \.isRejected)
                return "999 sets \(acknowledged.count) rejected \(rejected)"
            case "271":
                let refused = eligible.count { !$0.rejections.isEmpty }
                return "271 answers \(eligible.count) benefits "
                    + "\(eligible.flatMap(\.benefits).count) refused \(refused)"
            case "278":
                let decided = authorized.count { $0.decision != nil }
                return "278 requests \(authorized.count) decided \(decided)"
            case "834":
                return "834 members \(members.count) covers "
                    + "\(members.flatMap(\.products).count)"
            default: return kind
            }
        }
    }

    private mutating func take(_ event: X12Event, _ set: inout OpenSet) {
        switch event {
        case .set(let header):
            set = OpenSet()
            set.kind = header.kind
        case .segment(let segment):
            guard set.fault == nil else { return }
            do { try set.take(segment) } catch { set.fault = error }
        case .setEnd(let header, let fault):
            if set.fault == nil, fault == nil {
                do { try set.finish(header) } catch { set.fault = error }
            }
            if let fault = fault ?? set.fault {
                sets.append("broken \(set.kind): \(fault)")
                secondLines.append("\(header.kind) \(header.control) broken")
                return
            }
            sets.append(set.words)
            secondLines.append(set.secondLine(header))
            if set.kind == "835" { remittances.append((set.remittance.advice, set.paid)) }
            submissions += set.submitted
            reports += set.reports
            acknowledged += set.acknowledged
            eligible += set.eligible
            authorized += set.authorized
            members += set.members
        default: break
        }
    }
}
