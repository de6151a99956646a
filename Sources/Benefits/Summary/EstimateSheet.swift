package import Merge
internal import Participation
package import Records
package import Tables

// What a patient takes home: each service with what it costs, what the insurances pay and what is
// left to pay, or that nobody can say yet. The reasons why are for staff, on the screen.

/// An estimate for a patient's hand, in plain words.
package struct EstimateSheet<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let estimate: Estimate
    private let patient: RecordView
    private let doctor: RecordID
    private let office: RecordID

    package init(
        _ lookup: Lookup, _ estimate: Estimate, patient: RecordView, doctor: RecordID,
        office: RecordID
    ) {
        self.lookup = lookup
        self.estimate = estimate
        self.patient = patient
        self.doctor = doctor
        self.office = office
    }

    /// The estimate as a page for the patient: line by line, then the sum.
    package func printed(footer: String) -> PrintedSummary {
        var sheet = PrintedSummary(title: "What your visit will probably cost", footer: footer)
        sheet.add(Letterhead(lookup: lookup).practice("Your dental office", office: office))
        sheet.add(visit)
        let names = estimate.payers.map { payorName($0.plan) }
        sheet.add(insurances(names))
        for line in estimate.lines { sheet.add(section(line, names)) }
        sheet.add(total)
        sheet.add(notes(names))
        return sheet
    }

    private var visit: PrintedSummary.Section {
        var section = PrintedSummary.Section("Your visit")
        section.add("Patient", patient.fullName)
        section.add("Day", estimate.day.description)
        section.add("With", lookup.record(doctor)?.fullName)
        return section
    }

    private func payor(_ plan: RecordID) -> RecordView? {
        lookup.current(.insurancePlan, plan)?[InsurancePlan.payor]
            .flatMap { lookup.current(.payor, $0) }
    }

    private func payorName(_ plan: RecordID) -> String {
        payor(plan)?[Payor.name] ?? "your insurance"
    }

    private func insurances(_ names: [String]) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Your insurance")
        let places = ["Pays first", "Pays second", "Pays third"]
        for (index, payer) in estimate.payers.enumerated() where index < places.count {
            let phone = payor(payer.plan).flatMap { Stationery.memberPhone($0) }
            let texts = [names[index], phone].compactMap(\.self)
            section.add(places[index], texts.joined(separator: ", "))
        }
        if estimate.payers.isEmpty, estimate.lines.allSatisfy(\.uncertainties.isEmpty) {
            section.items.append(.sentence("We know of no insurance that covers you on that day."))
        }
        return section
    }

    private func section(_ line: Estimate.Line, _ names: [String]) -> PrintedSummary.Section {
        var section = PrintedSummary.Section(line.code + (line.tooth.map { ", tooth \($0)" } ?? ""))
        section.add("Our fee", line.usualCents.map { BenefitRule.dollars($0) })
        if let allowed = line.allowedCents, allowed != line.usualCents {
            section.add("Fee your plan goes by", BenefitRule.dollars(allowed))
        }
        if let deductible = line.deductibleCents, deductible > 0 {
            section.add("Your deductible", BenefitRule.dollars(deductible))
        }
        for (index, name) in names.enumerated() where index < line.paysCents.count {
            section.add(
                "\(name) pays",
                line.paysCents[index].map { BenefitRule.dollars($0) } ?? "not known yet")
        }
        if let writeOff = line.writeOffCents, writeOff > 0 {
            section.add("We do not charge", BenefitRule.dollars(writeOff))
        }
        section.add("You pay", share(line))
        if let barred = line.barred {
            section.items.append(.sentence("Your plan pays nothing for this: \(barred)."))
        }
        if let doubt = line.codeDoubt {
            section.items.append(
                .sentence("This price may change before your visit: \(doubt)."))
        }
        if let lower = line.lowerFeeCents {
            section.items.append(
                .sentence(
                    "By our agreement with one of your insurances this costs at most "
                        + BenefitRule.dollars(lower)
                        + ". You may have to pay less than stands here; we will ask it."))
        }
        return section
    }

    private func share(_ line: Estimate.Line) -> String {
        if let cents = line.patientCents { return BenefitRule.dollars(cents) }
        return line.patientAtMostCents.map { "not known yet, at most \(BenefitRule.dollars($0))" }
            ?? "not known yet; please ask us before the visit"
    }

    private var total: PrintedSummary.Section {
        var section = PrintedSummary.Section("In all")
        if let cents = estimate.patientCents {
            section.add("You pay", BenefitRule.dollars(cents))
            return section
        }
        let known = estimate.lines.compactMap(\.patientCents)
        section.add("You pay", "not known yet")
        if !known.isEmpty {
            section.add("Of that we know", BenefitRule.dollars(known.reduce(0, +)))
        }
        return section
    }

    private func notes(_ names: [String]) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Please note")
        for (payer, name) in zip(estimate.payers, names) where payer.isInNetwork == false {
            section.items.append(
                .sentence("The doctor is not in the network of \(name) on that day."))
        }
        if !estimate.uncounted.isEmpty {
            section.items.append(
                .sentence(
                    "You have another insurance that is not counted here, because we do not know "
                        + "yet in which order your insurances pay."))
        }
        if estimate.lines.contains(where: { !$0.isKnown }) {
            section.items.append(
                .sentence("What is not known yet we will find out and tell you."))
        }
        section.items.append(
            .sentence(
                "This is an estimate and no promise of payment: the insurer decides when it has "
                    + "the claim. What it does not pay is yours to pay."))
        return section
    }
}
