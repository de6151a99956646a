import Foundation
import Merge
import Testing

@testable import Fees
@testable import Tables

/// A file laid over the lines that stand: nothing goes in, or away, in silence.
struct FeeImportTests {
    private let standing = FeeLines([
        FeeLine(FeeKey("D0120"), .priced(cents: 4_000)),
        FeeLine(FeeKey("D0140"), .priced(cents: 6_000)),
        FeeLine(FeeKey("D0150"), .priced(cents: 8_000)),
    ])

    private func laid(
        _ text: String, over lines: FeeLines? = nil, conflicts: Set<FeeKey> = [],
        usual: FeeLines? = nil, codes: Set<String>? = nil, isComplete: Bool = false
    ) -> FeeImport {
        FeeImport(
            FeeFile.read(Array(text.utf8)[...]),
            over: FeeImport.Ground(
                lines: lines ?? standing, conflicts: conflicts, usual: usual, codes: codes),
            isComplete: isComplete)
    }

    private func kinds(_ fees: FeeImport) -> [FeeChange.Kind] { fees.changes.map(\.kind) }

    @Test func `each row is told as what it changes`() {
        let fees = laid("Code,Fee\nD0120,41.00\nD0140,59.00\nD0150,80.00\nD0160,9.00\nD0170,0.00\n")
        #expect(kinds(fees) == [.raised, .lowered, .unchanged, .added, .toZero])
        #expect(fees.changes.map(\.line) == [2, 3, 4, 5, 6])
        #expect(fees.lines.count == 5)
    }

    @Test func `a canonical file goes into the schedule that it names, and into no other`() {
        let header = "schedule_name,kind,code,state,amount\n"
        let ground = FeeImport.Ground(
            lines: standing,
            schedule: .init(code: "S1", name: "Synthetic fees", kind: "contracted"))
        let laid = { (rows: String) in
            FeeImport(
                FeeFile.read(Array((header + rows).utf8)[...]), over: ground, isComplete: false)
        }
        for name in ["S1", "s1", "synthetic FEES", ""] {
            #expect(laid("\(name),contracted,X0001,priced,1.00\n").problems.isEmpty, "\(name)")
        }
        for row in ["S2,contracted,X0001,priced,1.00\n", "S1,ucr,X0001,priced,1.00\n"] {
            let foreign = laid(row)
            #expect(foreign.isRefused)
            #expect(foreign.problems.map(\.reason) == [.fee(.otherSchedule)])
        }
        let mixed = laid("S1,contracted,X0001,priced,1.00\nS2,contracted,X0002,priced,2.00\n")
        #expect(mixed.problems.map(\.reason) == [.fee(.mixedFacts)])
        #expect(mixed.lines[FeeKey("X0002")] == nil)
    }

    @Test func `a bad row is named by its line and code, and two that disagree name each other`() {
        let fees = laid("Code,Fee\nX0001,$2~021.00\nX0002,1.00\nX0002,2.00\n")
        #expect(
            fees.problems.map(\.description) == [
                "line 2, X0001: not an amount that can be read: write 45.00, or a word such as "
                    + "\"not covered\"",
                "line 3, X0002: another price for the code than line 4",
                "line 4, X0002: another price for the code than line 3",
            ])
    }

    @Test func `an Open Dental file with blanks takes no fee away without consent`() {
        let fees = laid("D0120\t\tA\tB\nD0140\t61.00\tA\tB\nD0999\t\tA\tB\n")
        #expect(kinds(fees) == [.toBlank, .raised, .blank])
        #expect(fees.changes[0].notices == [.keptBlank])
        #expect(fees.lines[FeeKey("D0120")]?.price == .priced(cents: 4_000))
        #expect(fees.lines[FeeKey("D0150")]?.price == .priced(cents: 8_000))
        #expect(fees.lines[FeeKey("D0999")] == nil)
        #expect(!fees.isRefused)
    }

    @Test func `a complete file blanks and removes what it blanks and leaves out`() {
        let fees = laid("D0120\t\tA\tB\nD0140\t61.00\tA\tB\n", isComplete: true)
        #expect(kinds(fees) == [.toBlank, .raised, .removed])
        #expect(fees.lines[FeeKey("D0120")]?.price == .notListed)
        #expect(fees.lines[FeeKey("D0150")] == nil)
    }

    @Test func `a complete file that is not readable whole is refused`() {
        let fees = laid("Code,Fee\nD0120,4?.00\nD0140,61.00\n", isComplete: true)
        #expect(fees.isRefused)
        #expect(fees.problems.map(\.line) == [2])
        #expect(fees.lines[FeeKey("D0120")]?.price == .priced(cents: 4_000))
    }

    @Test func `a code stated twice counts once, and not at all where the prices differ`() {
        let fees = laid("Code,Fee\nD0120,41.00\nD0120,41.00\nD0140,1.00\nD0140,2.00\n")
        #expect(kinds(fees) == [.raised, .repeated])
        #expect(
            fees.problems.map(\.reason) == [
                .fee(.contradicts(line: 5)), .fee(.contradicts(line: 4)),
            ])
        #expect(fees.lines[FeeKey("D0140")]?.price == .priced(cents: 6_000))
    }

    @Test func `a file settles no conflict`() {
        let fees = laid("Code,Fee\nD0120,41.00\n", conflicts: [FeeKey("D0120")])
        #expect(fees.problems.map(\.reason) == [.conflictStands])
    }

    @Test func `what deserves a look is noticed`() {
        let usual = FeeLines([FeeLine(FeeKey("D0120"), .priced(cents: 4_500))])
        let fees = laid(
            "Code,Fee\nD0120,50.00\nD0140,75.01\nD0150,99.99\nD9999,1.00\n", usual: usual,
            codes: ["D0120", "D0140", "D0150"])
        #expect(fees.changes[0].notices == [.aboveUcr])
        #expect(fees.changes[1].notices == [.over25Percent])
        #expect(fees.changes[2].notices == [])
        #expect(fees.changes[3].notices == [.unknownCode])
    }

    @Test(arguments: [(7_500, false), (7_501, true), (4_500, false), (4_499, true)])
    func `more than a quarter is noticed, a quarter is not`(cents: Int64, isNoticed: Bool) {
        let notices = FeeChange.notices(
            from: .priced(cents: 6_000), to: .priced(cents: cents), usual: nil)
        #expect(notices.contains(.over25Percent) == isNoticed)
    }

    @Test func `a price that becomes a word is restated, with no amount guessed`() {
        let fees = laid("code,state,amount\nD0120,notCovered,\n")
        #expect(kinds(fees) == [.restated])
        #expect(fees.changes[0].delta == nil)
        #expect(fees.lines[FeeKey("D0120")]?.price == .notCovered)
    }

    @Test func `more lines than a schedule may hold refuse the file`() {
        let rows = (0...FeeLimits.linesMax).map { "X\($0),1.00" }.joined(separator: "\n")
        let fees = laid("Code,Fee\n" + rows)
        #expect(fees.isRefused)
        #expect(laid("Code,Fee\nX1,1.00").isRefused == false)
    }

    @Test func `the writes are what differs and nothing else`() {
        let fees = laid("Code,Fee\nD0120,40.00\nD0140,61.00\nD0999,1.00\n")
        let draft = RecordID(bits: 9)
        let writes = FeeDraft.writes(of: draft, from: standing, to: fees.lines)
        #expect(writes.map { Entry.decoded($0.key)[0].text } == ["D0140", "D0999"])
    }

    @Test func `a difference in dollars needs a price on both sides`() {
        let diff = FeeDiff(
            from: standing,
            to: FeeLines([
                FeeLine(FeeKey("D0120"), .priced(cents: 4_100)),
                FeeLine(FeeKey("D0140"), .byReport),
                FeeLine(FeeKey("D0150"), .priced(cents: 8_000)),
            ]))
        #expect(diff.changes.map(\.kind) == [.raised, .restated])
        #expect(diff.changes.map(\.delta) == [100, nil])
        #expect(diff.unchanged == 1)
    }
}
