internal import Claims
internal import Merge
internal import Records
internal import Tables

extension Worklist {
    /// Claims that wait for somebody here: what has to go out before a payor's last day one by one,
    /// all others as one line for each state.
    func claims() -> [WorkItem] {
        let all = ClaimBook(lookup).all(office: office)
        return filings(all) + waiting(all) + seconds(all)
    }

    /// Claims that their first payor answered and whose second plan nobody has asked, as one line.
    private func seconds(_ claims: [RegisteredClaim]) -> [WorkItem] {
        let open = SecondaryClaims(lookup, claims: claims).all().filter(\.needsSomebody)
        guard let first = open.first else { return [] }
        var cents = CheckedSum()
        for found in open { cents += CheckedSum(found.leftCents) }
        return [
            WorkItem(
                .claim, .soon, record: first.primary.id,
                about: "\(Counted(open.count, "claim")) that a second plan is to be asked about, "
                    + "left by the first \(cents.total.map(Figure.money) ?? "too much to say")",
                advice: "bridgework claim secondary", atRisk: cents.total)
        ]
    }

    /// Appeals whose last day is near or gone, one by one.
    func appeals() -> [WorkItem] {
        AppealCase.all(in: lookup).compactMap { found in
            guard found.state == .preparing, office == nil || found.office == office,
                let due = found.dueOn, due.number - today.number <= Self.filingDays
            else { return nil }
            return WorkItem(
                .denial, .init(due: due, today: today), due: due, record: found.id,
                about: "the appeal of claim \(found.claimNumber), level \(found.level), is due on "
                    + "\(due), asked \(Figure.money(found.askedCents ?? 0))",
                advice: "bridgework appeal letter \(found.id.suffix)", atRisk: found.askedCents,
                owner: found.assignee)
        }
    }

    /// What has not gone out while the payor's last day is near.
    private func filings(_ claims: [RegisteredClaim]) -> [WorkItem] {
        let items = claims.compactMap { claim -> WorkItem? in
            guard claim.isUnsent, !claim.isOver(on: today),
                let last = claim.fileBy(in: lookup), last.number - today.number <= Self.filingDays
            else { return nil }
            return WorkItem(
                .claim, .init(due: last, today: today), due: last, record: claim.id,
                about: "claim \(claim.number) at \(label(claim.office)) has not gone out, "
                    + "charged \(Figure.money(claim.cents))",
                advice: "bridgework claim check \(claim.number)", atRisk: claim.cents,
                owner: claim.assignee)
        }.map { $0.weighed(on: today) }.sorted()
        guard items.count > Self.filingsMax, let last = items.last else { return items }
        let rest = WorkItem(
            .claim, .now, due: last.dueOn, record: last.record,
            about: Counted(items.count - Self.filingsMax, "more claim").description
                + " near the payor's last day",
            advice: "bridgework report held-claims")
        return items.prefix(Self.filingsMax) + [rest]
    }

    private func waiting(_ claims: [RegisteredClaim]) -> [WorkItem] {
        let asked = claims.filter { claim in
            claim.nextActionOn.map { $0 <= today } ?? true
        }
        return Self.urgencies.compactMap { state, urgency in
            let own = asked.filter { $0.state(on: today) == state }
            guard let first = own.min(by: { $0.id < $1.id }) else { return nil }
            var cents = CheckedSum()
            for claim in own { cents += CheckedSum(claim.cents) }
            return WorkItem(
                .claim, urgency, record: first.id,
                about: "\(Counted(own.count, "claim")) \(Workflow.words(of: state.rawValue)), "
                    + "charged \(cents.total.map(Figure.money) ?? "more than can be said")",
                advice: "bridgework claim list --state \(state.rawValue)",
                atRisk: state == .paid ? nil : cents.total)
        }
    }

    /// Denied ones stand on the list by their payments.
    private static var urgencies: [(Claim.State, WorkItem.Urgency)] {
        [
            (.rejected, .now), (.infoRequested, .now), (.toFix, .soon), (.toAppeal, .soon),
            (.followUp, .soon), (.held, .soon), (.paid, .later),
        ]
    }

    private static var filingDays: Int64 { 14 }
    private static var filingsMax: Int { 20 }
}
