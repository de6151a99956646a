package import Merge
package import X12

/// What files of interchanges hold that we take in; it is fed as a file is read.
package struct X12Intake: Sendable {
    package private(set) var remittances: [ReadRemittance] = []
    package private(set) var claims: [ReadClaim] = []
    package private(set) var answers: [ReadAnswer] = []
    package private(set) var eligibility: [ReadEligibility] = []
    package private(set) var decisions: [ReadDecision] = []
    package private(set) var members: [ReadMember] = []
    /// Sets that are broken: nothing of them is used.
    package private(set) var broken: [BrokenSet] = []
    /// How many sets of other kinds there are, by kind.
    package private(set) var unread: [String: Int] = [:]
    /// Sets of interchanges whose sender says that nothing of them is meant.
    package private(set) var tests = 0
    private let takesTests: Bool
    private let claimsMax: Int
    /// Claims, payments and answers of the sets that are over.
    private var kept = 0
    private var overflow: X12Fault?
    private var reader = X12Reader()
    private var interchange: Interchange?
    private var group: FunctionalGroup?
    private var open: OpenSet?

    /// A set that is not to be used, and why.
    package struct BrokenSet: Hashable, Sendable {
        package let kind: String
        package let fault: X12Fault
    }

    /// - Parameters:
    ///   - takesTests: whether what is marked as a test goes in all the same.
    ///   - claimsMax: how many claims, payments and answers it may hold in all.
    package init(takesTests: Bool = false, claimsMax: Int = X12Intake.claimsMax) {
        self.takesTests = takesTests
        self.claimsMax = claimsMax
    }

    /// Of all files of one run.
    package static let claimsMax = 100_000

    /// How many claims, payments and answers it holds.
    package var count: Int { kept + (open?.count ?? 0) }

    /// - Throws: `X12Fault` where nobody can tell what comes next; then all of the file is refused.
    package mutating func take(_ bytes: Bytes) throws {
        var reader = reader
        try reader.take(bytes) { event in take(event) }
        self.reader = reader
        if let overflow { throw overflow }
    }

    /// The file is over.
    package func finish() throws(X12Fault) {
        try reader.finish()
    }

    private mutating func take(_ event: X12Event) {
        switch event {
        case .interchange(let opened): interchange = opened
        case .group(let opened): group = opened
        case .set(let header): begin(header)
        case .segment(let segment):
            open?.take(segment)
            guard count > claimsMax else { return }
            open = nil
            overflow = X12Fault(
                .tooMany("claims for one run"), segment: segment.number,
                position: segment.position)
        case .setEnd(let header, let fault): end(header, fault)
        case .notice: break
        }
    }

    private mutating func begin(_ header: SetHeader) {
        open = nil
        guard overflow == nil else { return }
        guard takesTests || interchange?.isTest != true else {
            tests += 1
            return
        }
        guard let content = OpenSet.Content(kind: header.kind) else {
            unread[header.kind, default: 0] += 1
            return
        }
        open = OpenSet(content)
    }

    private mutating func end(_ header: SetHeader, _ fault: X12Fault?) {
        guard var set = open else {
            if let fault { broken.append(BrokenSet(kind: header.kind, fault: fault)) }
            return
        }
        open = nil
        set.finish(header)
        if let fault = fault ?? set.fault {
            broken.append(BrokenSet(kind: header.kind, fault: fault))
            return
        }
        kept += set.count
        let controls = (interchange?.control ?? "", group?.control ?? "", header.control)
        if case .remittance(let reader) = set.content {
            remittances.append(
                ReadRemittance(
                    digest: set.digest.hexadecimal, controls: controls, advice: reader.advice,
                    claims: set.paid))
        }
        claims += set.submitted.map { ReadClaim($0, controls: controls, sentOn: group?.date) }
        answers += set.reports.compactMap { ReadAnswer($0) }
        answers += set.acknowledged.map { ReadAnswer($0, on: group?.date) }
        takeAnswers(of: set)
    }

    private mutating func takeAnswers(of set: OpenSet) {
        guard !set.extracts.isEmpty else { return }
        let digest = set.digest.hexadecimal
        let sources = set.extracts.enumerated().map { place, segments in
            AnswerSource(digest: digest, place: place, on: group?.date, segments: segments)
        }
        eligibility += zip(set.eligible, sources).map { ReadEligibility($0, from: $1) }
        decisions += zip(set.authorized, sources).map { ReadDecision($0, from: $1) }
        members += zip(set.members, sources).map { ReadMember($0, from: $1) }
    }
}
