import Merge
import Practice
import Tables
import Testing

/// Row D2 of the bad-input catalogue: what whole files are made of.
struct ImportFileTests {
    private static let header = "npi,family_name,given_name,degree\n"
    private static let good = header + "1234567893,Synthley,Alba,DDS\n"

    private func report(_ text: String, _ kind: ImportKind = .doctors) -> [String] {
        ImportMemory().plan(kind, text).report
    }

    @Test func `an empty file is refused and a header alone is an import of nothing`() {
        #expect(report("") == ["doctors.csv: line 1: the file holds no header"])
        #expect(report("\u{FEFF}\r\n") == ["doctors.csv: line 1: the file holds no header"])
        let plan = ImportMemory().plan(.doctors, Self.header)
        #expect(plan.writes() == [])
        #expect(plan.report == [])
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `each line end and a mark and no final line end give the same import`(end: String) {
        let text = "\u{FEFF}" + Self.good.replacing("\n", with: end)
        let plan = ImportMemory().plan(.doctors, text)
        #expect(plan.writes() == ImportMemory().plan(.doctors, Self.good).writes())
        let cut = ImportMemory().plan(.doctors, String(text.dropLast()))
        #expect(cut.writes() == plan.writes())
    }

    @Test(arguments: [";", "\t"])
    func `other delimiters give the same import`(delimiter: String) {
        let plan = ImportMemory().plan(.doctors, Self.good.replacing(",", with: delimiter))
        #expect(plan.writes() == ImportMemory().plan(.doctors, Self.good).writes())
    }

    @Test func `headers vary in case spaces order and known aliases`() {
        let text = "Given Name,LAST-NAME, Degree ,NPI\nAlba,Synthley,DDS,1234567893\n"
        let plan = ImportMemory().plan(.doctors, text)
        #expect(plan.report == [])
        #expect(plan.writes() == ImportMemory().plan(.doctors, Self.good).writes())
    }

    @Test func `a missing a doubled and an unknown column are told apart`() {
        #expect(
            report("npi,family_name\n1234567893,x\n") == [
                "doctors.csv: line 1, column given_name: the column is required and missing"
            ])
        #expect(
            report("npi,NPI,family_name,given_name\n") == [
                "doctors.csv: line 1, column npi: the column stands twice"
            ])
        let unknown = "npi,family_name,given_name,degre\n1234567893,Synthley,Alba,DDS\n"
        #expect(report(unknown) == ["doctors.csv: line 1, column degre: no such column is known"])
        let plan = ImportMemory().plan(.doctors, unknown)
        #expect(plan.writes() == nil)
        #expect(plan.writes(skippingBad: true)?.count == 1)
    }

    @Test func `a file without a header does not show its first row`() {
        let lines = report("1234567893,Synthley,Alba,DDS\n")
        #expect(lines.count == 7)
        #expect(lines.allSatisfy { !$0.contains("Synthley") && !$0.contains("Alba") })
    }

    @Test func `UTF-16 is refused as a whole and Latin-1 by row and column`() {
        let wide: [UInt8] = [0xFF, 0xFE] + Self.good.utf8.flatMap { [$0, 0] }
        #expect(
            ImportMemory().plan(.doctors, bytes: wide).report == [
                "doctors.csv: line 1: the file is UTF-16; save it as UTF-8"
            ])
        let latin = Array(Self.good.utf8).map { $0 == UInt8(ascii: "b") ? 0xE9 : $0 }
        #expect(
            ImportMemory().plan(.doctors, bytes: latin).report == [
                "doctors.csv: line 2, column given_name: not UTF-8; save the file as UTF-8"
            ])
        let zero = Array(Self.good.utf8).map { $0 == UInt8(ascii: "b") ? 0 : $0 }
        #expect(
            ImportMemory().plan(.doctors, bytes: zero).report == [
                "doctors.csv: line 2, column given_name: holds a zero byte"
            ])
    }

    @Test func `ragged rows are reported on both sides and blank rows are none`() {
        let rows = "1234567893,Synthley,Alba\n,,,\n1558598797,Synthley,Cora,DDS,x\n"
        #expect(
            report(Self.header + rows) == [
                "doctors.csv: line 2: 3 fields where the header has 4",
                "doctors.csv: line 4: 5 fields where the header has 4",
            ])
    }

    @Test func `quotes that are wrong are reported with line and column`() {
        let rows = "1234567893,Syn\"thley,Alba,DDS\n1558598797,\"Synthley\"x,Cora,DDS\n"
        #expect(
            report(Self.header + rows) == [
                "doctors.csv: line 2, column family_name: a quote inside an unquoted field",
                "doctors.csv: line 3, column family_name: text behind a closing quote",
            ])
    }

    @Test func `a quote that never closes refuses even the good rows`() {
        let plan = ImportMemory().plan(.doctors, Self.good + "1558598797,\"Synthley,Cora,DDS\n")
        #expect(plan.counts.created == 1)
        #expect(plan.writes(skippingBad: true) == nil)
    }

    @Test func `quoted fields hold delimiters and doubled quotes verbatim`() {
        var store = ImportMemory()
        store.take(.doctors, Self.header + "1234567893,\"Synth, the \"\"Elder\"\"\",Alba,DDS\n")
        #expect(store.text("practitioner", "1234567893", "family") == "Synth, the \"Elder\"")
    }

    @Test func `an embedded line end is refused where a name cannot hold one`() {
        #expect(
            report(Self.header + "1234567893,\"Synth\nley\",Alba,DDS\n") == [
                "doctors.csv: lines 2 to 3, column family_name: "
                    + "expected text without control characters"
            ])
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "007"])
    func `formula starters and leading zeros are stored verbatim`(text: String) {
        var store = ImportMemory()
        store.take(.doctors, Self.header + "1234567893,\(text),Alba,DDS\n")
        #expect(store.text("practitioner", "1234567893", "family") == text)
    }

    @Test func `all rows go in or none unless bad ones may be skipped`() {
        let text = Self.good + "1234567890,Synthley,Cora,DDS\n1558598797,Synthley,Dario,DMD\n"
        let plan = ImportMemory().plan(.doctors, text)
        #expect(plan.counts.description == "2 created, 0 edited, 0 the same, 0 skipped, 1 bad")
        #expect(plan.writes() == nil)
        #expect(plan.writes(skippingBad: true)?.count == 2)
        #expect(
            plan.report == [
                "doctors.csv: line 3, column npi: "
                    + "expected an NPI of ten digits with a valid check digit"
            ])
    }

    @Test func `problems are listed up to the limit and then counted`() {
        let limit = ImportLimits.problemsMax
        let bad = String(repeating: "1,Synthley,Alba,DDS\n", count: limit)
        #expect(report(Self.header + bad).count == limit)
        let more = report(Self.header + bad + bad)
        #expect(more.count == limit + 1)
        #expect(more.last == "doctors.csv: \(limit) more problems")
    }

    @Test func `every kind documents a header and takes it`() {
        for kind in ImportKind.allCases {
            #expect(kind.columns.contains { $0.isRequired })
            #expect(Set(kind.columns.map(\.name)).count == kind.columns.count)
            #expect(PracticeSchema.current[kind.recordType] != nil)
            #expect(report(kind.header + "\n", kind) == [], "\(kind)")
        }
    }

    @Test func `no value of a file is ever in a report or a diff`() {
        let mark = "S3CRET"
        for kind in ImportKind.allCases {
            let names = kind.columns.map(\.name)
            let all = names.map { _ in mark }.joined(separator: ",")
            let memory = ImportMemory()
            let plan = memory.plan(kind, kind.header + "\n" + all + "\n\"\(mark)\"x\n")
            let lines = plan.report + plan.diff(memory.records)
            for line in lines where kind != .payors && kind != .users {
                #expect(!line.contains(mark), "\(kind): \(line)")
            }
        }
    }

    @Test func `random bytes never stop a plan`() {
        var random = SplitMix64(seed: 11)
        let pieces = ["npi", "1234567893", ",", "\n", "\"", "\r", "given_name", "family_name", ";"]
        for _ in 0..<500 {
            let text = (0..<30).map { _ in pieces[Int.random(in: 0..<9, using: &random)] }.joined()
            let plan = ImportMemory().plan(.doctors, text)
            #expect(plan.isClean == (plan.report == []))
        }
    }
}
