import Merge

extension Workload {
    /// A card is copied: a child record that goes where its patient goes.
    static let addCoverage = Workload("add coverage", weight: 10) { desk in
        guard let patient = desk.some("patient") else { return [] }
        let coverage = desk.newID()
        let plan = RecordID(bits: UInt128(desk.dice.below(4)))
        return [
            Write(coverage, "coverage", "patient", desk.reference(patient)),
            Write(coverage, "coverage", "insurancePlan", desk.reference(plan)),
            Write(coverage, "coverage", "identity", .text("M\(desk.dice.below(900))")),
        ]
    }

    /// The member id, or a second try at what can be written once.
    static let editCoverage = Workload("edit coverage", weight: 10) { desk in
        guard let coverage = desk.some("coverage") else { return [] }
        if desk.dice.isLucky(15) {
            let plan = RecordID(bits: UInt128(desk.dice.below(4)))
            return [Write(coverage, "coverage", "insurancePlan", desk.reference(plan))]
        }
        return [Write(coverage, "coverage", "identity", .text("M\(desk.dice.below(900))"))]
    }

    /// Which coverage pays first, as a map by day.
    static let orderCoverage = Workload("order coverage", weight: 8) { desk in
        guard let patient = desk.some("patient"), let coverage = desk.some("coverage") else {
            return []
        }
        let key = Value([.int(Int64(18_000 + desk.dice.below(2)))]).encoded
        return [
            Write(
                record: patient, type: "patient", attribute: "coverageOrder", key: key,
                value: Value([desk.reference(coverage)]).encoded)
        ]
    }
}
