internal import Merge
internal import Tables

extension BenefitRule {
    /// The rule as one tells it to a patient, such as `Two cleanings each calendar year.`.
    func patientWords(groupName: (RecordID) -> String?) -> String {
        let words = sentence(subject(groupName))
        return words.prefix(1).uppercased() + words.dropFirst() + "."
    }

    /// What the rule is about; `nil` for the whole plan.
    private func subject(_ groupName: (RecordID) -> String?) -> String? {
        switch key.scope {
        case .plan: nil
        case .category(let name): "\(name) services"
        case .codeGroup(let id): (groupName(id) ?? "some services").lowercased()
        case .code(let code): "code \(code)"
        }
    }

    private func sentence(_ subject: String?) -> String {
        let about = (subject ?? "all services") + side
        switch key.kind {
        case .coinsurance: return about + ": " + coinsurance
        case .copay:
            let cents = amountCents.map(Self.dollars) ?? "a fixed amount"
            return about + ": you pay \(cents)" + afterDeductible
        case .deductible: return deductible(subject)
        case .limitation: return limitation(subject)
        case .exclusion: return "the plan does not pay for \(about)"
        case .waitingPeriod:
            let time = quantity.map { "\($0) \(quantityKind ?? "months")" } ?? "time"
            return about + ": nothing is paid in the first \(time) of the cover"
        case .active: return about + ": covered"
        }
    }

    private var coinsurance: String {
        guard let planPays, rawDirection != "unknown" else {
            return "we do not know yet what the plan pays"
        }
        return "the plan pays \(Self.percent(planPays))" + afterDeductible
    }

    private var afterDeductible: String {
        switch deductibleApplies {
        case true?: " after the deductible"
        case false?: ", without a deductible"
        case nil: ""
        }
    }

    private func deductible(_ subject: String?) -> String {
        guard let amountCents else { return "there is a deductible" }
        let scope = subject.map { " for \($0)" } ?? ""
        guard amountCents > 0 else { return "no deductible" + scope + side }
        let who = key.isFamily ? "your family pays" : "you pay"
        let name = key.isFamily ? "family deductible" : "deductible"
        return "\(who) the first \(Self.dollars(amountCents))\(each)\(scope)\(side) (\(name))"
    }

    private func limitation(_ subject: String?) -> String {
        let scope = subject.map { " for \($0)" } ?? ""
        if let amountCents {
            let whom = key.isFamily ? " for the whole family" : ""
            return "the plan pays at most \(Self.dollars(amountCents))\(each)\(scope)\(whom)\(side)"
        }
        if ageFrom != nil || ageThrough != nil || quantityKind == "ageLimit" {
            let last = ageThrough ?? (quantityKind == "ageLimit" ? quantity : nil)
            let from = ageFrom.map { " from the age of \($0)" } ?? ""
            return (subject ?? "all services") + ": only" + from
                + (last.map { " up to the age of \($0)" } ?? "") + side
        }
        guard let quantity else { return "the plan has no maximum" + scope + side }
        return frequency(quantity, subject) + place + side
    }

    private func frequency(_ quantity: Int64, _ subject: String?) -> String {
        let what = subject ?? "services"
        switch quantityKind {
        case "services", "visits":
            let word = Self.number(quantity)
            if case .codeGroup = key.scope { return "\(word) \(what)\(each)" }
            let unit = quantityKind == "visits" ? (quantity == 1 ? " visit" : " visits") : ""
            return "\(what): \(word)\(unit)\(each)"
        case let unit?: return "\(what): once in \(quantity) \(unit)"
        case nil: return "\(what): limited; ask us how often"
        }
    }

    private var each: String {
        switch period {
        case .calendarYear: " each calendar year"
        case .serviceYear: " each benefit year"
        case .lifetime: " in a lifetime"
        case .visit: " each visit"
        case .remaining, nil: ""
        case .months(let count) where count % 12 == 0 && count > 12: " in \(count / 12) years"
        case .months(let count): " in \(Counted(count, "month"))"
        }
    }

    private var place: String {
        switch key.toothArea {
        case nil, "mouth"?: ""
        case let area?: ", counted for each \(area)"
        }
    }

    private var side: String {
        switch key.network {
        case .inside: ", in network"
        case .outside: ", out of network"
        case .both, .unknown: ""
        }
    }

    static func dollars(_ cents: Int64) -> String { "$" + Figure.money(cents) }

    /// `80 %`, `33.33 %`.
    private static func percent(_ points: Int64) -> String {
        points % 100 == 0 ? "\(points / 100) %" : Figure.percent(points)
    }

    private static func number(_ count: Int64) -> String {
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        ]
        return words.indices.contains(Int(clamping: count)) ? words[Int(count)] : String(count)
    }
}
