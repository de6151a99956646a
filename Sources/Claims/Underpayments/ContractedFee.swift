package import Benefits
internal import Merge
internal import Records
internal import Tables

/// What the contract entitles the office to for a service, or why nobody can say.
package enum ContractedFee: Hashable, Sendable {
    /// In cents for all of its units, with the schedule and version it stands in.
    case cents(Int64, FeeSource)
    /// The contract leaves it to the patient, or nothing is to be compared.
    case none(String)
    case unknown(String)

    /// - Parameters:
    ///   - path: by which contract the doctor was in network on the day of service.
    ///   - thousandths: of one service.
    ///   - chargedCents: the lesser of charge and fee is what the contract allows.
    package init(
        _ code: String, thousandths: Int64, chargedCents: Int64, path: PathAnswer,
        _ sources: EstimateSources
    ) {
        switch path {
        case .outOfNetwork(let reason): self = .none("out of network: \(reason)")
        case .ambiguous(let ways):
            self = .unknown("several contracts would pay: \(ways.joined(separator: "; "))")
        case .unknown(let point): self = .unknown(point.description)
        case .inNetwork(let priced, _):
            self.init(sources.contracted(priced, code), thousandths, chargedCents)
        }
    }

    private init(_ answer: FeeAnswer, _ thousandths: Int64, _ charged: Int64) {
        switch answer {
        case .priced(let cents, let source):
            let (product, isOver) = cents.multipliedReportingOverflow(by: thousandths)
            guard !isOver, product >= 0 else {
                self = .unknown("the units are not to be reckoned with")
                return
            }
            self = .cents(min((product + 500) / 1_000, charged), source)
        case .percentOfUsual(let points, let source):
            self = .cents((charged * points + 5_000) / 10_000, source)
        case .notCovered(let source): self = .none("not covered by \(source)")
        case .bundled(let source): self = .none("paid with another service by \(source)")
        case .byReport(let source), .notListed(let source):
            self = .unknown("no price in \(source)")
        case .none(let words): self = .unknown(words)
        case .unknown(let point): self = .unknown(point.description)
        }
    }
}
