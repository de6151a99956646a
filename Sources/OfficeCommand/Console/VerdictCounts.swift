import Merge
package import Sync
package import Tables

/// How many ops got which verdict: the sums that account for every write.
package struct VerdictCounts: Sendable {
    private let counts: [UInt8: Int]

    /// - Parameter counts: by the verdict's number in the protocol.
    package init(_ counts: [UInt8: Int]) {
        self.counts = counts
    }

    /// Every verdict, those that did not occur among them.
    package var all: [(verdict: Verdict, count: Int)] {
        Verdict.allCases.map { ($0, counts[$0.rawValue] ?? 0) }
    }

    /// Only what occurred, for people; every verdict by name, for programs.
    package var cell: Table.Cell {
        let all = all.map { ($0.verdict.name, $0.count) }
        let shown = all.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let members = all.map { CellText.quoted($0.0) + ":" + String($0.1) }
        return Table.Cell(shown, json: "{" + members.joined(separator: ",") + "}")
    }
}
