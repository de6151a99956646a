internal import Claims
internal import Merge
internal import Participation
internal import Records
internal import Tables

extension Worklist {
    /// What payors answered and somebody has to look at: payments that nobody could match, services
    /// paid below their contract, denials.
    func payments() -> [WorkItem] {
        let payments = PaymentBook(lookup).all()
        return waiting(payments) + answers() + unproven(payments) + underpayments() + denials()
    }

    /// What payors answered of somebody whom nobody knew, as one line.
    private func answers() -> [WorkItem] {
        let waiting = WaitingCase.waiting(in: lookup)
        guard let first = waiting.min(by: { $0.id < $1.id }) else { return [] }
        return [
            WorkItem(
                .coverage, .soon, record: first.id,
                about: "\(Counted(waiting.count, "answer")) of payors matched to nobody",
                advice: "bridgework answer list")
        ]
    }

    /// Nothing is reckoned from what does not come out: somebody has to ask the payor.
    private func unproven(_ payments: [ObservedPayment]) -> [WorkItem] {
        let unproven = payments.filter { !$0.isProven && $0.status != .reversal }
        guard let first = unproven.min(by: { $0.id < $1.id }) else { return [] }
        return [
            WorkItem(
                .payment, .soon, record: first.id,
                about: "\(Counted(unproven.count, "payment")) whose own sums do not come out",
                advice: "bridgework remittance show \(first.id.suffix)")
        ]
    }

    /// One line for all of them: a file brings hundreds.
    private func waiting(_ payments: [ObservedPayment]) -> [WorkItem] {
        let waiting = payments.filter { !$0.isMatched }
        guard let first = waiting.min(by: { $0.id < $1.id }) else { return [] }
        let cents = waiting.reduce(CheckedSum()) { sum, payment in
            var sum = sum
            sum += CheckedSum(payment.chargedCents)
            return sum
        }
        return [
            WorkItem(
                .payment, .soon, record: first.id,
                about: "\(Counted(waiting.count, "payment")) matched to nobody, charged "
                    + Figure.money(cents.total ?? 0),
                advice: "bridgework remittance waiting", atRisk: cents.total)
        ]
    }

    /// One line for each payor: a dispute is one letter after the other to the same address.
    private func underpayments() -> [WorkItem] {
        let short = Underpayments(lookup, office: office).lines().filter { $0.shortCents != nil }
        return Dictionary(grouping: short, by: \.payor).compactMap { payor, lines in
            guard let first = lines.min(by: { $0.payment.id < $1.payment.id }) else { return nil }
            let cents = lines.reduce(Int64(0)) { $0 + ($1.shortCents ?? 0) }
            return WorkItem(
                .underpayment, .soon, record: first.payment.id,
                about: "\(label(payor)): \(Counted(lines.count, "service")) allowed "
                    + "\(Figure.money(cents)) less than contracted",
                advice: "bridgework report underpayments"
                    + (payor == nil ? "" : " --payor \(name(payor))"), atRisk: cents)
        }
    }

    /// What nobody has in hand, one by one while there are few.
    private func denials() -> [WorkItem] {
        let open = DeniedServices(lookup, office: office).all().filter { $0.state == .open }
        guard !open.isEmpty else { return [] }
        let book = NetworkBook(lookup)
        let items = Dictionary(grouping: open, by: \.payment.id).compactMap { _, services in
            services.first.map { denial($0, of: services, book) }
        }.map { $0.weighed(on: today) }.sorted()
        guard items.count > Self.denialsMax, let last = items.last else { return items }
        let rest = WorkItem(
            .denial, .soon, record: last.record,
            about: Counted(items.count - Self.denialsMax, "more denied payment").description,
            advice: "bridgework denial list")
        return items.prefix(Self.denialsMax) + [rest]
    }

    private func denial(
        _ service: DeniedService, of all: [DeniedService], _ book: NetworkBook
    ) -> WorkItem {
        let facts = DenialFacts(service, book, in: lookup)
        let why = facts.facts.first.map { "; \($0)" } ?? ""
        return WorkItem(
            .denial, service.appealBy.map { WorkItem.Urgency(due: $0, today: today) } ?? .soon,
            due: service.appealBy, record: service.payment.id,
            about: "\(Counted(all.count, "service")) denied, \(service.cause.words): "
                + "\(label(service.payment.practitioner)) at "
                + "\(label(service.payment.office))\(why)",
            advice: facts.fix,
            atRisk: all.reduce(Int64(0)) { $0 + $1.line.chargedCents })
    }

    private static var denialsMax: Int { 20 }
}
