package import Merge

// Volumes are per office and code, not per payor: nobody can say from them how many visits a
// network brought. What can be said is what each network's fees make of the procedures that the
// offices under its contract do: their worth at the usual fee, at the contracted fee, and the
// write-off between the two. Visits, new patients, payments, days to pay and denials are not held.

/// R6: what each contract's fees come to on the volumes of the offices it covers.
package struct NetworkEffectiveness: Sendable {
    package let rows: [Row]

    package struct Row: Sendable {
        package let contract: String
        package let payor: String
        package let schedule: String
        package let offices: Int
        /// Procedures with both a usual and a contracted price.
        package let priced: Int64
        /// Procedures that lack one of the two prices: they are in neither sum.
        package let unpriced: Int64
        package let usualCents: Int64
        package let contractedCents: Int64

        /// Hundredths of a percent of the usual fee that the contract writes off.
        package var writeOff: Int64? {
            let written = FeeVolumes.product(usualCents - contractedCents, 10_000)
            guard usualCents > 0, let share = written else { return nil }
            return share / usualCents
        }
    }

    package init(_ lookup: some RecordLookup, on day: Day, period: String? = nil) {
        let places = Dictionary(grouping: lookup.records("contract_location").filter(\.isActive)) {
            $0.reference("contract")
        }
        let contracts = lookup.records("payor_contract").filter(\.isActive)
            .sorted { ($0.text("code") ?? "", $0.id) < ($1.text("code") ?? "", $1.id) }
        self.rows = contracts.compactMap { contract -> Row? in
            var priced = FeeAssignments.Case(on: day)
            priced.contract = contract.id
            guard
                case .schedule(let id, _) = FeeScheduleChoice.of(priced, .contracted, in: lookup),
                let view = lookup.record(id)
            else { return nil }
            let schedule = FeeSchedule(view, lookup: lookup)
            guard let contracted = schedule.book.version(on: day)?.lines else { return nil }
            let offices = Set(
                (places[contract.id] ?? []).filter { NetworkEffectiveness.holds($0, on: day) }
                    .compactMap { $0.reference("office") })
            return NetworkEffectiveness.row(
                contract, schedule, contracted, usual: schedule.usual(on: day, lookup: lookup),
                offices, FeeVolumes(lookup, offices: offices, period: period), lookup)
        }
    }

    private static func holds(_ view: RecordView, on day: Day) -> Bool {
        (view.day("effectiveFrom").map { $0 <= day } ?? true)
            && (view.day("effectiveThrough").map { day <= $0 } ?? true)
    }

    private static func row(
        _ contract: RecordView, _ schedule: FeeSchedule, _ contracted: FeeLines,
        usual: FeeLines?, _ offices: Set<RecordID>, _ volumes: FeeVolumes,
        _ lookup: some RecordLookup
    ) -> Row {
        var (priced, unpriced, full, reduced): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        for code in volumes.codes {
            guard let count = volumes[code] else { continue }
            let ucr = usual?[FeeKey(code)]?.price.cents
            guard let ucr, let fee = contracted[FeeKey(code)]?.price.cents(ofUsual: ucr),
                let atUsual = FeeVolumes.product(ucr, count),
                let atContract = FeeVolumes.product(fee, count)
            else {
                unpriced += count
                continue
            }
            priced += count
            full += atUsual
            reduced += atContract
        }
        return Row(
            contract: contract.text("code") ?? "",
            payor: contract.reference("payor").flatMap { lookup.record($0)?.text("code") } ?? "",
            schedule: schedule.code, offices: offices.count, priced: priced, unpriced: unpriced,
            usualCents: full, contractedCents: reduced)
    }

    package var table: ReportTable {
        var table = ReportTable(
            title: "Network effectiveness, as if all volume were priced under the contract "
                + "(visits, new patients, paid, days to pay and denials are not held)",
            columns: [
                "contract", "payor", "schedule", "offices", "procedures", "unpriced", "ucr",
                "contracted", "writeOff", "writeOffPercent",
            ])
        for row in rows {
            table.add([
                .text(row.contract), .text(row.payor), .text(row.schedule), .number(row.offices),
                .number(row.priced), .number(row.unpriced), .money(row.usualCents),
                .money(row.contractedCents), .money(row.usualCents - row.contractedCents),
                row.writeOff.map { .percent($0) } ?? .blank,
            ])
        }
        return table
    }
}
