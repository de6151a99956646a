internal import Benefits
package import Merge
internal import Participation
package import Records
package import Tables

// It goes to the payor: it names the claim by both numbers, the member, each service with what was
// allowed and what the contract of its day says, and asks for the difference. No id of ours and no
// command stands on it.

/// A letter that asks a payor for what it allowed less than it agreed to.
package struct DisputeLetter<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// Why there is nothing to write.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case notShort
        case waits
        case unproven

        package var description: String {
            switch self {
            case .notShort:
                "nothing of that payment is less than its contract: `report underpayments --all` "
                    + "shows what was compared"
            case .waits:
                "that payment is not matched to a patient, coverage, doctor and office yet: "
                    + "`remittance waiting` says what is missing"
            case .unproven:
                "the payor's own figures of that claim do not come out: ask the payor for a "
                    + "corrected remittance first"
            }
        }
    }

    /// - Throws: `Problem` where there is nothing to ask for.
    package func printed(_ payment: ObservedPayment) throws(Problem) -> PrintedSummary {
        guard payment.isMatched else { throw .waits }
        guard payment.isProven else { throw .unproven }
        let short = Underpayments(lookup).lines(of: payment).filter { $0.shortCents != nil }
        guard !short.isEmpty else { throw .notShort }
        let total = short.reduce(Int64(0)) { $0 + ($1.shortCents ?? 0) }
        var letter = PrintedSummary(title: "Request to pay as contracted", footer: "")
        letter.add(Letterhead(lookup: lookup).practice("From", office: payment.office))
        letter.add(addressee(short.first?.payor))
        letter.add(claim(payment))
        for line in short { letter.add(service(line)) }
        var request = PrintedSummary.Section("What we ask of you")
        request.items = [
            .sentence(
                "Reprocess this claim at the contracted fees and pay the difference: "
                    + "$\(Figure.money(total)) less than contracted was allowed."),
            .sentence("Answer in writing by \(today.advanced(by: 30))."),
        ]
        letter.add(request)
        return letter
    }

    private func addressee(_ payor: RecordID?) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("To")
        let view = payor.flatMap { lookup.record($0) }
        section.add("Payor", view?[Payor.name])
        section.add("Address", view.flatMap(Stationery.appealAddress))
        section.add("Date", today.description)
        return section
    }

    private func claim(_ payment: ObservedPayment) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Claim")
        let remittance = lookup.record(payment.remittance)
        let doctor = payment.practitioner.flatMap { lookup.record($0) }
        section.add("Your claim number", payment.payorNumber)
        section.add("Our claim number", payment.claimNumber)
        section.add("Member id", payment.memberId)
        section.add("Patient", payment.patient.flatMap { lookup.record($0) }?.personName)
        section.add(
            "Doctor",
            [doctor?.personName, doctor?[Practitioner.npi].map { "NPI \($0)" }]
                .compactMap(\.self).joined(separator: ", "))
        section.add("Check or transfer", remittance?[Remittance.trace])
        section.add("Paid on", remittance?[Remittance.paidOn]?.description)
        return section
    }

    private func service(_ reviewed: ReviewedLine) -> PrintedSummary.Section {
        let line = reviewed.line
        let day = (line.servedOn ?? reviewed.payment.servedFrom).map { " on \($0)" } ?? ""
        var section = PrintedSummary.Section("\(line.code ?? "Service")\(day)")
        section.add("Charged", Figure.money(line.chargedCents))
        if case .cents(let cents, let source) = reviewed.fee {
            section.add("Contracted", Figure.money(cents))
            section.add("By", source.description)
        }
        section.add("You allowed", Figure.money(line.allowedCents))
        section.add("Difference", reviewed.shortCents.map(Figure.money))
        return section
    }
}
