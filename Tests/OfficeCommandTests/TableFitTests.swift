import ArgumentParser
import Merge
import Synchronization
import Tables
import Testing
import Wire

@testable import OfficeCommand

/// What a terminal of a few columns shows of a table, and what it never cuts.
struct TableFitTests {
    private static let id = RecordID(bits: 0xABCD_EF01)

    private static func table(_ names: [String] = ["Synthetic Doctor with a rather long name"])
        throws -> Table
    {
        var table = Table(
            [
                .key("id"), "doctor", .detail("digest"), "expires", "fee", "office", .said("note"),
                .wide("candidates"),
            ], of: "licence")
        for name in names {
            table.add([
                .id(id), .text(name), .text("b756c4dad96d"), .day(try #require(Day("2027-02-28"))),
                .money(1_234_567_89), .named("S01-EAST", label: "S01-EAST Synthetic Dental East"),
                .blank, .number(2),
            ])
        }
        return table
    }

    private static func printed(
        _ table: Table, width: Int, _ words: [String] = []
    ) throws -> (lines: [String], said: String) {
        let texts = Mutex<(out: String, err: String)>(("", ""))
        let console = Console(workingDirectory: "/", width: width) { output in
            texts.withLock { texts in
                switch output {
                case .standardOutput(let bytes): texts.out += String(decoding: bytes, as: UTF8.self)
                case .standardError(let bytes): texts.err += String(decoding: bytes, as: UTF8.self)
                case .exit: break
                }
            }
        }
        try ListingOptions.parse(words).print(table, to: console)
        return texts.withLock { texts in
            (texts.out.split(separator: "\n").map(String.init), texts.err)
        }
    }

    @Test(arguments: [40, 60, 80, 120])
    func `a table fits, and no day, amount, id or number of a name is cut`(width: Int) throws {
        let (lines, said) = try Self.printed(try Self.table(), width: width)
        #expect(lines.allSatisfy { DisplayText.width($0) <= width }, "\(lines)")
        let row = try #require(lines.last)
        #expect(row.hasPrefix("abcdef01"))
        #expect(!lines[0].contains("expires") || row.contains("2027-02-28"))
        #expect(!lines[0].contains("fee") || row.contains("1234567.89"))
        #expect(!lines[0].contains("office") || row.contains("S01-EAST"))
        #expect(said.hasPrefix("1 licence"))
        let isWhole = width == 120
        #expect(said.contains("not shown: ") != isWhole)
        #expect(said.contains("--wide") != isWhole)
    }

    @Test func `details go first, then texts are cut, then columns from the right`() throws {
        let table = try Self.table()
        let eighty = try Self.printed(table, width: 80)
        #expect(eighty.said == "1 licence; not shown: digest; --wide shows every column\n")
        #expect(
            eighty.lines[0].split(separator: " ") == ["id", "doctor", "expires", "fee", "office"])
        #expect(eighty.lines[2].contains("…"))
        let forty = try Self.printed(table, width: 40)
        #expect(forty.lines[0].split(separator: " ") == ["id", "doctor", "expires"])
        #expect(forty.said.contains("digest, fee, office"))
    }

    @Test func `nobody's terminal has room for everything, and so has --wide`() throws {
        let table = try Self.table()
        let piped = try Self.printed(table, width: .max)
        #expect(piped.said == "1 licence\n")
        #expect(piped.lines[2].contains("Synthetic Doctor with a rather long name  b756c4dad96d"))
        #expect(!piped.lines[0].contains("note"))
        let wide = try Self.printed(table, width: 40, ["--wide"])
        #expect(wide.lines[0].split(separator: " ").suffix(3) == ["office", "note", "candidates"])
        #expect(wide.lines[2].contains("Synthetic Doctor with a rather long name  b756c4dad96d"))
        #expect(wide.said == "1 licence\n")
    }

    @Test func `--columns takes columns in any format, in the order named`() throws {
        let table = try Self.table(["Ada", "Bea"])
        #expect(
            try Self.printed(table, width: 40, ["--columns", "fee, ID", "--format", "csv"]).lines
                == ["fee,id"] + Array(repeating: "1234567.89,\(Self.id)", count: 2))
        #expect(
            try Self.printed(table, width: 40, ["--columns=candidates", "--format=json"]).lines
                == ["[", "  {\"candidates\":2},", "  {\"candidates\":2}", "]"])
        #expect(
            try Self.printed(table, width: 40, ["--columns=doctor,digest"]).lines
                == ["doctor  digest", "------  ------------", "Ada     b756c4dad96d"]
                + ["Bea     b756c4dad96d"])
    }

    @Test func `a column that is not there is refused, with those that are`() throws {
        let table = try Self.table()
        do {
            _ = try Self.printed(table, width: 80, ["--columns", "id,nothing"])
            Issue.record("it was taken")
        } catch {
            let words = ListingOptions.message(for: error)
            #expect(words.contains("no column nothing"))
            #expect(words.contains("id, doctor, digest, expires, fee, office, note, candidates"))
        }
        #expect(throws: (any Error).self) {
            try Self.printed(table, width: 80, ["--columns", ","])
        }
    }

    @Test func `wide and joining characters are counted as a terminal draws them`() throws {
        let names = ["山田太郎山田太郎山田太郎山田太郎山田太郎", "Zoe\u{308} Zoe\u{308}", "Ada"]
        let (lines, _) = try Self.printed(try Self.table(names), width: 70)
        #expect(lines.allSatisfy { DisplayText.width($0) <= 70 })
        let before = try lines.dropFirst(2).map { line in
            let day = try #require(line.firstRange(of: "2027-02-28"))
            return DisplayText.width(String(line[..<day.lowerBound]))
        }
        #expect(Set(before).count == 1)
        #expect(lines[3].contains("Zoe\u{308} Zoe\u{308}"))
        #expect(lines[2].contains("…"))
    }

    @Test func `an empty table is nothing, a heading or an empty array`() throws {
        let table = try Self.table([])
        let (lines, said) = try Self.printed(table, width: 40)
        #expect(lines.isEmpty)
        #expect(said == "0 licences\n")
        #expect(
            try Self.printed(table, width: 40, ["--format", "csv"]).lines
                == ["id,doctor,digest,expires,fee,office,note,candidates"])
        #expect(try Self.printed(table, width: 40, ["--format", "json"]).lines == ["[]"])
    }

    @Test func `sentences are wrapped below their column and never cut`() throws {
        var table = Table(["what", .prose("text")])
        let text = "the enrolment starts on 2027-02-15, reschedule to that day or later"
        table.add([.text("advice"), .text(text)])
        let narrow = try Self.printed(table, width: 40).lines
        #expect(narrow.allSatisfy { DisplayText.width($0) <= 40 })
        #expect(narrow.dropFirst(3).allSatisfy { $0.hasPrefix("        ") })
        let words = narrow.dropFirst(2).flatMap { $0.split(separator: " ") }
        #expect(words.dropFirst().joined(separator: " ") == text)
        #expect(try Self.printed(table, width: .max).lines[2] == "advice  " + text)
    }

    @Test func `a long list is laid out by its first rows; later ones lose no figure`() throws {
        var table = Table(["number", "name", "cents"], of: "row")
        for number in 1...TablePrinter.sampleMax {
            table.add([.number(number), .text("short"), .money(100)])
        }
        table.add([
            .number(1_000_000), .text(String(repeating: "x", count: 90)), .money(12_345_678),
        ])
        let narrow = try Self.printed(table, width: 40)
        #expect(narrow.lines.count == TablePrinter.sampleMax + 3)
        #expect(narrow.lines.last == "1000000  xxxx…  123456.78")
        #expect(narrow.said == "1001 rows\n")
        let piped = try Self.printed(table, width: .max).lines.last
        #expect(piped?.contains(String(repeating: "x", count: 90)) == true)
        let objects = try Self.printed(table, width: 40, ["--format", "json"]).lines
        #expect(objects.count == TablePrinter.sampleMax + 3)
        #expect(objects.dropFirst().dropLast(2).allSatisfy { $0.hasSuffix("},") })
    }

    @Test func `a matrix too wide comes in parts that repeat whose row it is`()
        throws
    {
        let names = (1...12).map { "SC\($0)-2027" }
        var table = Table(["npi", "doctor"] + names.map { Table.Column($0) }, keyColumns: 2)
        table.add([.text("2000000010"), .text("Ada")] + names.map { .text("effective " + $0) })
        let (lines, _) = try Self.printed(table, width: 80)
        #expect(lines.allSatisfy { DisplayText.width($0) <= 80 })
        #expect(lines.count { $0.hasPrefix("2000000010  Ada") } > 2)
        for name in names { #expect(lines.contains { $0.contains("effective " + name) }) }
    }
}
