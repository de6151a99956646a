internal import Fees
import Merge
internal import Practice
internal import Records
internal import Rulebook

extension Workload {
    /// A price list on its way: imported, submitted, approved by another, published, recalled.
    static let fees = Workload(
        "fees", weight: 22,
        deeds: { desk in
            let who = desk.signature()
            guard let code = desk.key(of: FeeSchedule.self) else { return }
            if let version = desk.version(of: code), desk.dice.isLucky(70) {
                var recall = RecallFees(code, version: version, from: nil)
                recall.approver = Worker.logins[desk.dice.below(2)]
                recall.isAlone = desk.dice.isLucky(20)
                return try desk.perform(.recallFees, recall, by: who)
            }
            // One sitting takes a draft as far as chance will have it.
            for _ in 0..<(1 + desk.dice.below(4)) { try desk.take(code) }
        })

    /// What a replica does by itself, and what its people say of the prices they keep.
    static let receipts = Workload(
        "receipts", weight: 10,
        deeds: { desk in
            for routine in Routine.practice {
                try desk.perform(.receiptFees, routine.deed, by: Signature(nil, routine.reason))
            }
            guard let code = desk.key(of: FeeSchedule.self) else { return }
            var confirm = ConfirmFees(code, version: desk.version(of: code))
            confirm.office = desk.office == nil ? desk.officeCodes(1).first : nil
            confirm.rejection = desk.dice.isLucky(20) ? "too low" : nil
            try desk.perform(.confirmFees, confirm, by: desk.signature())
        })
}

extension Worker {
    /// The number of one version that he sees.
    fileprivate mutating func version(of code: String) -> Int64? {
        let lookup = reading.lookup
        let schedule = lookup.keyed(.feeSchedule, code).first.map {
            FeeSchedule($0, lookup: lookup)
        }
        return dice.one(of: schedule?.book.versions.map(\.number) ?? [])
    }

    /// What comes next for a schedule's draft.
    fileprivate mutating func take(_ code: String) throws {
        let who = signature()
        let lookup = reading.lookup
        guard let view = lookup.keyed(.feeSchedule, code).first else { return }
        let schedule = FeeSchedule(view, lookup: lookup)
        guard let draft = dice.one(of: schedule.openDrafts) else {
            return try importFees(code, who)
        }
        switch schedule.stage(of: draft) {
        case .at(.draft) where dice.isLucky(40): try importFees(code, who)
        case .at(.draft): try review(code, draft, .submit, who)
        case .at(.inReview): try review(code, draft, dice.isLucky(85) ? .approve : .reject, who)
        case .requested where dice.isLucky(85): return
        default:
            let publish = PublishFees(
                code, draft: draft.id.description, effective: someDay(),
                audience: dice.isLucky(50) ? ["all"] : officeCodes())
            try perform(.publishFees, publish, by: who)
        }
    }

    private mutating func review(
        _ code: String, _ draft: FeeDraft, _ step: FeeDraft.Step, _ who: Signature
    ) throws {
        let taken = ReviewFees(
            code, draft: draft.id.description, step, seen: draft.digest)
        try perform(.reviewFees, taken, by: who)
    }

    private mutating func importFees(_ code: String, _ who: Signature) throws {
        var rows = "code,state,amount\n"
        for number in 0..<(1 + dice.below(4)) {
            rows += "D01\(number)0,priced,\(10 + dice.below(90)).00\n"
        }
        let fees = ImportFees(schedule: code, bytes: Bytes(rows.utf8), fileName: "fees.csv")
        try perform(.importFees, fees, by: who)
    }
}
