import Benefits
import Records
import Testing

/// Rules as people type them.
struct BenefitRuleDraftTests {
    private static func put(_ draft: BenefitRuleDraft) throws -> [String] {
        guard case .put(let key, let value) = try draft.assignment().change else { return [] }
        return [key, value]
    }

    @Test func `a percentage by category`() throws {
        var draft = BenefitRuleDraft()
        draft.kind = "coinsurance"
        draft.category = "Basic"
        draft.network = "in"
        draft.planPays = "80"
        draft.deductibleApplies = "yes"
        #expect(
            try Self.put(draft) == [
                "coinsurance;individual;basic;;;in;", ";;80;planPays;;;;;;yes;",
            ])
        #expect(
            try draft.removal().change == .put(key: "coinsurance;individual;basic;;;in;", value: "")
        )
    }

    @Test(arguments: [
        ("calendarYear", "calendarYear;;"), ("6months", "months;;6"), ("5years", "years;5;"),
        ("1year", "years;1;"),
    ])
    func `a period is a word or a count`(text: String, parts: String) throws {
        var draft = BenefitRuleDraft()
        draft.kind = "limitation"
        draft.codeGroup = "exams;x-rays"
        draft.quantity = "1"
        draft.quantityKind = "services"
        draft.period = text
        let put = try Self.put(draft)
        #expect(put[0] == #"limitation;individual;;exams\;x-rays;;both;"#)
        let fields = put[1].split(separator: ";", omittingEmptySubsequences: false)
        #expect([fields[0], fields[1], fields[10]].joined(separator: ";") == parts)
    }

    @Test(arguments: ["months", "6weeks", "years", "12"])
    func `another period is refused`(text: String) {
        var draft = BenefitRuleDraft()
        draft.kind = "limitation"
        draft.amount = "1000.00"
        draft.period = text
        #expect(throws: BenefitRuleDraft.Problem.notPeriod) { try draft.assignment() }
    }

    @Test func `no maximum is said, not left blank`() throws {
        var draft = BenefitRuleDraft()
        draft.kind = "limitation"
        #expect(throws: BenefitRuleDraft.Problem.noFigure) { try draft.assignment() }
        draft.saysNoMaximum = true
        #expect(try Self.put(draft)[1].hasPrefix("lifetime;"))
        draft.amount = "1000.00"
        #expect(throws: BenefitRuleDraft.Problem.figureBesideNone) { try draft.assignment() }
    }

    @Test func `a rule needs its figure and one scope`() {
        for (kind, field) in [("coinsurance", "planPays"), ("copay", "amount")] {
            var draft = BenefitRuleDraft()
            draft.kind = kind
            let missing = BenefitRuleDraft.Problem.missing(kind: kind, field: field)
            #expect(throws: missing) { try draft.assignment() }
        }
        var draft = BenefitRuleDraft()
        draft.kind = "exclusion"
        draft.category = "ortho"
        draft.code = "X1"
        #expect(throws: BenefitRuleDraft.Problem.severalScopes) { try draft.assignment() }
    }
}
