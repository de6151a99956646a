package import Merge

/// What a patient is covered for, in writing: verified when and by whom, what is left, and what
/// nobody knows.
package struct CoverageSummary<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let patient: RecordView
    private let today: Day
    private let groups: CodeGroups

    package init(_ lookup: Lookup, patient: RecordView, today: Day) {
        self.lookup = lookup
        self.patient = patient
        self.today = today
        self.groups = CodeGroups(lookup.records("code_group"))
    }

    package func printed(footer: String) -> PrintedSummary {
        var unknown = PrintedSummary.Section("What nobody knows yet")
        var summary = PrintedSummary(title: "Coverage summary", footer: footer)
        summary.add(person)
        var coverages: [RecordView] = []
        do throws(Uncertainty) {
            let paying = PayingCoverages(lookup, patient: patient, on: today)
            coverages = try paying.inOrder()
            for coverage in paying.outsideOrder {
                unknown.items.append(.sentence(paying.warning(coverage) + "."))
            }
        } catch {
            unknown.items.append(.sentence("\(error)."))
            coverages = lookup.records("coverage", where: "patient", is: patient.id)
                .filter(\.isActive)
        }
        for (index, coverage) in coverages.enumerated() {
            for section in sections(coverage, index + 1, &unknown) { summary.add(section) }
        }
        if coverages.isEmpty {
            var none = PrintedSummary.Section("Coverage")
            none.items.append(.sentence("No coverage is on file for \(today)."))
            summary.add(none)
        }
        summary.add(unknown)
        var note = PrintedSummary.Section("Please note")
        note.items = Self.disclaimer.map { .sentence($0) }
        summary.add(note)
        return summary
    }

    private static var disclaimer: [String] {
        [
            "This is a summary of what the insurer told us, and an estimate. It is no promise of "
                + "payment: the insurer decides when it has the claim.",
            "What the insurer does not pay is the patient's to pay. Amounts that are left may be "
                + "used up by claims that are still on their way.",
        ]
    }

    private var person: PrintedSummary.Section {
        var section = PrintedSummary.Section("Patient")
        let names = ["given", "middle", "family", "suffix"].compactMap { patient.text($0) }
        section.add("Name", names.joined(separator: " "))
        section.add(
            "Born",
            patient.isUnknown("birthDate") ? "unknown" : patient.day("birthDate")?.description)
        section.add("Printed for", today.description)
        return section
    }

    private func sections(
        _ coverage: RecordView, _ number: Int, _ unknown: inout PrintedSummary.Section
    ) -> [PrintedSummary.Section] {
        let plan = coverage.reference("insurancePlan").flatMap {
            lookup.current("insurance_plan", $0)
        }
        let payor = plan?.reference("payor").flatMap { lookup.current("payor", $0) }
        var card = PrintedSummary.Section(
            "Coverage \(number): \(payor?.text("name") ?? "insurer unknown")")
        card.add("Plan", plan?.text("code"))
        card.add("Group number", plan?.text("groupNumber"))
        card.add("Employer", plan?.text("employerName"))
        card.add("Member id", shown(coverage, "memberId"))
        card.add("Relationship", shown(coverage, "relationship"))
        card.add("From", shown(coverage, "effectiveFrom"))
        card.add("Through", shown(coverage, "effectiveThrough") ?? "open")
        if let conflict = CoverageStanding(coverage, lookup).conflict {
            unknown.items.append(.sentence("Coverage \(number): \(conflict.reason)."))
        }
        addVerification(coverage, number, to: &card, &unknown)
        guard let plan else {
            unknown.items.append(.sentence("Coverage \(number): the plan is not known here."))
            return [card]
        }
        return [card, benefits(plan, number, &unknown), used(coverage, plan, number, &unknown)]
    }

    private func shown(_ view: RecordView, _ field: String) -> String? {
        if view.isUnknown(field) { return "unknown" }
        return view.day(field)?.description ?? view.text(field)
    }

    private func addVerification(
        _ coverage: RecordView, _ number: Int, to card: inout PrintedSummary.Section,
        _ unknown: inout PrintedSummary.Section
    ) {
        if let newest = BenefitVerifications(lookup, coverage: coverage.id).newest {
            let user = newest.view.reference("verifiedBy").flatMap { lookup.record($0) }
            let by = user.flatMap { $0.text("displayName") ?? $0.text("login") }
            let how = newest.view.text("method").map { " by \($0)" } ?? ""
            card.add(
                "Verified",
                "\(newest.on)\(how)" + (by.map { ", \($0)" } ?? "")
                    + (newest.isActive ? "" : ": not active"))
            card.add("Reference", newest.view.text("callReference"))
        } else {
            card.add("Verified", "never")
        }
        for reason in VerificationNeeds(lookup, today: today).reasons(coverage) {
            unknown.items.append(.sentence("Coverage \(number): \(reason)."))
        }
    }

    private func benefits(
        _ plan: RecordView, _ number: Int, _ unknown: inout PrintedSummary.Section
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Coverage \(number): what the plan says")
        for rule in RuleBook(plan, groupName: groups.name).listed {
            if rule.isContested {
                unknown.items.append(.sentence("Coverage \(number): contested: \(rule.words)."))
            } else {
                section.items.append(.sentence(rule.words))
            }
        }
        if section.items.isEmpty {
            unknown.items.append(
                .sentence("Coverage \(number): no rules of the plan are on file."))
        }
        return section
    }

    private func used(
        _ coverage: RecordView, _ plan: RecordView, _ number: Int,
        _ unknown: inout PrintedSummary.Section
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Coverage \(number): what is left today")
        let reckoning = PlanReckoning(
            coverage: coverage, plan: plan, patient: patient, groups: groups, day: today,
            today: today, lookup: lookup)
        for remainder in [PlanReckoning.Remainder.deductible, .familyDeductible, .maximum] {
            do throws(Uncertainty) {
                guard let left = try reckoning.left(remainder) else { continue }
                section.add(remainder.rawValue, "\(Figure.money(left.cents)) (\(left.source))")
            } catch {
                unknown.items.append(
                    .sentence("Coverage \(number): \(remainder.rawValue): \(error)."))
            }
        }
        return section
    }
}
