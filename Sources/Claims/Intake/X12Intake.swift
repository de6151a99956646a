package import Merge
package import X12

/// What a file of interchanges holds that we take in; it is fed as the file is read.
package struct X12Intake: Sendable {
    package private(set) var remittances: [ReadRemittance] = []
    /// Sets that are broken: nothing of them is used.
    package private(set) var broken: [BrokenSet] = []
    /// How many sets of other kinds there are, by kind.
    package private(set) var unread: [String: Int] = [:]
    /// Sets of interchanges whose sender says that nothing of them is meant.
    package private(set) var tests = 0
    private let takesTests: Bool
    private var reader = X12Reader()
    private var interchange: Interchange?
    private var group: FunctionalGroup?
    private var open: OpenRemittance?

    /// A set that is not to be used, and why.
    package struct BrokenSet: Hashable, Sendable {
        package let kind: String
        package let fault: X12Fault
    }

    /// A set that is being read.
    private struct OpenRemittance: Sendable {
        var reader = RemittanceReader()
        var claims: [PaidClaim] = []
        var digest = ContentDigest.Stream()
        var fault: X12Fault?

        mutating func take(_ segment: Segment) {
            guard fault == nil else { return }
            digest.update(segment.plain[...])
            do throws(X12Fault) {
                if let claim = try reader.take(segment) { claims.append(claim) }
            } catch { fault = error }
        }
    }

    /// - Parameter takesTests: whether what is marked as a test goes in all the same.
    package init(takesTests: Bool = false) {
        self.takesTests = takesTests
    }

    /// - Throws: `X12Fault` where nobody can tell what comes next; then all of the file is refused.
    package mutating func take(_ bytes: Bytes) throws {
        var reader = reader
        try reader.take(bytes) { event in take(event) }
        self.reader = reader
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
        case .segment(let segment): open?.take(segment)
        case .setEnd(let header, let fault): end(header, fault)
        case .notice: break
        }
    }

    private mutating func begin(_ header: SetHeader) {
        open = nil
        guard takesTests || interchange?.isTest != true else {
            tests += 1
            return
        }
        guard header.kind == "835" else {
            unread[header.kind, default: 0] += 1
            return
        }
        open = OpenRemittance()
    }

    private mutating func end(_ header: SetHeader, _ fault: X12Fault?) {
        guard var set = open else {
            if let fault { broken.append(BrokenSet(kind: header.kind, fault: fault)) }
            return
        }
        open = nil
        set.fault = fault ?? set.fault
        if set.fault == nil {
            do throws(X12Fault) {
                if let last = try set.reader.finish(at: header) { set.claims.append(last) }
            } catch { set.fault = error }
        }
        if let fault = set.fault {
            broken.append(BrokenSet(kind: header.kind, fault: fault))
            return
        }
        remittances.append(
            ReadRemittance(
                digest: set.digest.hexadecimal,
                controls: (interchange?.control ?? "", group?.control ?? "", header.control),
                advice: set.reader.advice, claims: set.claims))
    }
}
