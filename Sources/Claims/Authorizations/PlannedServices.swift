internal import Benefits
package import Merge
package import Records

// What an appointment plans is held against what the payor of each coverage demands. A service that
// needs a prior authorization and has none that holds on the day is found while there is time.

/// Services that are planned, need a prior authorization, and lack one that holds on their day.
package struct PlannedServices<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let demands: PayorDemands<Lookup>
    private let today: Day

    /// A planned service that lacks what its payor asks for.
    package struct Lacking: Sendable {
        package let appointment: RecordView
        package let on: Day
        package let patient: RecordID
        package let coverage: RecordID
        package let payor: RecordID
        package let code: String
        /// The one that is nearest to holding; `nil` where nobody asked for any.
        package let authorization: RecordID?
        package let words: String
    }

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.demands = PayorDemands(lookup)
        self.today = today
    }

    /// Those of every appointment from today on that is held here, the nearest first.
    package func lacking() -> [Lacking] {
        ExpectedVisits(lookup, from: today).byPatient().flatMap { patient, views in
            let coverages = lookup.records(where: Coverage.patient, is: patient)
                .filter(\.isActive)
            return views.flatMap { view in
                coverages.flatMap { lacking(view, patient, $0) }
            }
        }.sorted { ($0.on, $0.appointment.id, $0.code) < ($1.on, $1.appointment.id, $1.code) }
    }

    private func lacking(
        _ visit: RecordView, _ patient: RecordID, _ coverage: RecordView
    ) -> [Lacking] {
        guard let day = visit[Appointment.bookedOn], mayHold(coverage, day),
            let payor = demands.payor(of: coverage.id)
        else { return [] }
        let codes = Set(visit[Appointment.planned, each: Appointment.Planned.code]).sorted()
        let cases = codes.isEmpty ? [] : AuthorizationBook(lookup).cases(of: coverage.id)
        return codes.compactMap { code in
            guard demands.authorization(of: code, payor) == .prior else { return nil }
            let own = cases.filter { $0.kind == .prior && $0.isFor(code, tooth: nil) }
            let lacks = own.map { ($0, $0.lack(on: day)) }
            guard !lacks.contains(where: { $0.1 == nil }) else { return nil }
            let last = lacks.first { !$0.0.isOver(on: today) } ?? lacks.last
            guard last?.0.standing.isIn(Authorization.State.notRequired) != true else { return nil }
            return Lacking(
                appointment: visit, on: day, patient: patient, coverage: coverage.id,
                payor: payor.id, code: code, authorization: last?.0.id,
                words: last?.1 ?? "nobody asked for it")
        }
    }

    private func mayHold(_ coverage: RecordView, _ day: Day) -> Bool {
        do throws(Uncertainty) {
            return try CoverageStanding(coverage, lookup).isActive(on: day)
        } catch { return true }
    }
}
