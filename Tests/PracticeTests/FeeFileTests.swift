import Foundation
import Merge
import Testing

@testable import Fees
@testable import Practice
@testable import Tables

/// What each kind of fee file says, and what of it is not read.
struct FeeFileTests {
    private func read(
        _ text: String, as format: FeeFileFormat? = nil, columns: FeeColumns? = nil
    ) -> FeeFile {
        FeeFile.read(Array(text.utf8)[...], as: format, columns: columns)
    }

    private func price(_ text: String) -> FeePrice? {
        do { return try FeeFigure.price(text) } catch { return nil }
    }

    private func fault(_ text: String) -> FeeFault? {
        do {
            _ = try FeeFigure.price(text)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        ("57", 5_700), ("$44.00", 4_400), ("1,234.00", 123_400), ("$ 1,234,567.89", 123_456_789),
        ("0.00", 0), (" 29.08 ", 2_908), ("0", 0), ("12.5", 1_250),
    ])
    func `an amount is read to the cent`(text: String, cents: Int64) {
        #expect(price(text) == .priced(cents: cents))
    }

    @Test(arguments: [
        ("$2~021.00", FeeFault.notAnAmount), ("12.345", .decimals(3)),
        ("-5.00", .negative), ("(5.00)", .negative), ("1,23.00", .grouping), ("12,34", .grouping),
        ("45.00*", .notAnAmount), ("1.234,00", .decimals(6)), ("$", .notAnAmount),
        ("80%", .bareShare), ("99999999999999999999", .notAnAmount), ("1..00", .notAnAmount),
        (".50", .notAnAmount), ("45.", .decimals(0)),
    ])
    func `an amount with dirt in it is a fault, never a guess`(text: String, fault: FeeFault) {
        #expect(self.fault(text) == fault)
    }

    @Test func `words and blanks are states of their own`() {
        #expect(price("") == .notListed)
        #expect(price("  ") == .notListed)
        #expect(price("N/C") == .notCovered)
        #expect(price("not covered") == .notCovered)
        #expect(price("By Report") == .byReport)
        #expect(price("Bundled") == .bundled)
        #expect(price("80% of UCR") == .percentOfUcr(basisPoints: 8_000))
        #expect(price("12.5 % UCR") == .percentOfUcr(basisPoints: 1_250))
    }

    @Test(arguments: ["0120", "D0120", "D 0120", "d0120", " d 0120 "])
    func `one code in its spellings is one code`(text: String) {
        #expect(FeeCode.typed(text) == "D0120")
    }

    @Test(arguments: ["120", "TOTAL", "", "D012", "D01200", "123456", "D0120*", "see note"])
    func `what is no code is not made one`(text: String) {
        #expect(FeeCode.typed(text) == nil)
    }

    @Test func `codes of other systems stay as they are`() {
        #expect(FeeCode.typed("99213") == "99213")
        #expect(FeeCode.typed("t1015.1") == "T1015.1")
    }

    @Test func `an export of Open Dental has tabs, no header, and texts that are dropped`() {
        let file = read(
            "D0120\t45.00\tA\tone, two, three, four\r\nD0140\t1,234.00\tB\tat 2\" depth\r\n"
                + "D0150\t\tC\tblank\r\n")
        #expect(file.format == .openDental)
        #expect(
            fees(file) == [
                FeeLine(FeeKey("D0120"), .priced(cents: 4_500)),
                FeeLine(FeeKey("D0140"), .priced(cents: 123_400)),
                FeeLine(FeeKey("D0150"), .notListed),
            ])
        #expect(file.rows.map(\.line) == [1, 2, 3])
    }

    @Test func `foreign bytes in a dropped column do not matter`() {
        let bytes = Array("D0120\t45.00\t".utf8) + [0xE9, 0xFF] + Array("\t\n".utf8)
        let file = FeeFile.read(bytes[...])
        #expect(fees(file) == [FeeLine(FeeKey("D0120"), .priced(cents: 4_500))])
    }

    @Test func `title rows above the header of Dentrix Ascend are passed over and counted`() {
        let file = read(
            """
            Fee Schedule Report
            "Smile, Inc.",as of 2026
            Procedure Code,Description,Amount,Paid in Full
            D0120,x,$45.00,T
            D0140,x,"$1,234.00",
            """)
        #expect(file.format == .dentrixAscend)
        #expect(file.titleRows == 2)
        #expect(file.droppedColumns == ["Description"])
        #expect(
            fees(file) == [
                FeeLine(FeeKey("D0120"), .priced(cents: 4_500), comment: "paid in full"),
                FeeLine(FeeKey("D0140"), .priced(cents: 123_400)),
            ])
    }

    @Test func `a thousands comma outside quotes moves columns, so the row is not read`() {
        let file = read("Code,Fee\nD0120,$1,234.00\nD0140,40.00\n")
        #expect(fees(file).map(\.key.code) == ["D0140"])
        #expect(faults(file) == [.fieldCount(expected: 2, found: 3)])
    }

    @Test func `a file of nobody's format is read by the columns a person names`() throws {
        let text = "cdt;max;gp\n0120;$44.00;9\n"
        #expect(read(text).problems.map(\.reason) == [.noFeeColumns])
        let columns = try #require(FeeColumns(parsing: "code=cdt,amount=max"))
        let file = read(text, columns: columns)
        #expect(file.format == .mapped)
        #expect(fees(file) == [FeeLine(FeeKey("D0120"), .priced(cents: 4_400))])
        #expect(file.droppedColumns == ["gp"])
    }

    @Test(arguments: [
        "", "code=a", "amount=b", "code=a,amount=b,colour=c", "code=a,code=b,amount=c",
    ])
    func `a mapping needs code and amount, each word once`(text: String) {
        #expect(FeeColumns(parsing: text) == nil)
    }

    @Test func `a mapped column that the file lacks refuses the file`() throws {
        let columns = try #require(FeeColumns(parsing: "code=A,amount=B,note=C"))
        let file = read("A,B\nD0120,1.00\n", columns: columns)
        #expect(file.problems.map(\.reason) == [.missingColumn])
    }

    @Test func `two columns that could be the amount are not chosen between`() {
        let file = read("Code,Fee,Amount\nD0120,45.00,60.00\n")
        #expect(file.problems.map(\.reason) == [.duplicateColumn])
    }

    @Test func `our own format tells states, shares, qualifiers and dates`() {
        let file = read(
            """
            schedule_name,effective_from,code,qualifier,state,amount,percent_of_ucr,note
            X,2026-01-01,D0120,,priced,45.00,,
            X,2026-01-01,D0120,child,,40.00,,to 14
            X,2026-01-01,D0140,,percentOfUcr,,80,
            X,2026-01-01,D0150,,notCovered,,,
            """)
        #expect(file.format == .canonical)
        #expect(file.facts.effectiveFrom == Day("2026-01-01"))
        #expect(
            fees(file) == [
                FeeLine(FeeKey("D0120"), .priced(cents: 4_500)),
                FeeLine(FeeKey("D0120", "child"), .priced(cents: 4_000), comment: "to 14"),
                FeeLine(FeeKey("D0140"), .percentOfUcr(basisPoints: 8_000)),
                FeeLine(FeeKey("D0150"), .notCovered),
            ])
        #expect(file.droppedColumns == [])
        #expect(file.facts.schedule == "X")
    }

    @Test func `a state and figures that disagree are a fault`() {
        let file = read(
            """
            code,state,amount,percent_of_ucr
            D0120,notCovered,45.00,
            D0140,priced,,
            D0150,priced,45.00,80
            D0160,unheard,45.00,
            """)
        #expect(fees(file) == [])
        #expect(faults(file) == Array(repeating: .fee(.stateAndFigure), count: 4))
    }

    @Test func `rows of two effective days are two files`() {
        let file = read(
            "code,state,amount,effective_from\nD0120,,45.00,2026-01-01\nD0140,,9.00,2026-02-01\n")
        #expect(faults(file) == [.fee(.mixedFacts)])
    }

    @Test(arguments: [
        ("", RowProblem.Reason.empty), ("\n\n", .empty), ("just words\n", .noFeeColumns),
        ("Code,Fee\n\"D0120,45.00\n", .unclosedQuote),
    ])
    func `a file that cannot be read says so as a whole`(text: String, reason: RowProblem.Reason) {
        #expect(read(text).problems.map(\.reason) == [reason])
    }

    @Test func `a file in UTF-16 is named as such`() {
        let bytes: [UInt8] = [0xFF, 0xFE, 0x43, 0x00]
        #expect(FeeFile.read(bytes[...]).problems.map(\.reason) == [.utf16])
    }

    @Test func `no bytes stop the reader`() {
        var dice = SplitMix64(seed: 7)
        let seeds = [
            Array("D0120\t45.00\tA\tB\n".utf8), Array("Code,Fee\nD0120,\"1,234.00\"\n".utf8),
            Array("code,state,amount\nD0120,priced,4.00\n".utf8),
        ]
        for round in 0..<3_000 {
            var bytes = seeds[round % 3]
            for _ in 0...round % 7 {
                let place = Int(dice.next() % UInt64(bytes.count))
                bytes[place] = UInt8(truncatingIfNeeded: dice.next())
            }
            let file = FeeFile.read(bytes[...])
            #expect(file.rows.count <= 4)
        }
    }

    @Test func `a real schedule is read whole but for its two dirty amounts`() throws {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/data")
        let path = folder.appending(path: "dental_max_pay_2022-04_2023-03.csv")
        guard let data = FileManager.default.contents(atPath: path.path) else {
            return print("skipped: the public fee schedule is not beside the repository")
        }
        let columns = try #require(FeeColumns(parsing: "code=cdt_code,amount=max_pay_raw"))
        let file = FeeFile.read(Array(data)[...], columns: columns)
        #expect(file.rows.count == 233)
        #expect(fees(file).count == 231)
        #expect(faults(file) == [.fee(.notAnAmount), .fee(.notAnAmount)])
        let lines = FeeLines(fees(file))
        #expect(lines.count == 231)
        #expect(lines[FeeKey("D2740")]?.price == .priced(cents: 102_800))
        #expect(try FeeLines(unpacking: lines.packed) == lines)
    }

    private func fees(_ file: FeeFile) -> [FeeLine] {
        file.rows.compactMap { row in
            if case .fee(let line, _) = row.reading { line } else { nil }
        }
    }

    private func faults(_ file: FeeFile) -> [RowProblem.Reason] {
        file.rows.compactMap { row in
            if case .unreadable(_, let reason) = row.reading { reason } else { nil }
        }
    }
}
