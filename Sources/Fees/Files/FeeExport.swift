package import Merge
internal import Tables

// Fees leave for the office's own software as a file that `fees import` reads back to the same
// lines. Our own CSV says everything. Open Dental's form has room for a code and an amount: what
// is no amount is left out and told, never written as a zero, and a blank is written only where
// the schedule says that the code has no price, because Open Dental deletes a fee for a blank.
// The columns for descriptions stay empty: they hold somebody's licensed text.

/// A version's lines as a file, and what had no room in it.
package struct FeeExport: Equatable, Sendable {
    package let text: String
    /// Lines that the format cannot say, in words for a person who enters them by hand.
    package let leftOut: [String]
    package let lineCount: Int

    /// Our own CSV, one row for each line.
    package static func canonical(
        _ lines: FeeLines, of schedule: (code: String, kind: String), _ version: FeeVersion
    ) -> FeeExport {
        let head = [
            "schedule_name", "kind", "effective_from", "effective_through", "code", "qualifier",
            "state", "amount", "percent_of_ucr", "note",
        ]
        let rows = lines.lines.map { line in
            [
                schedule.code, schedule.kind, version.effectiveFrom.description,
                version.effectiveThrough?.description ?? "", line.key.code, line.key.qualifier,
                line.price.state, line.price.cents.map(Figure.money) ?? "",
                line.price.basisPoints.map { CellText.text(.int($0), .percent) } ?? "",
                line.comment,
            ].map(quoted).joined(separator: ",")
        }
        let text = ([head.joined(separator: ",")] + rows).map { $0 + "\r\n" }.joined()
        return FeeExport(text: text, leftOut: [], lineCount: lines.count)
    }

    /// Open Dental's fee schedule file: tabs, no header, code and amount first.
    package static func openDental(_ lines: FeeLines) -> FeeExport {
        var rows: [String] = []
        var leftOut: [String] = []
        for line in lines.lines {
            switch line.price {
            case _ where !line.key.qualifier.isEmpty:
                leftOut.append("\(line.key): \(line.price), by its qualifier")
            case .priced(let cents): rows.append("\(line.key.code)\t\(Figure.money(cents))\t\t")
            case .notListed: rows.append("\(line.key.code)\t\t\t")
            case .notCovered, .byReport, .percentOfUcr, .bundled:
                leftOut.append("\(line.key): \(line.price)")
            }
        }
        return FeeExport(
            text: rows.map { $0 + "\r\n" }.joined(), leftOut: leftOut, lineCount: rows.count)
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { "\",\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// A file of ours with one line in it, as somebody typed it.
    package static func typed(
        code: String, price: String, qualifier: String, note: String
    ) -> Bytes {
        let row = [code, qualifier, "", price, "", note].map(quoted).joined(separator: ",")
        return Array("code,qualifier,state,amount,percent_of_ucr,note\n\(row)\n".utf8)[...]
    }
}
