import Merge
import Practice
import Replica

extension ReportEntry {
    static let contracts = ofRecords(
        "R3", "contracts", "what renews when, notice deadlines, and how the talks stand"
    ) { lookup, query in
        ContractCalendar.table(lookup, today: query.asOf)
    }

    static let onboarding = ofRecords(
        "R7", "onboarding", "the days each enrolment spent in each state"
    ) { lookup, query in
        OnboardingTimes.table(lookup, today: query.asOf, office: query.office)
    }

    static let open = ReportEntry(
        "R18", "open", "conflicts and proposals that wait, the oldest first"
    ) { desk, query in
        try desk.openMatters(on: query.asOf)
    }
}
