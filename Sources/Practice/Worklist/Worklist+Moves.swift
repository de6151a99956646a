internal import Merge
internal import Participation
internal import Tables

extension Worklist {
    /// Moves whose payors have all answered: somebody looks into the directories and closes them.
    func moves() -> [WorkItem] {
        active(.moveRun).compactMap { MoveRun($0) }.compactMap { move in
            guard move.isPlanned, MoveStanding(move, lookup).state == .confirmed else {
                return nil
            }
            let isPast = move.changesOn.map { $0 <= today } ?? true
            let places = [move.fromOffice.map { "from \(label($0))" }, move.toOffice.map(to)]
                .compactMap(\.self).joined(separator: " ")
            return WorkItem(
                .move, isPast ? .soon : .later, due: move.changesOn, record: move.id,
                about: "\(move.kind.rawValue) of \(label(move.doctor)) \(places): no payor is left "
                    + "to answer; look into the directories",
                advice: "bridgework doctor runs close \(move.id.suffix) --comment …")
        }
    }

    private func to(_ office: RecordID) -> String { "to \(label(office))" }
}
