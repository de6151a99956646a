internal import Merge
package import Participation
package import Tables

extension Table {
    /// What runs out, the soonest first; numbers are masked.
    ///
    /// - Parameter unheld: what only the centre could add.
    package static func expirables(
        _ expirables: [Expirable], unheld: [String] = []
    ) -> Table {
        var table = Table(
            title: "What runs out",
            [
                "npi", "doctor", "what", .detail("number"), "state", "expires", "days", "stage",
                .detail("renewal"), .detail("offices"), .key("record"),
            ])
        for expirable in expirables {
            table.add([
                .text(expirable.npi), .text(expirable.doctor), .text(expirable.what),
                expirable.isNumberUnknown ? .unknown : .text(expirable.number),
                .text(expirable.state), .day(expirable.expiresOn),
                expirable.daysLeft.map { .number($0) } ?? .blank,
                .text(expirable.stage.description), .text(expirable.renewal),
                .list(expirable.offices), .id(expirable.record),
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
