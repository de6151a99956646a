package import Merge
package import Records
internal import Tables

// One coverage in force pays, whatever an order says. Of several, the order that began last says
// which pays first; what is in force and stands in no order is left out, and named wherever
// somebody reads what comes of it.

/// Which of a patient's coverages pay for a service on a day, and in which order.
package struct PayingCoverages<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let patient: RecordView
    private let day: Day

    package init(_ lookup: Lookup, patient: RecordView, on day: Day) {
        self.lookup = lookup
        self.patient = patient
        self.day = day
    }

    /// The first to pay first; none for a patient without insurance on that day.
    package func inOrder() throws(Uncertainty) -> [RecordView] {
        let ordered = try active(ordered() ?? [])
        if let first = ordered.first {
            guard !lacksFirst else {
                throw Uncertainty(
                    "the order says that \(name(first)) does not pay first, and names none that "
                        + "does; enter that coverage, or use `coverage order`",
                    candidates: [name(first)])
            }
            return ordered
        }
        let found = try active(own)
        guard found.count > 1 else { return found }
        throw Uncertainty(
            "nobody said which coverage pays first; use `coverage order`",
            candidates: found.map { name($0) })
    }

    /// Coverages that hold on the day, or may, and that the order in force leaves out; none where
    /// nothing else is in force.
    package var outsideOrder: [RecordView] {
        let named: Set<RecordID>
        do throws(Uncertainty) { named = Set(try ordered()?.map(\.id) ?? []) } catch { return [] }
        let found = own.filter { mayHold($0) }
        guard found.count > 1 else { return [] }
        return found.filter { !named.contains($0.id) }
    }

    /// How a person tells one coverage from another: its plan and the end of its id.
    package func name(_ coverage: RecordView) -> String {
        let plan = coverage[Coverage.insurancePlan]
            .flatMap { lookup.current(.insurancePlan, $0) }?[InsurancePlan.code]
        return [plan, coverage.id.suffix].compactMap(\.self).joined(separator: " ")
    }

    /// What is to be done about a coverage outside the order, for staff.
    package func warning(_ coverage: RecordView) -> String {
        "coverage \(name(coverage)) is in force on \(day) and stands in no order: it is not "
            + "counted; say who pays first with `coverage order \(patient.id.suffix) --primary … "
            + "--secondary … --from …`"
    }

    private var lastOrder: RecordRow? {
        let begun = patient[Patient.coverageOrder].compactMap { order in
            order[Patient.CoverageOrder.effectiveFrom].map { (from: $0, order: order) }
        }.filter { $0.from <= day }
        return begun.max { $0.from < $1.from }?.order
    }

    /// Whether the order's first place is empty: another coverage pays first, and is not known.
    private var lacksFirst: Bool {
        lastOrder.map { $0.isShown && $0[Patient.CoverageOrder.primaryCoverage] == nil } ?? false
    }

    /// The order in force on the day; `nil` where the patient has none yet.
    private func ordered() throws(Uncertainty) -> [RecordView]? {
        guard let last = lastOrder else { return nil }
        guard last.isShown else {
            throw Uncertainty(
                "a conflict stands on which coverage pays first; settle it with `conflicts`",
                candidates: contested(at: last.key))
        }
        typealias Order = Patient.CoverageOrder
        let ids = [
            last[Order.primaryCoverage], last[Order.secondaryCoverage],
            last[Order.tertiaryCoverage],
        ].compactMap(\.self)
        var coverages: [RecordView] = []
        for id in ids {
            guard let coverage = lookup.record(id) else {
                throw Uncertainty("a coverage in the order is not held here; sync")
            }
            coverages.append(coverage)
        }
        return coverages
    }

    /// What stands against each other from a day on, each as `PL1 4f2a91c3, then PL2 0b1c2d3e`.
    private func contested(at key: Value) -> [String] {
        let found = patient.projection.conflicts.first {
            $0.attribute == Patient.coverageOrder.name && $0.key == key.encoded
        }
        return (found?.candidates ?? []).map { entry in
            entry.decoded.scalars.prefix(3).compactMap { scalar in
                scalar.blob.flatMap { RecordID(bytes: $0) }
                    .map { id in lookup.record(id).map(name) ?? id.suffix }
            }.joined(separator: ", then ")
        }
    }

    private var own: [RecordView] {
        lookup.records(where: Coverage.patient, is: patient.id).filter(\.isActive)
    }

    private func active(_ coverages: [RecordView]) throws(Uncertainty) -> [RecordView] {
        var active: [RecordView] = []
        for coverage in coverages
        where try CoverageStanding(coverage, lookup).isActive(on: day) {
            active.append(coverage)
        }
        return active
    }

    private func mayHold(_ coverage: RecordView) -> Bool {
        do throws(Uncertainty) {
            return try CoverageStanding(coverage, lookup).isActive(on: day)
        } catch {
            return true
        }
    }
}
