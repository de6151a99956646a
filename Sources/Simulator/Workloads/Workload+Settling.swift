import Merge
internal import Records

extension Workload {
    /// Somebody says of two records of one kind which of them stands, whatever others said of them.
    ///
    /// The centre decides; an office that does it anyway only proposes.
    static let settle = Workload("settle", weight: 6) { desk in
        let type = desk.dice.isLucky(70) ? "patient" : "practitioner"
        guard let one = desk.some(type), let other = desk.some(type), one != other else {
            return []
        }
        let answer: Settlement.Answer =
            desk.dice.isLucky(30)
            ? .distinct : .keep(desk.dice.isLucky(50) ? one : other, through: nil)
        return Settlement.writes(one, other, answer, reason: "") { desk.state($0) }
    }
}
