package import Merge
package import Participation
package import Tables

extension Table {
    /// Days on which doctors are expected and not in network, the most appointments first.
    ///
    /// Appointments, people and money are the whole schedule's on these days: it does not say whose
    /// payor each is of.
    ///
    /// - Parameters:
    ///   - decisions: what was chosen to do.
    ///   - doctor: that doctor alone; `nil` is all.
    ///   - office: that office alone; `nil` is all.
    package static func gaps(
        _ book: NetworkBook, _ decisions: GapDecisions, within horizon: DayRange,
        doctor: RecordID? = nil, office: RecordID? = nil
    ) -> Table {
        var table = Table(
            title: "Scheduled and not in network, \(horizon)" + book.alone,
            [
                "npi", "doctor", "office", "contract", "payor", "from", "through", .detail("days"),
                "appointments", .detail("patients"), "atRisk", "why", .detail("lapsed"), "options",
                "chosen",
            ])
        var finder = GapFinder(book, horizon: horizon)
        let gaps = finder.gaps { post in
            (doctor == nil || post.doctor == doctor) && (office == nil || post.office == office)
        }
        for gap in gaps {
            let who = book.doctor(gap.post.doctor)
            let contract = gap.contract.flatMap { book.contract($0) }
            let payor = contract?.payor.flatMap { book.payor($0) }
            table.add([
                .text(who?.npi), .text(who?.name),
                book.office(gap.post.office).map { .named($0.code, label: $0.label) } ?? .blank,
                .text(contract?.code),
                payor.map { .named($0.code, label: $0.label) } ?? .blank, .day(gap.days.from),
                .day(gap.days.through), gap.days.dayCount.map { .number($0) } ?? .blank,
                .number(gap.appointments), gap.patients.map { .number($0) } ?? .blank,
                gap.atRisk.map { .money($0) } ?? .blank,
                .text(gap.cause.description),
                book.cell(lapsed: gap.flags),
                .sentences(
                    gap.options.map(\.description), words: words(gap.options.map(\.name))),
                decisions.cell(gap),
            ])
        }
        return table
    }

    private static func words(_ words: [String]) -> String {
        words.joined(separator: ", ")
    }
}
