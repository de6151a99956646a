package import Merge
internal import Participation
package import Records
package import Tables

// It goes to the payor: it names the claim by both numbers, the member, and each service that was
// denied with the payor's own reason codes. No id of ours and no command stands on it.

/// A letter that asks a payor to decide again.
package struct AppealLetter<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// - Throws: `OpenAppeal.Problem.notDenied` where its payment is not held here, or denies
    ///   nothing.
    package func printed(_ appeal: AppealCase) throws(OpenAppeal.Problem) -> PrintedSummary {
        guard let payment = lookup.record(appeal.payment).flatMap({ ObservedPayment($0) }) else {
            throw .notDenied
        }
        let services = DeniedServices(lookup).services(of: payment)
        guard !services.isEmpty else { throw .notDenied }
        var letter = PrintedSummary(title: "Appeal, level \(appeal.level)", footer: "")
        letter.add(Letterhead(lookup: lookup).practice("From", office: payment.office))
        letter.add(addressee(services.first?.payor))
        letter.add(claim(payment))
        for service in services { letter.add(self.service(service)) }
        var request = PrintedSummary.Section("What we ask of you")
        request.items = [
            .sentence("Review this decision and pay the services above."),
            .sentence("Answer in writing, and name the rule of the plan that you rest on."),
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
        section.add("Your claim number", payment.payorNumber)
        section.add("Our claim number", payment.claimNumber)
        section.add("Member id", payment.memberId)
        section.add("Patient", payment.patient.flatMap { lookup.record($0) }?.personName)
        section.add("Decided on", remittance?[Remittance.paidOn]?.description)
        return section
    }

    private func service(_ service: DeniedService) -> PrintedSummary.Section {
        let day = service.servedOn.map { " on \($0)" } ?? ""
        var section = PrintedSummary.Section("\(service.line.code ?? "Service")\(day)")
        section.add("Charged", Figure.money(service.line.chargedCents))
        let reasons = (service.line.reasons + service.payment.reasons)
            .map { "\($0.group) \($0.code)" }
        section.add("Your reasons", reasons.joined(separator: ", "))
        return section
    }
}
