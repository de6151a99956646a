internal import Benefits
import Merge
internal import Tables

/// An estimate as listings.
struct EstimateTable {
    private let estimate: Estimate
    private let isExplained: Bool

    init(_ estimate: Estimate, isExplained: Bool) {
        self.estimate = estimate
        self.isExplained = isExplained
    }

    var lines: Table {
        var listing = Table(
            [
                "line", "code", "tooth", "usual", "allowed", "deductible", "primary",
                "secondary", "writeOff", "patient", "patientAtMost", "isKnown", "unknown",
                "warnings",
            ] + (isExplained ? ["steps"] : []))
        for line in estimate.lines {
            let reasons = line.uncertainties.map(\.description)
            listing.add(
                [
                    .init(String(line.number)), .init(line.code), .init(line.tooth ?? ""),
                    .init(cents: line.usualCents), .init(cents: line.allowedCents),
                    .init(cents: line.deductibleCents), pays(line, 0), pays(line, 1),
                    .init(cents: line.writeOffCents), .init(cents: line.patientCents),
                    atMost(line), .init(line.isKnown), texts(reasons), texts(line.warnings),
                ] + (isExplained ? [steps(line)] : []))
        }
        listing.add(total)
        return listing
    }

    /// Every step of every line.
    var steps: Table {
        var listing = Table(["line", "step", "source"])
        for line in estimate.lines {
            for step in line.steps {
                listing.add([.init(line.number), .init(step.what), .init(step.source)])
            }
        }
        return listing
    }

    /// What a person has to read beside the figures.
    var notes: [String] {
        let lines = estimate.lines.flatMap { line in
            line.uncertainties.map { "line \(line.number), \(line.code): unknown: \($0)" }
                + line.warnings.map { "line \(line.number), \(line.code): \($0)" }
        }
        return lines + estimate.warnings
    }

    private var total: [Table.Cell] {
        let isKnown = estimate.patientCents != nil
        let blank = Table.Cell("")
        return [
            .init("total"), blank, blank, .init(cents: estimate.usualCents),
            .blank, .blank,
            estimate.payers.isEmpty ? none : .init(cents: estimate.paysCents(0)),
            estimate.payers.count < 2 ? none : .init(cents: estimate.paysCents(1)),
            .init(cents: estimate.writeOffCents), .init(cents: estimate.patientCents), none,
            .init(isKnown), texts([]), texts([]),
        ] + (isExplained ? [texts([])] : [])
    }

    /// No such payer: blank, which is not unknown.
    private var none: Table.Cell { .blank }

    private func pays(_ line: Estimate.Line, _ payer: Int) -> Table.Cell {
        guard payer < estimate.payers.count else { return none }
        return .init(
            cents: line.paysCents.indices.contains(payer) ? line.paysCents[payer] : nil)
    }

    private func atMost(_ line: Estimate.Line) -> Table.Cell {
        line.patientAtMostCents.map { .init(cents: $0) } ?? none
    }

    /// A list: by number in a table, in full elsewhere.
    private func texts(_ texts: [String]) -> Table.Cell {
        Table.Cell(
            texts.joined(separator: "; "), table: texts.isEmpty ? "" : String(texts.count),
            json: "[" + texts.map(CellText.quoted).joined(separator: ",") + "]")
    }

    private func steps(_ line: Estimate.Line) -> Table.Cell {
        let objects = line.steps.map { step in
            "{\"step\":\(CellText.quoted(step.what)),\"source\":\(CellText.quoted(step.source))}"
        }
        return Table.Cell(
            line.steps.map { "\($0.what) (\($0.source))" }.joined(separator: "; "),
            json: "[" + objects.joined(separator: ",") + "]")
    }
}
