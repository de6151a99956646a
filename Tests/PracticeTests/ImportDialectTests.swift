import Fees
import Merge
import Practice
import Records
import Tables
import Testing

/// What spreadsheets and practice systems write in practice is read, or asked; never guessed.
struct ImportDialectTests {
    private static let header = "patient_system,patient_number,family_name,given_name,birth_date"

    private let office = ImportContext.office(
        RecordID(bits: 7), today: ImportMemory.today, secret: .test)

    private func plan(_ lines: String..., context: ImportContext? = nil) -> ImportPlan {
        ImportMemory().plan(
            .patients, lines.joined(separator: "\n") + "\n", context: context ?? office)
    }

    private func births(_ lines: String..., context: ImportContext? = nil) -> [String] {
        var memory = ImportMemory()
        memory.take(
            .patients, ([Self.header] + lines).joined(separator: "\n") + "\n",
            context: context ?? office)
        return memory.types.filter { $0.value == "patient" }
            .map { memory.text($0.key, "birthDate") }.sorted()
    }

    @Test func `a stray quote's row is told with all lines that it swallowed, and all count`() {
        let found = plan(
            Self.header, #"od,1,"Quo,Te,1980-01-01"#, "od,2,Next,Nan,1980-01-01",
            #"od,3,Last,"Lea",1980-01-01"#, "od,4,Four,Fay,1980-01-01")
        #expect(found.counts.bad == 3)
        #expect(found.counts.created == 1)
        #expect(found.report.first?.contains("lines 2 to 4, column family_name: text") == true)
    }

    @Test func `swallowed lines that only make a wrong number of fields are told as well`() {
        let found = plan(
            Self.header, #"od,1,"Quo,Te,1980-01-01"#, #"od,2,Next","Nan",1980-01-01"#,
            "od,4,Four,Fay,1980-01-01")
        #expect(found.counts.bad == 2)
        #expect(found.report.first?.contains("lines 2 to 3") == true)
    }

    @Test(arguments: [
        // The quote closes at a row's end, a row later or two, and in the middle.
        (#"od,1,Quo,Te,1980-01-01,"likes tea|od,2,Aa,Bb,1980-01-01,|od,3,Cc,Dd,1980-01-01,""#, 3),
        (#"od,1,Quo,Te,1980-01-01,"likes tea|od,2,Aa,Bb,1980-01-01,""#, 2),
        (#"od,1,Quo,Te,1980-01-01,"|od,2,Aa,""Bb"",1980-01-01,x|""#, 3),
    ])
    func `a row that may hold others in a column nobody reads is bad`(rows: String, lines: Int) {
        let found = plan(
            Self.header + ",notes", rows.replacing("|", with: "\n"),
            "od,9,Last,Lea,1980-01-01,")
        #expect(found.counts.bad == lines)
        #expect(found.counts.created == 1)
        #expect(found.report.contains { $0.contains("lines 2 to \(lines + 1): a quote holds") })
    }

    @Test(arguments: [
        #"od,1,Quo,Te,1980-01-01,"likes tea,|no milk""#,
        #"od,1,Quo,Te,1980-01-01,"one|two|three|""#,
    ])
    func `a text over several lines is one row, and told`(row: String) {
        let found = plan(Self.header + ",notes", row.replacing("|", with: "\n"))
        #expect(found.counts.bad == 0 && found.counts.created == 1)
        let lines = row.count { $0 == "|" } + 2
        #expect(
            found.remarks == [
                "patients.csv: lines 2 to \(lines) are one row: a quoted text "
                    + "runs over them"
            ])
    }

    @Test func `a text over lines in the first of all columns swallows nothing`() {
        let file = "\"No\ntes\",\(Self.header)\n\"a\nb\",od,1,Quo,Te,1980-01-01\n"
        let found = plan(file)
        #expect(found.fileProblems == [])
        #expect(found.counts.created == 1)
        let swallowed = plan("\(Self.header),\"notes", "od,1,Quo,Te,1980-01-01,", "\"")
        #expect(swallowed.fileProblems.map(\.lastLine) == [3])
    }

    @Test func `fee and code files do not swallow rows either`() {
        let fees = "code,fee,text\nD0120,50,\"a\nD0140,60,b\"\nD0210,80,\"c\nd\"\n"
        let file = FeeFile.read(Array(fees.utf8)[...])
        let found = FeeImport(file, over: .init(lines: FeeLines([])), isComplete: false)
        #expect(found.unreadable == 2)
        #expect(found.changes.count == 1)
        #expect(file.longRows.remark?.contains("lines 4 to 5") == true)
        let codes = "code,label\nD0120,\"a\nD0140,b\"\n"
        let read = CodeFile.read(Array(codes.utf8)[...], system: "CDT", hasLicence: false)
        #expect(read.problems.map(\.reason) == [.rowsWithinQuotes])
        #expect(read.problems.map(\.lastLine) == [3])
    }

    @Test func `a fee file tells the lines that a stray quote swallowed`() {
        let text = "code,fee\nD0120,\"50\nD0140,60\nD0150,\"70\"\nD0210,80\n"
        let file = FeeFile.read(Array(text.utf8)[...])
        let found = FeeImport(file, over: .init(lines: FeeLines([])), isComplete: false)
        #expect(found.unreadable == 3)
        #expect(found.problems.map(\.description).first?.hasPrefix("lines 2 to 4") == true)
        #expect(found.changes.count == 1)
    }

    @Test func `a first line that tells the delimiter is none of the file's rows`() {
        let found = plan(
            "sep=;", Self.header.replacing(",", with: ";"), "od;1;Doe, Jr;Ada;1980-01-01")
        #expect(found.counts.created == 1)
        #expect(found.report == [])
    }

    @Test func `a column's other rows tell whether month or day stands first`() {
        #expect(
            births("od,1,A,A,2/28/1980", "od,2,B,B,3/4/1980") == ["1980-02-28", "1980-03-04"])
        #expect(
            births("od,1,A,A,28/2/1980", "od,2,B,B,3/4/1980") == ["1980-02-28", "1980-04-03"])
        #expect(births("od,1,A,A,5/5/1980 0:00") == ["1980-05-05"])
        #expect(births("od,1,A,A,28.02.1980") == ["1980-02-28"])
    }

    @Test func `where no row tells, the order is asked, and a person may say it`() {
        let rows = [Self.header, "od,1,A,A,3/4/1980", "od,2,B,B,5/6/1980"]
        let asked = plan(rows[0], rows[1], rows[2])
        #expect(!asked.isSkippable)
        #expect(asked.writes(skippingBad: true) == nil)
        #expect(asked.report.first?.contains("line 2, column birth_date: month or day") == true)
        var said = office
        said.dayOrder = .dayFirst
        #expect(
            births("od,1,A,A,3/4/1980", "od,2,B,B,5/6/1980", context: said)
                == ["1980-04-03", "1980-06-05"])
    }

    @Test(arguments: [
        "1980-02-09 00:00:00", "1980-02-09T00:00:00.000Z", "1980-2-9", "1980/02/09", "19800209",
        "9-Feb-1980", "09 FEB 1980", "Feb 9, 1980", "February 9 1980",
    ])
    func `a day that reads in one way only needs no other row`(written: String) {
        #expect(births("od,1,A,A,\"\(written)\"") == ["1980-02-09"])
    }

    @Test(arguments: [
        "1980-02-09 08:30:00", "09-02-80", "9-Feb-80", "29256", "02091980", "1980-13-09",
        "Feb 30, 1980", "1980", "Feb 1980", "00/00/0000", "20-80-02-09",
    ])
    func `a day that reads in two ways, or in none, is bad`(written: String) {
        let found = plan(Self.header, "od,1,A,A,\"\(written)\"")
        #expect(found.counts.bad == 1)
        #expect(found.report.first?.contains("line 2, column birth_date") == true)
    }

    @Test func `a column that writes both orders is refused with both lines`() {
        let found = plan(Self.header, "od,1,A,A,2/28/1980", "od,2,B,B,28/2/1980")
        #expect(found.report.count == 1)
        #expect(found.report.first?.contains("line 3, column birth_date") == true)
        #expect(found.report.first?.contains("line 2") == true)
    }

    @Test func `a day that no calendar has stays wrong`() {
        let found = plan(Self.header, "od,1,A,A,2/30/1980")
        #expect(found.counts.bad == 1)
    }

    @Test func `delimiters behind the last column are passed over, values there are not`() {
        let blank = plan(Self.header + ",,", "od,1,A,A,1980-01-01,,", "od,2,B,B,1980-01-01")
        #expect(blank.counts.created == 2)
        #expect(blank.report == [])
        let more = plan(Self.header, "od,1,A,A,1980-01-01,x")
        #expect(more.counts.bad == 1)
        // `Smith, Jr` without quotes shifts what follows, into a blank at the end.
        let shifted = plan(Self.header + ",preferred_name", "od,1,A, Jr,A,1980-01-01,")
        #expect(shifted.counts.bad == 1)
    }

    @Test func `title rows above the header are passed over and told`() {
        let found = plan(
            "Patients of Elm Street,,,,", "As of 2026-11-20,,,,", ",,,,", Self.header,
            "od,1,A,A,1980-01-01")
        #expect(found.counts.created == 1)
        #expect(found.remarks == ["patients.csv: 2 title rows passed over"])
    }

    @Test func `a file without its required columns is told what the nearest row lacks`() {
        let found = plan("Title", "patient_system,patient_number,family_name", "od,1,A")
        #expect(!found.isSkippable)
        #expect(found.report.contains { $0.contains("line 2, column birth_date") })
    }

    @Test func `one decimal is what a spreadsheet leaves of two`() throws {
        #expect(try FieldParser().scalar("50.5", as: .money) == .int(5_050))
        #expect(throws: FieldProblem.self) { try FieldParser().scalar("50.555", as: .money) }
        #expect(throws: FieldProblem.self) { try FieldParser().scalar("50.", as: .money) }
    }

    @Test(arguments: [
        ("8:30 AM", "08:30"), ("08:30am", "08:30"), ("12:00 AM", "00:00"), ("12:15 PM", "12:15"),
        ("1:05 PM", "13:05"), ("11:59:00 PM", "23:59"), ("8:30", "08:30"), ("17:00:00", "17:00"),
    ])
    func `a time with its half of the day is read`(typed: String, stored: String) {
        #expect(TextFormat.time.normalized(typed) == stored)
    }

    @Test(arguments: ["13:00 PM", "0:30 AM", "8:30:15", "AM", "8 AM", "8:60 AM"])
    func `what is no time stays none`(typed: String) {
        #expect(TextFormat.time.normalized(typed) == nil)
    }

    @Test func `one legal name is a name`() {
        var memory = ImportMemory()
        let plan = memory.take(
            .patients, Self.header + "\nod,1,Mono,,1950-01-01\n", context: office)
        #expect(plan.counts.created == 1)
        #expect(
            memory.plan(.patients, Self.header + "\nod,1,Mono,,1950-01-01\n", context: office)
                .writes() == [])
    }

    @Test func `rows that are passed over say why and where`() {
        let found = plan(Self.header, "od,1,A,A,1980-01-01", "od,1,A,A,1980-01-01")
        #expect(
            found.remarks == ["patients.csv: line 3 skipped: repeats an earlier line"])
    }
}
