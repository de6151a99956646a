package import Merge

/// One kind of work: from what somebody sees to what he wants to write, in one transaction.
package struct Workload: Sendable {
    package let name: String
    package let weight: Int
    /// An empty answer means that there is nothing to do here.
    package let writes: @Sendable (inout Worker) -> [Write]

    init(_ name: String, weight: Int, _ writes: @escaping @Sendable (inout Worker) -> [Write]) {
        self.name = name
        self.weight = weight
        self.writes = writes
    }

    package static let all: [Workload] = [
        .registerPatient, .editPatient, .restrictPatient, .movePatient, .moveMany, .addCoverage,
        .editCoverage, .orderCoverage, .credential, .contract, .onboarding, .task, .tally,
        .lifecycle, .settle, .note, .novelty,
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
