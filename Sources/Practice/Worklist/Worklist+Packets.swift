internal import Merge
internal import Participation
internal import Records
internal import Tables

extension Worklist {
    /// How far ahead a packet is worth somebody's day: payors take 60 to 90 days.
    static var packetDays: Int64 { 90 }

    /// A doctor's first day at offices, still to come.
    private struct Start {
        let day: Day
        let offices: [RecordID]
        /// The move that takes the doctor there.
        var move: RecordView?
    }

    /// Doctors who are to start somewhere and whose packet is not in: one item for each, with what
    /// is missing for the first start ahead.
    ///
    /// What runs out before the start is missing, too; what a conflict stands on is not known.
    func packets() -> [WorkItem] {
        let first = starts().mapValues(joined)
        guard !first.isEmpty else { return [] }
        let rules = PairRules(lookup)
        return first.sorted { $0.key < $1.key }.compactMap { doctor, start in
            let moved = start.move.flatMap { PacketSubject(run: $0, in: lookup, rules: rules) }
            let subject =
                moved
                ?? PacketSubject(
                    of: doctor, in: lookup, startsOn: start.day, today: today, rules: rules)
            let offices = Set(subject.offices + (moved == nil ? start.offices : [])).sorted()
            let packet = DoctorPacket(
                lookup, doctor: doctor, contracts: subject.contracts, offices: offices,
                event: subject.event, startsOn: start.day, today: today)
            let isSettled = packet.items.allSatisfy { $0.isIn || $0.finding.state == .notHeld }
            return isSettled ? nil : item(doctor, start, packet.items)
        }
    }

    /// The first day ahead, with all that begins on it; a move, where nothing else does.
    private func joined(_ starts: [Start]) -> Start {
        let day = starts.map(\.day).min() ?? today
        let first = starts.filter { $0.day == day }
        let offices = Set(first.flatMap(\.offices))
        let move = first.lazy.compactMap(\.move).first { move in
            offices == Set([move[MoveRun.toOffice]].compactMap(\.self))
        }
        return Start(day: day, offices: offices.sorted(), move: move)
    }

    private func starts() -> [RecordID: [Start]] {
        let last = Day(number: today.number + Self.packetDays)
        let isAhead = { (day: Day) in today <= day && day <= last }
        var found: [RecordID: [Start]] = [:]
        for run in active(.onboardingRun).compactMap({ OnboardingRun($0) })
        where run.isStarted && isAhead(run.startsOn) {
            found[run.doctor, default: []].append(
                Start(day: run.startsOn, offices: run.offices.sorted()))
        }
        for view in active(.moveRun) {
            guard let move = MoveRun(view), move.isPlanned, let day = move.firstDayNew,
                let office = move.toOffice, isAhead(day)
            else { continue }
            found[move.doctor, default: []].append(
                Start(day: day, offices: [office], move: view))
        }
        let assigned = Set(
            active(.locationAssignment).compactMap { row -> RecordID? in
                guard let day = row[LocationAssignment.term.from], isAhead(day) else { return nil }
                return row[LocationAssignment.practitioner]
            })
        for doctor in assigned {
            // A row that goes on where another ends is no start.
            for (office, days) in DoctorStays(of: doctor, in: lookup).days {
                for range in days.ranges where isAhead(range.first) {
                    found[doctor, default: []].append(
                        Start(day: range.first, offices: [office]))
                }
            }
        }
        return found.filter { lookup.record($0.key)?.isActive ?? false }
    }

    private func item(_ doctor: RecordID, _ start: Start, _ items: [PacketItem]) -> WorkItem {
        let places = Set(start.offices).sorted().map { label($0) }.joined(separator: ", ")
        let clauses = [
            clause("missing", items.filter { [.missing, .stale].contains($0.finding.state) }),
            clause("not known", items.filter { $0.finding.state == .unknown }),
        ].compactMap(\.self)
        return WorkItem(
            .packet, .init(due: start.day, today: today), due: start.day, record: doctor,
            about: "\(label(doctor)) starts on \(start.day)"
                + (places.isEmpty ? "" : " at \(places)") + ": "
                + clauses.joined(separator: "; "),
            advice: "bridgework doctor packet \(name(doctor)) "
                + (start.move.map { "--run \($0.id.suffix)" } ?? "--start \(start.day)"))
    }

    /// Each kind once, with the office or tax entity it is for, and why where it is on file.
    private func clause(_ word: String, _ items: [PacketItem]) -> String? {
        var said: [String] = []
        for item in items {
            let place = item.place.map { " of \(label($0))" } ?? ""
            let why = item.finding.state == .missing ? "" : " (\(item.finding.detail))"
            let text = (item.formName ?? item.kind) + place + why
            if !said.contains(text) { said.append(text) }
        }
        return said.isEmpty ? nil : "\(word) \(said.joined(separator: ", "))"
    }
}
