import Merge
import Testing

/// The civil calendar, at its edges.
struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016),
        ("1900-03-01", -25_508), ("2026-11-23", 20_780), ("1800-01-01", -62_091),
        ("9998-12-31", 2_932_531),
    ])
    func `known days have known numbers`(text: String, number: Int64) {
        #expect(Day(text)?.number == number)
        #expect(Day(number: number).description == text)
        #expect(Day(number: number).isValid)
    }

    @Test(arguments: [
        "1900-02-29", "2100-02-29", "2023-02-29", "2024-02-30", "2024-04-31", "2024-13-01",
        "2024-00-10", "2024-01-00", "2024-01-32", "1799-12-31", "9999-01-01", "0000-00-00",
        "2024-1-01", "24-01-01", "2024/01/01", " 2024-01-01", "2024-01-01 ", "2024-0a-01", "",
        "-024-01-01", "２024-01-01",
    ])
    func `what is no day is refused`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["2000-02-29", "2024-02-29", "2400-02-29", "1804-02-29"])
    func `leap days exist`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test func `two hundred thousand days go there and back, one after the other`() {
        var last: (year: Int, month: Int, day: Int) = (0, 0, 0)
        for number in -62_091...140_000 as ClosedRange<Int64> {
            let civil = Day(number: number).civil
            let back = Day(year: civil.year, month: civil.month, day: civil.day)
            guard back?.number == number, last < civil else {
                Issue.record("day \(number)")
                return
            }
            last = civil
        }
    }

    @Test func `the range ends are just that`() {
        #expect(!Day(number: -62_092).isValid)
        #expect(!Day(number: 2_932_532).isValid)
        #expect(Day(number: -62_091).advanced(by: -1).isValid == false)
    }

    @Test func `a number from a hostile peer is written, not trapped on`() {
        #expect(!Day(number: .max).description.isEmpty)
        #expect(!Day(number: .min).description.isEmpty)
    }
}
