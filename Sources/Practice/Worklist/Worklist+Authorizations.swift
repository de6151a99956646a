internal import Claims
internal import Merge
internal import Records
internal import Tables

extension Worklist {
    /// Planned work without the consent that its payor demands, and what payors wait for.
    func authorizations() -> [WorkItem] {
        guard office != nil else { return [] }
        return planned() + waiting()
    }

    private func planned() -> [WorkItem] {
        let lacking = PlannedServices(lookup, today: today).lacking()
        let items = lacking.prefix(Self.plannedMax).map { service in
            WorkItem(
                .authorization, .init(due: service.on, today: today), due: service.on,
                record: service.authorization ?? service.appointment.id,
                about: "\(service.code) for patient \(label(service.patient)) on \(service.on) "
                    + "needs an authorization of \(name(service.payor)): \(service.words)",
                advice: service.authorization.map {
                    "bridgework authorization show \($0.suffix)"
                }
                    ?? "bridgework authorization add \(service.coverage.suffix) --service "
                    + "\(service.code) --appointment \(service.appointment.id.suffix)")
        }
        guard let next = lacking.dropFirst(items.count).first else { return items }
        let rest = WorkItem(
            .authorization, .init(due: next.on, today: today), due: next.on,
            record: next.appointment.id,
            about: "\(Counted(lacking.count - items.count, "more planned service")) without an "
                + "authorization that holds",
            advice: "bridgework authorization planned")
        return items + [rest]
    }

    /// What the payor asked for, and denials that may still be appealed, of this office's.
    private func waiting() -> [WorkItem] {
        AuthorizationBook(lookup).all().compactMap { found in
            guard found.office == nil || found.office == office,
                found.nextActionOn.map({ $0 <= today }) ?? true
            else { return nil }
            let due: Day? =
                switch found.state(on: today) {
                case .pended: found.infoDueOn
                case .denied: found.appealBy
                default: nil
                }
            guard let due, due >= today || found.standing.isIn(Authorization.State.pended) else {
                return nil
            }
            return WorkItem(
                .authorization, .init(due: due, today: today), due: due, record: found.id,
                about: "authorization \(label(found.id)): "
                    + found.alarms(on: today, lookup).joined(separator: "; "),
                advice: "bridgework authorization show \(found.id.suffix)")
        }
    }

    private static var plannedMax: Int { 20 }
}
