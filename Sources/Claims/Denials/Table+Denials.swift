internal import Merge
internal import Participation
package import Records
package import Tables

extension Table {
    /// Denied services, what is due first in front.
    package static func denials(
        _ services: [DeniedService], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("payment"), "claim", "office", "servedOn", .detail("patient"), "name",
                "doctor", "payor", "code", "charged", "cause", "reasons", .said("appealBy"),
                "state", .prose("fix"),
            ], of: Table.Noun("denied service"))
        var names = NameBook(lookup)
        let book = NetworkBook(lookup)
        let order = { (service: DeniedService) in
            (
                service.appealBy?.number ?? .max, -service.line.chargedCents,
                service.payment.claimNumber, service.line.number
            )
        }
        for service in services.sorted(by: { order($0) < order($1) }) {
            let payment = service.payment
            table.add([
                .id(payment.id), .text(payment.claimNumber), names.cell(payment.office),
                .day(service.servedOn), .id(payment.patient),
                .text(payment.patient.flatMap { lookup.record($0) }?.personName),
                names.cell(payment.practitioner), names.cell(service.payor),
                .text(service.line.code), .money(service.line.chargedCents),
                .text(service.cause.rawValue),
                .list((service.line.reasons + payment.reasons).map { "\($0.group) \($0.code)" }),
                .day(service.appealBy), .text(service.state.rawValue),
                .text(DenialFacts(service, book, in: lookup).fix),
            ])
        }
        return table
    }

    /// How often each payor denies each doctor for what, and how much of it was overturned.
    package static func denialCauses(
        _ services: [DeniedService], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: "Denied services by cause",
            [
                "cause", "payor", "doctor", "services", "charged", "open", "overturned",
                "overturnedShare", "appeals", "won", "wonShare",
            ])
        var names = NameBook(lookup)
        let groups = Dictionary(grouping: services) { service in
            DenialGroup(
                cause: service.cause, payor: service.payor,
                doctor: service.payment.practitioner)
        }
        let sums = groups.mapValues { $0.reduce(Int64(0)) { $0 + $1.line.chargedCents } }
        let order = { (group: DenialGroup) in
            (
                -(sums[group] ?? 0), group.cause.rawValue, "\(group.payor?.description ?? "")",
                "\(group.doctor?.description ?? "")"
            )
        }
        for (group, own) in groups.sorted(by: { order($0.key) < order($1.key) }) {
            let overturned = own.count { $0.state == .overturned }
            let decided = decidedAppeals(of: own, lookup)
            let won = decided.count(where: \.isWon)
            table.add([
                .text(group.cause.rawValue), names.cell(group.payor), names.cell(group.doctor),
                .number(own.count), .money(sums[group] ?? 0), .number(own.count(where: \.isOpen)),
                .number(overturned), .percent(Int64(overturned * 10_000 / own.count)),
                .number(decided.count), .number(won),
                decided.isEmpty ? .blank : .percent(Int64(won * 10_000 / decided.count)),
            ])
        }
        return table
    }

    /// Appeals of these services' claims that a payor decided, each once.
    private static func decidedAppeals(
        of services: [DeniedService], _ lookup: some RecordLookup
    ) -> [AppealCase] {
        var found: [RecordID: AppealCase] = [:]
        for service in services {
            for appeal in AppealCase.appeals(of: service.payment, in: lookup)
            where appeal.isWon || appeal.state == .upheld {
                found[appeal.id] = appeal
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }
}

extension Table {
    /// What our records say of each denied service of a payment.
    package static func denialFacts(
        _ services: [DeniedService], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(["line", "code", "servedOn", "cause", "fix", .prose("facts")])
        let book = NetworkBook(lookup)
        for service in services {
            let facts = DenialFacts(service, book, in: lookup)
            table.add([
                .number(service.line.number), .text(service.line.code), .day(service.servedOn),
                .text(service.cause.words), .text(facts.fix), .list(facts.facts),
            ])
        }
        return table
    }
}
