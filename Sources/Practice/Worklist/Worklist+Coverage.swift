internal import Benefits
internal import Merge
internal import Records
internal import Tables

extension Worklist {
    /// Coverages to be verified: those that somebody or an appointment waits for one by one, all
    /// others as one line, because a new group has hundreds of them.
    func verifications() -> [WorkItem] {
        guard office != nil else { return [] }
        let rule = VerificationNeeds(lookup, today: today)
        let needs = rule.all()
        let asked = needs.filter(rule.isUrgent)
        let items = asked.map { need in
            WorkItem(
                .verification,
                need.appointmentOn.map { WorkItem.Urgency(due: $0, today: today) } ?? .soon,
                due: need.appointmentOn, record: need.coverage,
                about: "coverage \(label(need.coverage)): "
                    + need.reasons.map(\.description).joined(separator: "; "),
                advice: "bridgework coverage verify \(need.coverage.suffix) --method … --active",
                owner: need.assignee)
        }
        guard let other = needs.first(where: { !asked.map(\.coverage).contains($0.coverage) })
        else { return items }
        let rest = WorkItem(
            .verification, .later, record: other.coverage,
            about:
                "\(Counted(needs.count - asked.count, "coverage is", "coverages are")) "
                + "unverified or stale",
            advice: "bridgework verification list")
        return items + [rest]
    }

    /// Appointments of patients whose cover is over by then.
    func uncovered() -> [WorkItem] {
        guard office != nil else { return [] }
        let visits = UncoveredVisits(lookup, today: today).all()
        let items = visits.prefix(Self.visitsMax).map { visit in
            WorkItem(
                .coverage, .init(due: visit.on, today: today), due: visit.on,
                record: visit.appointment.id,
                about: "patient \(label(visit.patient)) is expected on \(visit.on), and every "
                    + "coverage is over by then",
                advice: "bridgework coverage list --patient \(visit.patient.suffix)")
        }
        guard visits.count > items.count, let next = visits.dropFirst(items.count).first else {
            return items
        }
        let rest = WorkItem(
            .coverage, .init(due: next.on, today: today), due: next.on,
            record: next.appointment.id,
            about: "\(Counted(visits.count - items.count, "more appointment")) of patients whose "
                + "cover is over",
            advice: "bridgework report unused-benefits")
        return items + [rest]
    }

    private static var visitsMax: Int { 20 }

    /// Patients with a coverage in force that no order names: estimates leave it out.
    ///
    /// Only who has several is looked at, because one coverage needs no order.
    func orders() -> [WorkItem] {
        guard office != nil else { return [] }
        let owned = Dictionary(grouping: active(.coverage)) { $0[Coverage.patient] }
        let items = owned.compactMap { owner, coverages -> WorkItem? in
            guard coverages.count > 1, let patient = owner.flatMap({ lookup.record($0) }),
                patient.isActive
            else { return nil }
            return order(of: patient)
        }.sorted()
        guard items.count > Self.ordersMax, let last = items.last else { return items }
        let rest = WorkItem(
            .coverage, .soon, record: last.record,
            about:
                "\(Counted(items.count - Self.ordersMax, "more patient")) "
                + "with a coverage in no order",
            advice: "put the ones above in order first")
        return items.prefix(Self.ordersMax) + [rest]
    }

    private func order(of patient: RecordView) -> WorkItem? {
        let paying = PayingCoverages(lookup, patient: patient, on: today)
        let outside = paying.outsideOrder
        guard let first = outside.first else { return nil }
        return WorkItem(
            .coverage, .now, record: first.id,
            about: "patient \(label(patient.id)): in force and in no order: "
                + outside.map(paying.name).joined(separator: ", "),
            advice: "bridgework coverage order \(patient.id.suffix) --primary … "
                + "--secondary … --from …")
    }

    /// More patients are one item: a file without an order column makes hundreds of them.
    private static var ordersMax: Int { 20 }
}
