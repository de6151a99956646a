package import Merge
package import Records

/// Which cases or notices something is about: those that are named, or all that fit.
package struct CaseSelection: Sendable {
    /// By id or the end of one; none means all that fit what follows.
    package var names: [String] = []
    /// Of each kind all must fit; NPIs, codes, and runs by id or the end of it.
    package var doctors: [String] = []
    package var contracts: [String] = []
    package var offices: [String] = []
    package var states: [String] = []
    package var runs: [String] = []

    package init() {}

    /// The cases in use that fit, by id; or those that are named.
    package func cases(
        in records: some RecordLookup, on today: Day
    ) throws(DeedProblem) -> [RecordView] {
        guard names.isEmpty else { return try named(.enrollment, in: records) }
        let doctors = try ids(doctors, .practitioner, records)
        var views = try candidates(
            .enrollment, of: (Enrollment.practitioner.name, doctors), records)
        for office in try ids(offices, .office, records) {
            views = views.filter { $0[Enrollment.office] == office }
        }
        for name in runs {
            let run = try records.run(name)
            views = views.filter { Self.isOf(run, $0) }
        }
        let excluded = ExcludedDoctors(records)
        return views.filter { view in
            let standing = Workflow.enrollment.standing(of: view)
            let status = EnrollmentStatus(
                view, standing, excluded: excluded[view[Enrollment.practitioner]])
            return isWanted([status.state(on: today).name, standing.state])
        }
    }

    /// The notices in use that fit, by id; or those that are named.
    package func notices(in records: some RecordLookup) throws(DeedProblem) -> [RecordView] {
        guard names.isEmpty else { return try named(.payorNotice, in: records) }
        var views = try candidates(.payorNotice, of: nil, records)
        for doctor in try ids(doctors, .practitioner, records) {
            views = views.filter {
                $0[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner]
                    .contains(doctor)
            }
        }
        for office in try ids(offices, .office, records) {
            views = views.filter {
                $0[PayorNotice.offices, each: PayorNotice.offices.office].contains(office)
            }
        }
        for name in runs {
            let run = try records.run(name).id
            views = views.filter {
                $0[PayorNotice.moveRun] ?? $0[PayorNotice.onboardingRun] == run
            }
        }
        return views.filter { isWanted([Workflow.notice.standing(of: $0).state]) }
    }

    private func named(
        _ type: RecordType, in records: some RecordLookup
    ) throws(DeedProblem) -> [RecordView] {
        try names.map { name throws(DeedProblem) in try records.view(type, name) }
    }

    private func ids(
        _ names: [String], _ type: RecordType, _ records: some RecordLookup
    ) throws(DeedProblem) -> [RecordID] {
        try names.map { name throws(DeedProblem) in try records.find(type, name) }
    }

    /// Those of the contract, and of the doctor where a field names one.
    private func candidates(
        _ type: RecordType, of parent: (field: String, ids: [RecordID])?,
        _ records: some RecordLookup
    ) throws(DeedProblem) -> [RecordView] {
        var views: [RecordView]?
        let parents = [
            parent, (Enrollment.contract.name, try ids(contracts, .payorContract, records)),
        ]
        for (field, ids) in parents.compactMap(\.self) {
            for id in ids {
                views =
                    views?.filter { $0.scalar(named: field) == .reference(id) }
                    ?? records.records(type, where: field, is: id)
            }
        }
        return (views ?? Array(records.records(type))).filter(\.isActive)
            .sorted { $0.id < $1.id }
    }

    private func isWanted(_ shown: [String]) -> Bool {
        states.allSatisfy { wanted in shown.contains { $0.lowercased() == wanted.lowercased() } }
    }

    /// Whether the onboarding run or the move opened the case.
    private static func isOf(_ run: RecordView, _ view: RecordView) -> Bool {
        let asked =
            OnboardingRun.ofAnyLife(run).map { ($0.doctor, $0.pairs) }
            ?? MoveRun.ofAnyLife(run).map { ($0.doctor, $0.pairs) }
        guard let (doctor, pairs) = asked, doctor == view[Enrollment.practitioner],
            let contract = view[Enrollment.contract], let office = view[Enrollment.office]
        else { return false }
        return pairs.contains(ContractOffice(contract: contract, office: office))
    }
}
