import DeskKit
import HouseKit
import Testing

/// The third act of the sample group: what a payor pays, and what it does not.
struct SampleRemittanceTests {
    @Test func `an invented remittance has one service short, and one denied, both explained`()
        async throws
    {
        let house = try await House()
        let desk = try FrozenListingsTests.group()
        let path = house.centre.folderPath + "-answer.835"
        _ = try await CommandRun(["sample", "--remittance", path], at: desk.desk)
        let taken = try await CommandRun(["import", "x12", path], at: desk.desk)
        #expect(taken.out.hasPrefix("1 new remittance, 3 claims, 3 matched, 0 waiting"))
        let short = try await CommandRun(["report", "r6b", "--format", "csv"], at: desk.desk)
        #expect(short.out.split(separator: "\n").count == 3)
        let denials = try await CommandRun(["denial", "list", "--format", "csv"], at: desk.desk)
        #expect(denials.out.split(separator: "\n").count == 2)
        #expect(denials.out.contains(",notEnrolled,"))
        #expect(
            try await house.centre.refusal("sample --remittance /tmp/x.835").hasPrefix("no three"))
    }
}
