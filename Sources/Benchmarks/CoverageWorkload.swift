import Merge
import Practice

/// Workload W: coverages of 23 fields with the entropy of real ones, and edits of three fields
/// each.
struct CoverageWorkload {
    static let fieldCount = 23
    static let type = "coverage"
    private static let vocabulary = 4_000

    let rows: [WorkloadRow]
    /// A fifth of the records, three fields each.
    let edits: [WorkloadEdit]
    /// Every record, three fields each.
    let updates: [WorkloadEdit]

    init(records: Int, seed: UInt64, areIDsRandom: Bool = false) {
        var dice = SplitMix64(seed: seed)
        let words = (0..<CoverageWorkload.vocabulary).map { _ in CoverageWorkload.word(&dice) }
        self.rows = (0..<records).map { number in
            let random = UInt128(dice.next()) << 64 | UInt128(dice.next())
            let time = areIDsRandom ? Int64(dice.below(1 << 47)) : 1_760_000_000_000 + Int64(number)
            let id = RecordID.v7(milliseconds: time, random: random)
            let values = (0..<CoverageWorkload.fieldCount).map {
                CoverageWorkload.value(of: $0, words, &dice)
            }
            return WorkloadRow(id: id, values: values)
        }
        let triples = (0..<64).map { _ in CoverageWorkload.triple(&dice) }
        let edit = { (row: WorkloadRow, dice: inout SplitMix64) -> WorkloadEdit in
            let columns = triples[dice.below(64)]
            let values = columns.map { CoverageWorkload.value(of: $0, words, &dice) }
            return WorkloadEdit(id: row.id, columns: columns, values: values)
        }
        var edits: [WorkloadEdit] = []
        for row in rows where dice.below(5) == 0 { edits.append(edit(row, &dice)) }
        self.edits = edits
        self.updates = rows.map { edit($0, &dice) }
    }

    static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                type, "Somebody's cover under a plan.", visibility: .group, writers: .offices,
                (0..<fieldCount).map { .register(column($0), kind(of: $0), .latest) })
        ])

    static func column(_ index: Int) -> String { "c\(index + 1)" }

    private static func kind(of index: Int) -> FieldKind {
        switch index {
        case ..<16: .text(max: 64)
        case ..<20: .integer(0...1_000_000)
        default: .day
        }
    }

    /// Five random ids of twelve characters, seven names, four enumerations, four numbers, three
    /// days.
    private static func value(of index: Int, _ words: [String], _ dice: inout SplitMix64) -> Scalar
    {
        switch index {
        case ..<5: .text(identifier(&dice))
        case ..<12: .text(words[dice.below(words.count)])
        case ..<16: .text(["active", "self", "spouse", "child", "pending"][dice.below(5)])
        case ..<20: .int(Int64(dice.below(200_000)))
        default: .int(Int64(18_000 + dice.below(4_000)))
        }
    }

    private static func identifier(_ dice: inout SplitMix64) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        return String((0..<12).map { _ in letters[dice.below(letters.count)] })
    }

    private static func word(_ dice: inout SplitMix64) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return String((0..<(8 + dice.below(9))).map { _ in letters[dice.below(letters.count)] })
    }

    private static func triple(_ dice: inout SplitMix64) -> [Int] {
        var columns: Set<Int> = []
        while columns.count < 3 { columns.insert(dice.below(fieldCount)) }
        return columns.sorted()
    }
}

extension SplitMix64 {
    /// A number from 0 up to but not including `limit`, which must be positive.
    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }
}
