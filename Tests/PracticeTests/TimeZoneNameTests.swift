import Merge
import Testing

@testable import Records
@testable import Tables

struct TimeZoneNameTests {
    @Test func `the list is sorted, whole and without doubles`() {
        let names = TimeZoneName.all
        #expect(names.count > 590)
        #expect(names.map { Array($0.utf8) }.isSorted)
        #expect(Set(names).count == names.count)
        #expect(names.contains("America/New_York") && names.contains("UTC"))
    }

    @Test(arguments: [
        ("America/New_York", "America/New_York"), ("pacific/kiritimati", "Pacific/Kiritimati"),
        (" utc ", "UTC"),
    ])
    func `a name is stored as the database spells it`(typed: String, stored: String) throws {
        #expect(TextFormat.timeZone.normalized(typed) == stored)
        #expect(
            try FieldParser().scalar(typed, as: .format(.timeZone)) == .text(stored))
    }

    @Test(arguments: [
        ("America/New_Yrok", "America/New_York"), ("Kiritimati", "Pacific/Kiritimati"),
        ("Eastern Time (US & Canada)", "America/New_York"), ("New York", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"), ("Chcago", "America/Chicago"),
        ("PST", "America/Los_Angeles"), ("edt", "America/New_York"),
    ])
    func `any other text is refused with the name that was meant`(typed: String, meant: String) {
        #expect(throws: FieldProblem.notTimeZone(closest: meant)) {
            try FieldParser().scalar(typed, as: .format(.timeZone))
        }
        #expect(FieldProblem.notTimeZone(closest: meant).description.contains(meant))
    }

    @Test func `a text like no name is refused without a guess`() {
        // What has few letters is near many names that are hours away.
        for text in ["1234567890123456", "XST", "IST."] {
            #expect(throws: FieldProblem.notTimeZone(closest: nil)) {
                try FieldParser().scalar(text, as: .format(.timeZone))
            }
        }
    }

    @Test func `an office takes no other, by hand or by file`() throws {
        let assignment = try Assignment(parsing: "timeZone=Mars/Base")
        #expect(throws: EditProblem.self) {
            try RecordEditor.writes(
                type: .office, record: RecordID(bits: 1),
                assignments: [
                    assignment, Assignment(parsing: "code=A"), Assignment(parsing: "name=A"),
                ], before: nil)
        }
        let attribute = try #require(RecordType.office["timeZone"])
        let bad = Value([.text("Mars/Base")]).encoded
        #expect(ValueCheck.problem(key: [], value: bad, in: attribute) != nil)
        let good = Value([.text("America/Denver")]).encoded
        #expect(ValueCheck.problem(key: [], value: good, in: attribute) == nil)
    }
}

extension [[UInt8]] {
    fileprivate var isSorted: Bool {
        zip(self, dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    }
}
