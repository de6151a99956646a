internal import Fees
package import Merge
internal import Participation
package import Records
package import Tables

// Volumes are per office and code, not per payor: nobody can say from them how many visits a
// network brought. What can be said is what each network's fees make of the procedures that the
// offices under its contract do: their worth at the usual fee, at the contracted fee, and the
// write-off between the two. Visits, new patients, payments, days to pay and denials are not held.

/// R6: what each contract's fees come to on the volumes of the offices it covers.
package struct NetworkEffectiveness: Sendable {
    package let rows: [Row]

    /// What one contract brought and what it cost.
    package struct Row: Sendable {
        package let contract: String
        package let payor: String
        /// With the payor's name beside its code.
        package let payorLabel: String
        /// The schedule's code, or why the contract has no fees to count with.
        package let schedule: String
        package var hasFees = true
        /// The offices that the contract covers on the day; `nil` while its steps disagree.
        package let offices: Int?
        /// Procedures with both a usual and a contracted price.
        package var priced = CheckedSum()
        /// Procedures that lack one of the two prices: they are in neither sum.
        package var unpriced = CheckedSum()
        package var usualCents = CheckedSum()
        package var contractedCents = CheckedSum()

        init(
            of contract: RecordView, _ lookup: some RecordLookup, schedule: String, offices: Int?
        ) {
            self.contract = contract[PayorContract.code] ?? ""
            self.payor =
                contract[PayorContract.payor].flatMap { lookup.record($0)?[Payor.code] } ?? ""
            self.payorLabel =
                contract[PayorContract.payor].map { RecordTitle(lookup).label($0) } ?? ""
            self.schedule = schedule
            self.offices = offices
        }

        /// A contract that is listed though nothing can be counted for it.
        init(of contract: RecordView, _ lookup: some RecordLookup, without reason: String) {
            self.init(of: contract, lookup, schedule: reason, offices: nil)
            self.hasFees = false
        }

        /// Hundredths of a percent of the usual fee that the contract writes off, half of one up.
        package var writeOff: Int64? {
            (usualCents - contractedCents).share(of: usualCents)
        }
    }

    package init(_ lookup: some RecordLookup, on day: Day, period: String? = nil) {
        let places = Dictionary(grouping: lookup.records(.contractLocation)) {
            $0[ContractLocation.contract]
        }
        // Another office's volumes are not held here: only its own can be counted at an office.
        let offices = lookup.records(.office)
            .filter { $0.isActive && (lookup.office == nil || $0.id == lookup.office) }
        let isCentral = lookup.office == nil
        let contracts = lookup.records(.payorContract).filter(\.isActive)
            .sorted {
                ($0[PayorContract.code] ?? "", $0.id) < ($1[PayorContract.code] ?? "", $1.id)
            }
        self.rows = contracts.map { contract -> Row in
            var priced = FeeAssignments.Case(on: day)
            priced.contract = contract.id
            let leftOut = { Row(of: contract, lookup, without: $0) }
            let id: RecordID
            switch FeeScheduleChoice.of(priced, .contracted, in: lookup) {
            case .schedule(let only, _): id = only
            case .ambiguous(let several): return leftOut("one of \(several.count)")
            case .none:
                return leftOut(isCentral ? "no schedule" : Table.Cell.notHeld.plain)
            }
            guard let view = lookup.record(id) else {
                return leftOut(Table.Cell.notHeld.plain)
            }
            let schedule = FeeSchedule(view, lookup: lookup)
            guard let contracted = schedule.book.version(on: day)?.lines else {
                return leftOut("\(schedule.code): no version on the day")
            }
            let reach = ContractReach(
                contract, Workflow.contract.standing(of: contract),
                locations: places[contract.id] ?? [])
            let covered = offices.filter {
                reach.days(at: $0.id, of: $0[Office.organization]).contains(day)
            }.map(\.id)
            return NetworkEffectiveness.row(
                contract, schedule, contracted, usual: schedule.usual(on: day, lookup: lookup),
                reach.inForce == nil ? nil : covered.count,
                FeeVolumes(lookup, offices: Set(covered), period: period), lookup)
        }
    }

    private static func row(
        _ contract: RecordView, _ schedule: FeeSchedule, _ contracted: FeeLines,
        usual: FeeLines?, _ offices: Int?, _ volumes: FeeVolumes,
        _ lookup: some RecordLookup
    ) -> Row {
        var row = Row(of: contract, lookup, schedule: schedule.code, offices: offices)
        for code in volumes.codes {
            guard let count = volumes[code] else { continue }
            let ucr = usual?[FeeKey(code)]?.price.cents
            guard let ucr, let fee = contracted[FeeKey(code)]?.price.cents(ofUsual: ucr) else {
                row.unpriced += count
                continue
            }
            row.priced += count
            row.usualCents += CheckedSum(ucr) * count
            row.contractedCents += CheckedSum(fee) * count
        }
        return row
    }

    package var table: Table {
        var table = Table(
            title: "Network effectiveness, as if all volume were priced under the contract "
                + "(visits, new patients, paid, days to pay and denials are not held)",
            [
                "contract", "payor", "schedule", "offices", "procedures", "unpriced", "ucr",
                "contracted", "writeOff", "writeOffPercent",
            ])
        for row in rows {
            let head: [Table.Cell] = [
                .text(row.contract), .named(row.payor, label: row.payorLabel),
                .text(row.schedule),
            ]
            guard let offices = row.offices else {
                let figures = table.columns.count - head.count
                let word: Table.Cell = row.hasFees ? .unknown : .blank
                table.add(head + [Table.Cell](repeating: word, count: figures))
                continue
            }
            table.add(
                head + [
                    .number(offices), .number(row.priced), .number(row.unpriced),
                    .money(row.usualCents), .money(row.contractedCents),
                    .money(row.usualCents - row.contractedCents),
                    row.writeOff.map { .percent($0) } ?? .blank,
                ])
        }
        return table
    }
}
