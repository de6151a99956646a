package import Merge

extension NetworkAnswer {
    /// What to do, also about a claim of that day which the payor has denied as not enrolled.
    ///
    /// Billing under another doctor's number is never an answer.
    package func advice(on day: Day) -> [String] {
        switch verdict {
        case .inNetwork:
            return [
                "a claim of \(day) that was denied as not enrolled: send the enrolment's letter "
                    + "and ask the payor to process it again"
            ]
        case .ambiguous:
            let first = paths.first.map { "use contract \($0.contract.code) for now" }
            let decision = "ask the payor which contract it uses, or look at its last payment"
            return [first, decision].compactMap(\.self) + remedies
        case .unknown: return remedies + ["hold claims until it is settled"]
        case .outOfNetwork: return misses.first.map { advice($0, on: day) } ?? [Self.notice]
        }
    }

    private static let notice =
        "see as out of network, with the patient's written notice before the visit"
    private static let reassign =
        "or reassign to an enrolled doctor, who treats and bills as that doctor"

    private var remedies: [String] {
        doubtful.map { "contract \($0.contract.code): \($0.doubt.remedy)" }
    }

    private func advice(_ miss: Miss, on day: Day) -> [String] {
        let code = miss.contract.code
        switch miss.lack {
        case .enrollment(let lack):
            return [Self.missing(lack, code, day), Self.notice, Self.reassign]
                + retroactive(miss.contract.retro, code)
        case .office, .officeDays:
            return ["have contract \(code) cover the office, then enrol the doctor", Self.notice]
        case .contract: return ["contract \(code) is not in force on \(day)", Self.notice]
        case .product(let product):
            return [
                "contract \(code) serves the product \(product): ask again with the coverage",
                Self.notice,
            ]
        case .rumour, .accessDays, .optedOut:
            return ["the payor has no access to contract \(code) on \(day)", Self.notice]
        }
    }

    /// Which date was missing.
    private static func missing(_ lack: CaseLack, _ code: String, _ day: Day) -> String {
        switch lack {
        case .none: "nobody asked contract \(code) to enrol the doctor there: open a case"
        case .starts(let first):
            "missing is an effective date by \(day): contract \(code) counts from \(first)"
        case .ended(let last): "contract \(code) stopped counting after \(last)"
        case .registeredOutOfNetwork:
            "contract \(code) has the doctor registered as out of network: ask to participate"
        case .open(let state, _):
            "missing is contract \(code)'s effective date: the case is \(state)"
        }
    }

    private func retroactive(_ retro: NetworkBook.Retro, _ code: String) -> [String] {
        guard retro.isPossible else {
            return ["contract \(code) grants no retroactive date: the claim stays out of network"]
        }
        let way =
            switch retro.policy {
            case .toApplicationDate: "back to the application's date"
            case .toRequestedDate: "back to the requested date"
            case .caseByCase, .some(.none), nil: "case by case"
            }
        let limit = retro.daysMax.map { ", at most \($0) days" } ?? ""
        return [
            "ask for a retroactive date (\(way)\(limit)); hold the claims until the answer, record "
                + "its letter on the case, and then send denied claims again"
        ]
    }
}
