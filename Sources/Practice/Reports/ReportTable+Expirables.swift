internal import Merge

extension ReportTable {
    /// What runs out, the soonest first; numbers are masked.
    ///
    /// - Parameter unheld: what only the centre could add.
    package static func expirables(
        _ expirables: [Expirable], unheld: [String] = []
    ) -> ReportTable {
        var table = ReportTable(
            title: "What runs out",
            columns: [
                "npi", "doctor", "what", "number", "state", "expires", "days", "stage",
                "renewal", "offices", "record",
            ])
        for expirable in expirables {
            table.add([
                .text(expirable.npi), .text(expirable.doctor), .text(expirable.what),
                expirable.isNumberUnknown ? .unknown : .text(expirable.number),
                .text(expirable.state), .day(expirable.expiresOn),
                expirable.daysLeft.map { .number($0) } ?? .blank,
                .text(expirable.stage.description), .text(expirable.renewal),
                .list(expirable.offices), .text(expirable.record.description),
            ])
        }
        for what in unheld {
            table.add([
                .blank, .blank, .text(what), .blank, .blank, .notHeld, .blank, .notHeld, .blank,
                .blank, .blank,
            ])
        }
        return table
    }
}
