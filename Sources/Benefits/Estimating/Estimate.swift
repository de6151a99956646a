package import Merge

/// What a patient will probably pay for services on a day, and how every figure came about.
///
/// A figure is there only where every rule it rests on is. It is no promise of a payor.
package struct Estimate: Sendable {
    package let day: Day
    /// The first to pay first.
    package let payers: [Payer]
    package let lines: [Line]
    /// What is to be minded whatever the line.
    package let warnings: [String]
    /// Coverages that hold on the day, or may, and that no order counts.
    package let uncounted: [RecordID]

    /// A coverage that takes part.
    package struct Payer: Sendable {
        package let coverage: RecordID
        package let plan: RecordID
        package let planCode: String
        package let isInNetwork: Bool?
        /// By which contract, or why none.
        package let path: String
    }

    /// What one service costs, and who pays which part of it.
    package struct Line: Sendable {
        /// From 1, as asked.
        package let number: Int
        package let code: String
        package let tooth: String?
        /// What the office charges everybody.
        package internal(set) var usualCents: Int64?
        /// What the first plan reckons with.
        package internal(set) var allowedCents: Int64?
        package internal(set) var deductibleCents: Int64?
        /// By payer, in their order; `nil` where nobody can tell.
        package internal(set) var paysCents: [Int64?] = []
        package internal(set) var writeOffCents: Int64?
        package internal(set) var patientCents: Int64?
        /// The most it can be, where only a later plan's part is unknown.
        package internal(set) var patientAtMostCents: Int64?
        /// What a later plan's contract allows, where that is less than what the patient's share
        /// is reckoned from.
        package internal(set) var lowerFeeCents: Int64?
        /// Why the first plan pays nothing, in a patient's words.
        package internal(set) var barred: String?
        /// Why the code cannot be billed on the day; its figures are shown all the same.
        package internal(set) var codeDoubt: String?
        /// Why there is no figure.
        package internal(set) var uncertainties: [Uncertainty] = []
        package internal(set) var warnings: [String] = []
        package internal(set) var steps: [Step] = []

        package var isKnown: Bool { patientCents != nil }
        /// Of fee schedules, those that the figures rest on.
        package var versions: Set<RecordID> { Set(steps.compactMap(\.version)) }

        init(number: Int, code: String, tooth: String?) {
            self.number = number
            self.code = code
            self.tooth = tooth
        }
    }

    /// One step of the reckoning in words, and the rule, version or snapshot it rests on.
    package struct Step: Hashable, Sendable {
        package let what: String
        package let source: String
        /// Of a fee schedule, where it is one.
        package let version: RecordID?
        /// What a person ought to know of how the schedule was chosen.
        let caution: String?

        package init(
            what: String, source: String, version: RecordID? = nil, caution: String? = nil
        ) {
            self.what = what
            self.source = source
            self.version = version
            self.caution = caution
        }

        package init(what: String, source: FeeSource) {
            self.init(
                what: what, source: source.description, version: source.version,
                caution: source.caution)
        }
    }

    /// The patient's whole share; `nil` while one line is unknown.
    package var patientCents: Int64? { total(\.patientCents) }
    package var usualCents: Int64? { total(\.usualCents) }
    package var writeOffCents: Int64? { total(\.writeOffCents) }

    /// What one payer pays in all.
    package func paysCents(_ payer: Int) -> Int64? {
        total { $0.paysCents.indices.contains(payer) ? $0.paysCents[payer] : nil }
    }

    private func total(_ figure: (Line) -> Int64?) -> Int64? {
        var sum: Int64 = 0
        for line in lines {
            guard let cents = figure(line) else { return nil }
            sum += cents
        }
        return sum
    }
}
