package import Merge

/// What a run makes of every contract at every office of its doctor: nothing is left unsaid.
package struct OnboardingPlan: Sendable {
    /// Every contract in use at every office of the doctor or of the run, in one order.
    package let outcomes: [(pair: ContractOffice, outcome: PairOutcome)]

    package init(_ run: OnboardingRun, _ rules: PairRules, _ stays: DoctorStays) {
        let offices = stays.offices(from: run.startsOn).union(run.offices).sorted()
        self.outcomes = rules.contractIDs.flatMap { contract in
            offices.map { office in
                let pair = ContractOffice(contract: contract, office: office)
                return (pair, OnboardingPlan.outcome(pair, run, rules, stays))
            }
        }
    }

    private static func outcome(
        _ pair: ContractOffice, _ run: OnboardingRun, _ rules: PairRules, _ stays: DoctorStays
    ) -> PairOutcome {
        let isAsked =
            (run.offices.isEmpty || run.offices.contains(pair.office))
            && (run.contracts.isEmpty || run.contracts.contains(pair.contract))
        guard isAsked else { return .leftOut(.notInRun) }
        guard !run.leftOut.contains(pair) else { return .leftOut(.byHand) }
        return rules.outcome(stays, pair, from: run.startsOn)
    }

    /// The pairs that get a case, with the first day to ask the payor for.
    package var opened: [(pair: ContractOffice, day: Day)] {
        outcomes.compactMap { pair, outcome in
            if case .opens(let day) = outcome { (pair, day) } else { nil }
        }
    }

    /// The pairs whose payor is only told.
    package var noticed: [(pair: ContractOffice, day: Day)] {
        outcomes.compactMap { pair, outcome in
            if case .notice(let day) = outcome { (pair, day) } else { nil }
        }
    }

    package var excluded: [(pair: ContractOffice, reason: PairOmission)] {
        outcomes.compactMap { pair, outcome in
            if case .leftOut(let reason) = outcome { (pair, reason) } else { nil }
        }
    }
}
