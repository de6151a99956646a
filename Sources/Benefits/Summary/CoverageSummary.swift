internal import Fees
package import Merge
internal import Participation
package import Records
package import Tables

// Handed to a patient: it says who covers what and whom to call, in words of everyday, and what the
// practice still has to find out. No record's id, no code of ours and no command stands on it;
// what staff has to do about an open point is on the day's list and in `coverage list`.

/// What a patient is covered for, in writing: verified when and by whom, what is left, and what
/// nobody knows.
package struct CoverageSummary<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let patient: RecordView
    private let office: RecordID?
    private let today: Day
    private let groups: CodeGroups
    private let codeDoubts: CodeDoubts

    /// - Parameter office: who hands it out; the patient's home office where the centre does.
    package init(_ lookup: Lookup, patient: RecordView, office: RecordID? = nil, today: Day) {
        self.lookup = lookup
        self.patient = patient
        self.office = office ?? patient[Patient.homeOffice]
        self.today = today
        self.groups = CodeGroups(lookup.records(.codeGroup))
        self.codeDoubts = CodeDoubts(on: today, in: lookup)
    }

    /// The summary as a page, with what is still to be found out at its end.
    package func printed(footer: String) -> PrintedSummary {
        var open = PrintedSummary.Section("What we still have to find out")
        var summary = PrintedSummary(title: "Your dental coverage", footer: footer)
        summary.add(Letterhead(lookup: lookup).practice("Your dental office", office: office))
        summary.add(person)
        let coverages = coverages(&open)
        for (index, coverage) in coverages.enumerated() {
            for section in sections(coverage, index + 1, &open) { summary.add(section) }
        }
        if coverages.isEmpty {
            var none = PrintedSummary.Section("Coverage")
            none.items.append(.sentence("No coverage is on file for \(today)."))
            summary.add(none)
        }
        summary.add(open)
        var note = PrintedSummary.Section("Please note")
        note.items = Self.disclaimer.map { .sentence($0) }
        summary.add(note)
        return summary
    }

    private static var disclaimer: [String] {
        [
            "This is a summary of what the insurer told us, and an estimate. It is no promise of "
                + "payment: the insurer decides when it has the claim.",
            "What the insurer does not pay is yours to pay. Amounts that are left may be used up "
                + "by claims that are still on their way.",
        ]
    }

    /// In the order in which they pay; those that no order names last.
    private func coverages(_ open: inout PrintedSummary.Section) -> [RecordView] {
        let paying = PayingCoverages(lookup, patient: patient, on: today)
        do throws(Uncertainty) {
            var coverages = try paying.inOrder()
            let outside = paying.outsideOrder
            for coverage in outside {
                open.items.append(
                    .sentence("When \(name(of: coverage)) pays, before or after your other cover."))
            }
            coverages += outside.filter { other in !coverages.contains { $0.id == other.id } }
            return coverages
        } catch {
            open.items.append(.sentence("Which insurance pays first."))
            return lookup.records(where: Coverage.patient, is: patient.id)
                .filter(\.isActive)
        }
    }

    private var person: PrintedSummary.Section {
        var section = PrintedSummary.Section("Patient")
        section.add("Name", patient.fullName)
        section.add(
            "Born",
            patient.isUnknown(Patient.birthDate)
                ? "unknown" : patient[Patient.birthDate]?.description)
        section.add("Printed for", today.description)
        return section
    }

    private func plan(of coverage: RecordView) -> RecordView? {
        coverage[Coverage.insurancePlan].flatMap { lookup.current(.insurancePlan, $0) }
    }

    private func payor(of coverage: RecordView) -> RecordView? {
        plan(of: coverage)?[InsurancePlan.payor].flatMap { lookup.current(.payor, $0) }
    }

    /// `Synthetic Dental, group 100, Acme`: how a patient knows a cover.
    private func name(of coverage: RecordView) -> String {
        let plan = plan(of: coverage)
        return [
            payor(of: coverage)?[Payor.name] ?? "an insurance",
            plan?[InsurancePlan.groupNumber].map { "group \($0)" },
            plan?[InsurancePlan.employerName],
        ].compactMap(\.self).joined(separator: ", ")
    }

    private func sections(
        _ coverage: RecordView, _ number: Int, _ open: inout PrintedSummary.Section
    ) -> [PrintedSummary.Section] {
        let plan = plan(of: coverage)
        let payor = payor(of: coverage)
        var card = PrintedSummary.Section(
            "Coverage \(number): \(payor?[Payor.name] ?? "insurer unknown")")
        card.add("Insurer's phone", payor.flatMap { Stationery.memberPhone($0) })
        card.add("Group number", plan?[InsurancePlan.groupNumber])
        card.add("Employer", plan?[InsurancePlan.employerName])
        card.add("Member id", shown(coverage, Coverage.memberId))
        let subscriber = [Coverage.subscriberGiven, Coverage.subscriberFamily].compactMap {
            coverage[$0]
        }
        card.add("Subscriber", subscriber.joined(separator: " "))
        card.add("Relationship", shown(coverage, Coverage.relationship))
        card.add("From", shown(coverage, Coverage.term.from))
        card.add("Through", shown(coverage, Coverage.term.through) ?? "open")
        if CoverageStanding(coverage, lookup).conflict != nil {
            open.items.append(
                .sentence("Coverage \(number): what stands on the card, or from when to when."))
        }
        addVerification(coverage, number, to: &card, &open)
        guard let plan else {
            open.items.append(.sentence("Coverage \(number): what the plan pays."))
            return [card]
        }
        return [card, benefits(plan, number, &open), used(coverage, plan, number, &open)]
    }

    private func shown<F: FieldToken>(_ view: RecordView, _ field: F) -> String? {
        view.isUnknown(field) ? "unknown" : view[field].map { "\($0)" }
    }

    private func addVerification(
        _ coverage: RecordView, _ number: Int, to card: inout PrintedSummary.Section,
        _ open: inout PrintedSummary.Section
    ) {
        if let newest = BenefitVerifications(lookup, coverage: coverage.id).newest {
            let user = newest.view[BenefitVerification.verifiedBy].flatMap { lookup.record($0) }
            let by = user.flatMap { $0[User.displayName] }
            let how = newest.view[BenefitVerification.method].map { " by \($0)" } ?? ""
            card.add(
                "Checked",
                "\(newest.on)\(how)" + (by.map { ", \($0)" } ?? "")
                    + (newest.isActive ? "" : ": not active"))
            card.add("Insurer's reference", newest.view[BenefitVerification.callReference])
        } else {
            card.add("Checked", "not yet")
        }
        if !VerificationNeeds(lookup, today: today).reasons(coverage).isEmpty {
            open.items.append(
                .sentence("Coverage \(number): we will ask the insurer whether this still holds."))
        }
    }

    private func benefits(
        _ plan: RecordView, _ number: Int, _ open: inout PrintedSummary.Section
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Coverage \(number): what the plan says")
        let listed = RuleBook(plan, groupName: groups.name).listed
        for rule in listed where !rule.isContested {
            section.items.append(.sentence(rule.patientWords))
            if let doubt = rule.code.flatMap({ codeDoubts[$0] }) {
                section.items.append(.sentence("This may no longer hold: \(doubt)."))
            }
        }
        if listed.contains(where: \.isContested) {
            open.items.append(
                .sentence("Coverage \(number): one of the benefits, on which we have two answers."))
        }
        if listed.isEmpty {
            open.items.append(.sentence("Coverage \(number): what the plan pays."))
        }
        return section
    }

    private func used(
        _ coverage: RecordView, _ plan: RecordView, _ number: Int,
        _ open: inout PrintedSummary.Section
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Coverage \(number): what is left today")
        let reckoning = PlanReckoning(
            coverage: coverage, plan: plan, patient: patient, groups: groups, day: today,
            today: today, lookup: lookup)
        for remainder in [PlanReckoning.Remainder.deductible, .familyDeductible, .maximum] {
            do throws(Uncertainty) {
                guard let left = try reckoning.left(remainder) else { continue }
                section.add(remainder.rawValue, BenefitRule.dollars(left.cents))
            } catch {
                open.items.append(
                    .sentence("Coverage \(number): how much of the \(remainder.words) is left."))
            }
        }
        if let asOf = reckoning.usage.newestDay, !section.items.isEmpty {
            section.items.append(.sentence("As the insurer counted it on \(asOf)."))
        }
        return section
    }
}

extension RecordView {
    /// A person as letters name one: `Ada B. Synthetic Jr`.
    var fullName: String {
        [
            AnyRecord.name.given, AnyRecord.name.middle, AnyRecord.name.family,
            AnyRecord.name.suffix,
        ].compactMap { self[$0] }.joined(separator: " ")
    }
}
