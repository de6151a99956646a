internal import Benefits
package import Merge
package import Records
package import Tables

extension Table {
    /// Authorizations with where each stands and when it is needed, in the order given.
    package static func authorizations(
        _ cases: [AuthorizationCase], on day: Day, title: String? = nil,
        _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("id"), "patient", "payor", "kind", "codes", "state", .said("requested"),
                .said("decided"), .said("number"), .said("from"), .said("through"),
                .said("used"), .said("units"), "needed", .said("assignee"), .said("nextAction"),
                .prose("alarm"),
            ], of: "authorization")
        var names = NameBook(lookup)
        let demands = PayorDemands(lookup)
        for found in cases {
            let requested = found.standing.last(Authorization.Step.submit)?.happenedOn
            let letter = found.letter
            table.add([
                .id(found.id),
                .text(found.patient.flatMap { lookup.record($0) }?.personName ?? ""),
                names.cell(demands.payor(of: found.coverage)?.id), .text(found.kind.rawValue),
                .list(found.lines.map(\.words)), .text(found.state(on: day).rawValue),
                .day(requested), .day(letter?.decidedOn ?? found.answeredOn),
                .init(optional: letter?.number), .day(letter?.from), .day(letter?.through),
                found.usedUnits == 0 ? .blank : .number(found.usedUnits),
                letter?.units.map { .number($0) } ?? .blank, .day(found.needed(in: lookup)),
                names.cell(found.assignee), .day(found.nextActionOn),
                .text(found.alarms(on: day, lookup).joined(separator: "; ")),
            ])
        }
        return table
    }

    /// Planned services whose authorization does not hold on their day, in the order given.
    package static func lacking(
        _ services: [PlannedServices<some RecordLookup>.Lacking], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("appointment"), "day", "office", "patient", .key("coverage"), "payor", "code",
                .said("authorization"), .prose("lacks"),
            ], of: "service")
        var names = NameBook(lookup)
        for service in services {
            table.add([
                .id(service.appointment.id), .day(service.on),
                names.cell(service.appointment[Appointment.office]),
                .text(lookup.record(service.patient)?.personName ?? ""), .id(service.coverage),
                names.cell(service.payor), .text(service.code),
                service.authorization.map { .id($0) } ?? .blank, .text(service.words),
            ])
        }
        return table
    }

    /// What payors ask for before they pay, by payor and code.
    package static func payorRules(
        _ payors: [RecordView], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [.key("payor"), .key("code"), .said("authorization"), .said("attachments")],
            of: "rule")
        var names = NameBook(lookup)
        let demands = PayorDemands(lookup)
        for payor in payors {
            for code in demands.codes(payor) {
                table.add([
                    names.cell(payor.id), .text(code),
                    .init(optional: demands.authorization(of: code, payor)?.rawValue),
                    .list(demands.attachments(for: code, payor)),
                ])
            }
        }
        return table
    }

    /// What goes beside a request: what the payor asks for, and whether it went.
    package static func attachments(
        of found: AuthorizationCase, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table([.key("attachment"), "asked", "sent"])
        let demands = PayorDemands(lookup)
        let payor = demands.payor(of: found.coverage)
        let asked = Set(found.lines.flatMap { demands.attachments(for: $0.code, payor) })
        for name in asked.union(found.attachments).sorted() {
            table.add([
                .text(name), .flag(asked.contains(name)), .flag(found.attachments.contains(name)),
            ])
        }
        return table
    }
}

extension AuthorizationCase {
    /// The day it is needed: of its appointment as that stands now, else as it was planned.
    func needed(in lookup: some RecordLookup) -> Day? {
        appointment.flatMap { lookup.record($0) }?[Appointment.bookedOn] ?? plannedOn
    }

    /// What somebody has to look at, in words.
    package func alarms(on day: Day, _ lookup: some RecordLookup) -> [String] {
        var found: [String] = []
        if isDisputed { found.append("two letters of the payor disagree") }
        if isOverused { found.append("\(usedUnits) units used of \(letter?.units ?? 0)") }
        guard !isOver(on: day) else { return found }
        if let needed = needed(in: lookup), needed >= day, kind == .prior,
            let lack = lack(on: needed), !isDisputed
        {
            found.append("needed on \(needed): \(lack)")
        }
        if let infoDueOn, state(on: day) == .pended {
            found.append("the payor waits for information until \(infoDueOn)")
        }
        if let appealBy, state(on: day) == .denied { found.append("appeal by \(appealBy)") }
        if isVoid(in: lookup) { found.append("the coverage is over") }
        return found
    }

    /// Whether the coverage that it was asked for is over.
    private func isVoid(in lookup: some RecordLookup) -> Bool {
        guard let coverage = lookup.record(coverage) else { return false }
        switch Coverage.State(Workflow.coverage.standing(of: coverage)) {
        case .inactive, .terminated: return true
        case .unverified, .active, .unknown, nil: return !coverage.isActive
        }
    }
}

extension AuthorizationCase.Line {
    /// `D7240:17`, and how many where it is more than one.
    package var words: String {
        ([code] + (tooth.map { [$0] } ?? [])).joined(separator: ":")
            + (units == 1 ? "" : " x\(units)")
    }
}
