package import Merge

/// One kind of work that somebody does at one sitting.
package struct Workload: Sendable {
    package let name: String
    package let weight: Int
    package let task: Task

    /// What there is to do.
    package enum Task: Sendable {
        /// Writes made by hand, in one transaction: units as they merge, whatever they mean, and
        /// what only a program of another release would write. None means nothing to do here.
        case writes(@Sendable (inout Worker) -> [Write])
        /// What the desk's own deeds decide, a transaction each.
        case deeds(@Sendable (inout Worker) throws -> Void)
    }

    init(_ name: String, weight: Int, _ writes: @escaping @Sendable (inout Worker) -> [Write]) {
        self.name = name
        self.weight = weight
        self.task = .writes(writes)
    }

    init(
        _ name: String, weight: Int, deeds: @escaping @Sendable (inout Worker) throws -> Void
    ) {
        self.name = name
        self.weight = weight
        self.task = .deeds(deeds)
    }

    package static let all: [Workload] = [
        .registerPatient, .editPatient, .restrictPatient, .movePatient, .moveMany, .addCoverage,
        .editCoverage, .orderCoverage, .doctorName, .payor, .contracts, .doctors, .cases, .moves,
        .fees, .receipts, .settlements, .conflicts, .task, .tally, .lifecycle, .note, .novelty,
    ]

    /// One of all, each as often as its weight says.
    package static func one(_ dice: inout Dice) -> Workload {
        var place = dice.below(all.reduce(0) { $0 + $1.weight })
        for workload in all {
            place -= workload.weight
            if place < 0 { return workload }
        }
        return .note
    }
}
