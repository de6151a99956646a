package import Merge
internal import Records

/// What else a doctor's move asks of somebody: one task each, from the run and the topic.
package enum MoveTopic: String, CaseIterable, Sendable {
    case nppes, w9, caqh, dea, malpractice, clearinghouse, permit

    /// Days after the change within which the national registry must hear of it: 45 CFR
    /// 162.410(a)(4).
    private static let registryDays: Int64 = 30

    /// The topics of a move: who only leaves needs no papers for a new place, and a W-9 is for
    /// another tax number.
    static func topics(of move: MoveRun, in lookup: some RecordLookup) -> [MoveTopic] {
        guard move.kind != .leave else {
            return [.nppes, .caqh, .dea, .malpractice, .clearinghouse]
        }
        let isOther = TaxNumberChange(
            doctors: [move.doctor], entering: [move.toOffice].compactMap(\.self),
            leaving: [move.fromOffice].compactMap(\.self), on: move.changesOn, in: lookup
        ).isChange
        return allCases.filter { $0 != .w9 || isOther }
    }

    /// On the day of the change, but for the registry.
    package func dueOn(_ changesOn: Day) -> Day {
        self == .nppes ? changesOn.advanced(by: Self.registryDays) : changesOn
    }

    /// What the topic's task is known by, with the move that it is about.
    var taskKind: String { "move-\(rawValue)" }

    /// The centre's tasks of a move that stand, one of each topic.
    static func tasks(
        of move: RecordID, in lookup: some RecordLookup
    ) -> [MoveTopic: RecordView] {
        let all = lookup.records(where: WorkTask.about, is: move).filter(TaskDraft.isCentres)
        let pairs = allCases.compactMap { topic in
            all.first { $0[WorkTask.kind] == topic.taskKind }.map { (topic, $0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    var title: String {
        switch self {
        case .nppes: "NPPES: update the practice location within 30 days of the change"
        case .w9: "W-9: send a signed one for the new office's tax number"
        case .caqh: "CAQH: update the practice locations and attest again"
        case .dea: "DEA: check whether the new place or state needs a registration"
        case .malpractice: "Malpractice carrier: report the change and ask for a certificate"
        case .clearinghouse: "Clearinghouse: change the doctor's locations"
        case .permit: "State licence and permits: change the address and display them"
        }
    }
}
