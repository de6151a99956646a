import Merge
import Testing

@testable import Benefits
@testable import Records

/// Years, months and ages as plans count them.
struct BenefitPeriodTests {
    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [
        ("2026-06-30", 7, "2025-07-01", "2026-06-30"),
        ("2026-07-01", 7, "2026-07-01", "2027-06-30"),
        ("2026-12-31", 1, "2026-01-01", "2026-12-31"),
        ("2024-02-29", 3, "2023-03-01", "2024-02-29"),
    ])
    func `a benefit year begins in its month`(
        day: String, month: Int64, first: String, last: String
    ) throws {
        let period = BenefitPeriod.benefitYear(of: try Self.day(day), from: month)
        #expect(period.first == Day(first))
        #expect(period.last == Day(last))
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-15", -3, "2025-12-15"), ("2026-12-31", 2, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"), ("2026-06-15", 0, "2026-06-15"),
    ])
    func `a month later is the same day or the last`(
        from: String, months: Int64, to: String
    ) throws {
        #expect(try Self.day(from).adding(months: months) == Day(to))
    }

    @Test func `an age is reached on the birthday`() throws {
        let birth = try Self.day("2008-02-29")
        #expect(try Self.day("2026-02-28").age(bornOn: birth) == 17)
        #expect(try Self.day("2026-03-01").age(bornOn: birth) == 18)
        #expect(birth.age(bornOn: birth) == 0)
    }

    @Test func `rolling months leave the same day of the earlier month out`() throws {
        let period = BenefitPeriod.of(
            .months(6), on: try Self.day("2026-07-10"), yearMonth: nil)
        #expect(period?.first == Day("2026-01-11"))
        #expect(period?.contains(try Self.day("2026-01-10")) == false)
        #expect(
            BenefitPeriod.of(.serviceYear, on: try Self.day("2026-07-10"), yearMonth: nil) == nil)
    }

    @Test(arguments: [
        ("1", "quad", "UR"), ("9", "quad", "UL"), ("17", "quad", "LL"), ("32", "quad", "LR"),
        ("A", "quad", "UR"), ("J", "quad", "UL"), ("K", "quad", "LL"), ("T", "quad", "LR"),
        ("16", "arch", "U"), ("17", "arch", "L"), ("LR", "arch", "L"), ("6", "sextant", "1"),
        ("14", "tooth", "14"), ("014", "tooth", "14"), ("UL", "tooth", nil), ("xyz", "tooth", nil),
        ("64", "quad", "UL"), ("AS", "quad", "UR"), ("#14", "tooth", nil), ("14", "surface", nil),
        ("33", "quad", nil), ("U", "quad", nil),
    ])
    func `a tooth stands in its area`(tooth: String, area: String, place: String?) {
        #expect(ToothPlace.place(of: tooth, by: area) == place)
    }

    @Test(arguments: [
        ("14", "14"), ("01", "1"), ("t", "T"), ("ur", "UR"), ("51", "51"), ("82", "82"),
        ("as", "AS"), ("99", nil), ("0", nil), ("33", nil), ("83", nil), ("U", nil), ("US", nil),
        ("-1", nil), ("", nil), ("UX", nil),
    ])
    func `a tooth is named by its number or letter`(typed: String, tooth: String?) {
        #expect(ToothPlace.named(typed) == tooth)
    }
}
