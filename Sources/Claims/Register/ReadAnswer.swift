package import Merge
internal import Records
package import X12

/// What a 277, 277CA or 999 answers, as a step of a claim.
package struct ReadAnswer: Hashable, Sendable {
    package let about: About
    /// `nil` where it changes nothing: what was paid is read from remittances.
    package let step: Claim.Step?
    /// The codes of the answer, without a word of what they mean.
    package let words: String
    package let on: Day?
    /// The payor's number of the claim.
    package let reference: String?
    /// Whose claim and of which day, where it says so.
    package let memberId: String?
    package let servedOn: Day?

    /// What it is about.
    package enum About: Hashable, Sendable {
        case claim(String)
        /// Every claim of a set that we sent, by the control numbers of group and set.
        case set(group: String?, control: String)
    }

    /// - Returns: `nil` where it names no claim or says nothing of it.
    package init?(_ report: ClaimStatusReport) {
        guard let number = report.number, let last = report.statuses.last else { return nil }
        self.about = .claim(number)
        self.memberId = report.memberId
        self.servedOn = report.servedOn
        self.words = [last.category, last.code].compactMap(\.self).joined(separator: " ").kept(60)
        self.on = last.on
        self.reference = report.payorNumber.map { $0.kept(60) }
        self.step =
            report.isRejected
            ? .reject
            : last.category.hasPrefix("R")
                ? .requestInfo
                : ["A1", "A2", "A4", "A5"].contains(last.category)
                    || last.category.hasPrefix("P") ? .accept : nil
    }

    package init(_ set: AcknowledgedSet, on day: Day?) {
        self.about = .set(group: set.group, control: set.control)
        self.words = "999 \(set.verdict ?? "")".kept(60)
        self.on = day
        self.reference = nil
        self.memberId = nil
        self.servedOn = nil
        self.step = set.isRejected ? .reject : .accept
    }

    /// Whether a step of the claim says the very same.
    func isSaid(by step: Standing.Step) -> Bool {
        step.event == self.step?.rawValue && step.comment == words
            && (on == nil || step.happenedOn == on)
    }
}
