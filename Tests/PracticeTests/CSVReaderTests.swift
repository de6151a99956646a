import Merge
import Practice
import Tables
import Testing

struct CSVReaderTests {
    private func rows(_ text: String) -> [CSVRow] {
        rows(bytes: Array(text.utf8))
    }

    private func rows(bytes: [UInt8]) -> [CSVRow] {
        var reader = CSVReader(bytes[...])
        var rows: [CSVRow] = []
        while let row = reader.next() { rows.append(row) }
        return rows
    }

    private func texts(_ text: String) -> [[String]] {
        rows(text).map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
    }

    private func reasons(_ text: String) -> [RowProblem.Reason] {
        rows(text).flatMap(\.problems).map(\.reason)
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `each line end separates rows`(end: String) {
        #expect(texts("a,b\(end)1,2\(end)") == [["a", "b"], ["1", "2"]])
        #expect(texts("a,b\(end)1,2") == [["a", "b"], ["1", "2"]])
    }

    @Test func `line ends may be mixed and every one counts as a line`() {
        let found = rows("a\r\nb\nc\rd\n\n\r\ne")
        #expect(found.map(\.line) == [1, 2, 3, 4, 7])
    }

    @Test func `nothing and empty lines are no rows`() {
        #expect(rows("").isEmpty)
        #expect(rows("\u{FEFF}").isEmpty)
        #expect(rows("\r\n\n\r").isEmpty)
    }

    @Test func `a byte order mark is not part of the first name`() {
        #expect(texts("\u{FEFF}npi,name\n") == [["npi", "name"]])
        #expect(texts("\u{FEFF}\"npi\"\n") == [["npi"]])
    }

    @Test func `quotes hold delimiters line ends and doubled quotes`() {
        #expect(texts("\"b,c\",\"d\"\"e\",\"\"\n") == [["b,c", "d\"e", ""]])
        #expect(texts("\"a\r\nb\",c\n") == [["a\r\nb", "c"]])
        #expect(texts("\"\"\"\",\"\"\"\"\"\"\n") == [["\"", "\"\""]])
    }

    @Test func `a row after an embedded line end has its own line number`() {
        #expect(rows("h\n\"a\nb\r\nc\"\nd\n").map(\.line) == [1, 2, 5])
    }

    @Test func `a quote inside an unquoted field is reported with its place`() {
        let problems = rows("a,b\n1,2\"3\n4,5\n").flatMap(\.problems)
        #expect(problems == [RowProblem(line: 2, place: .field(2), reason: .strayQuote)])
    }

    @Test func `text behind a closing quote is reported and reading goes on`() {
        let found = rows("a,b\n\"1\"x,2\n3,4\n")
        #expect(found.map(\.problems.count) == [0, 1, 0])
        #expect(found[1].problems[0].reason == .textAfterQuote)
        #expect(found[2].fields.count == 2)
    }

    @Test func `a quote that never closes is reported where it opens`() {
        let problems = rows("a,b\n1,\"2\n3,4\n").flatMap(\.problems)
        #expect(problems == [RowProblem(line: 2, place: .field(2), reason: .unclosedQuote)])
    }

    @Test func `the header line tells the delimiter`() {
        #expect(texts("a;b;c,d\n1;2;3\n") == [["a", "b", "c,d"], ["1", "2", "3"]])
        #expect(texts("a\tb\n1,5\t2\n") == [["a", "b"], ["1,5", "2"]])
        #expect(texts("a,b\n1;2,3\n") == [["a", "b"], ["1;2", "3"]])
        #expect(texts("\"a;b;c\",d\n") == [["a;b;c", "d"]])
        #expect(texts("only\n1;2\n") == [["only"], ["1;2"]])
    }

    @Test func `formula starters and leading zeros stay as they are`() {
        let line = ["=1+1", "+1", "-1", "@x", "0120", "007", "1.23E+05"]
        #expect(texts(line.joined(separator: ",")) == [line])
    }

    @Test func `Latin-1 and zero bytes are reported per field`() {
        let wrong: [UInt8] = [0x4A, 0xE9, 0x2C, 0x31, 0x0A, 0x00, 0x2C, 0x32]
        let found = rows(bytes: Array("a,b\n".utf8) + wrong)
        #expect(
            found.flatMap(\.problems) == [
                RowProblem(line: 2, place: .field(1), reason: .notUTF8),
                RowProblem(line: 3, place: .field(1), reason: .zeroByte),
            ])
    }

    @Test func `UTF-16 is told from UTF-8 with and without a mark`() {
        #expect(CSVReader.isUTF16([0xFF, 0xFE, 0x61, 0x00]))
        #expect(CSVReader.isUTF16([0xFE, 0xFF, 0x00, 0x61]))
        #expect(CSVReader.isUTF16([0x61, 0x00, 0x62, 0x00]))
        #expect(CSVReader.isUTF16([0x00, 0x61, 0x00, 0x62]))
        #expect(!CSVReader.isUTF16([0xEF, 0xBB, 0xBF, 0x61]))
        #expect(!CSVReader.isUTF16([0x61, 0x62]))
        #expect(!CSVReader.isUTF16([]))
    }

    @Test func `a field may have as many bytes as the limit and not one more`() {
        let most = String(repeating: "x", count: ImportLimits.fieldBytesMax)
        #expect(reasons(most).isEmpty)
        #expect(reasons("\"\(most)\"").isEmpty)
        let limit = ImportLimits.fieldBytesMax
        #expect(reasons(most + "x") == [.fieldTooLong(bytes: limit + 1, limit: limit)])
        let huge = String(repeating: "x", count: 10 << 20)
        #expect(rows(huge)[0].fields[0].isEmpty)
    }

    @Test func `a row may have as many columns as the limit and not one more`() {
        let most = String(repeating: ",", count: ImportLimits.columnsMax - 1)
        #expect(rows(most)[0].fields.count == ImportLimits.columnsMax)
        let limit = ImportLimits.columnsMax
        #expect(reasons(most + ",") == [.tooManyColumns(found: limit + 1, limit: limit)])
        #expect(rows(String(repeating: ",", count: 10_000))[0].fields.isEmpty)
    }

    @Test func `reading is total on random bytes`() {
        var random = SplitMix64(seed: 7)
        let alphabet: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09, 0x61, 0x00, 0xE9, 0xEF]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let found = rows(bytes: bytes)
            #expect(found.map(\.line) == found.map(\.line).sorted())
        }
    }

    @Test func `what is written by the rules reads back the same`() {
        var random = SplitMix64(seed: 8)
        let alphabet: [Character] = ["\"", ",", "\n", "\r", "a", "é", ";", " "]
        for _ in 0..<500 {
            let table = (0..<3).map { _ in
                (0..<3).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &random)).map { _ in
                            alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                        })
                }
            }
            let text =
                (["h,h,h"]
                + table.map { row in
                    row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(
                        separator: ",")
                }).joined(separator: "\r\n")
            #expect(
                texts(text).dropFirst().map { $0.map { Array($0.utf8) } }
                    == table.map { $0.map { Array($0.utf8) } })
        }
    }
}
