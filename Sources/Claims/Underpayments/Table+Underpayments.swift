internal import Benefits
internal import Merge
package import Records
package import Tables

extension Table {
    /// Services that payors allow less for than they agreed to, the largest difference first.
    ///
    /// - Parameter showsAll: also those that come out, and those that nobody can compare.
    package static func underpayments(
        _ lines: [ReviewedLine], showsAll: Bool, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: "Paid beside contracted, by service",
            [
                "office", "servedOn", .key("payment"), "claim", .detail("patient"), "name", "payor",
                "code", .detail("units"), .detail("charged"), "contracted", "allowed", "short",
                .detail("paid"), .detail("toPatient"), .prose("basis"),
            ])
        var names = NameBook(lookup)
        let shown = showsAll ? lines : lines.filter { $0.shortCents != nil }
        for reviewed in shown.sorted(by: Self.isBefore) {
            let (payment, line) = (reviewed.payment, reviewed.line)
            table.add([
                names.cell(payment.office), .day(line.servedOn ?? payment.servedFrom),
                .id(payment.id), .text(payment.claimNumber), .id(payment.patient),
                .text(payment.patient.flatMap { lookup.record($0) }?.personName),
                names.cell(reviewed.payor), .text(line.code), Self.units(line.thousandths),
                .money(line.chargedCents), reviewed.contractedCell, .money(line.allowedCents),
                reviewed.shortCents.map { .money($0) } ?? .blank, .money(line.paidCents),
                .money(line.patientCents), .text(reviewed.basis),
            ])
        }
        return table
    }

    private static func isBefore(_ left: ReviewedLine, _ right: ReviewedLine) -> Bool {
        let order = { (line: ReviewedLine) in
            (-(line.shortCents ?? -1), line.payment.claimNumber, line.line.number)
        }
        return order(left) < order(right)
    }

    private static func units(_ thousandths: Int64) -> Cell {
        let (whole, rest) = (thousandths / 1_000, thousandths % 1_000)
        return rest == 0 ? .number(whole) : .text("\(whole) and \(rest)/1000")
    }
}

extension ReviewedLine {
    fileprivate var contractedCell: Table.Cell {
        switch fee {
        case .cents(let cents, _): .money(cents)
        case .none: .blank
        case .unknown: .unknown
        }
    }

    /// Where the contracted fee stands, or why there is none.
    package var basis: String {
        switch fee {
        case .cents(_, let source):
            [source.description, source.caution].compactMap(\.self).joined(separator: "; ")
        case .none(let words), .unknown(let words): words
        }
    }
}
