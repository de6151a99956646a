import DeskKit
import Merge
import Participation
import Records
import Replica
import Testing

@testable import OfficeCommand

/// What an office says of lists of which it may hold a part.
struct OfficeListingsTests {
    private static let office = RecordID(bits: 0x0F)
    private static let word = "what other offices and the centre hold: not known here"

    /// A desk with one office, one payor and contract, and one doctor.
    private static func lone(at office: RecordID?) throws -> LoneDesk {
        let lone = try LoneDesk(office: office)
        try lone.write([
            Write(Office.code, Self.office, "A01"),
            Write(Payor.code, RecordID(bits: 0xA1), "DD"),
            Write(Practitioner.npi, RecordID(bits: 0xD1), "2000000002"),
            Write(PayorContract.code, RecordID(bits: 0xC1), "DD-PPO"),
        ])
        return lone
    }

    private static func run(
        _ words: [String], at office: RecordID?
    ) async throws -> CommandRun {
        let lone = try lone(at: office)
        defer { withExtendedLifetime(lone) {} }
        return try await CommandRun(words, at: lone.desk)
    }

    @Test(arguments: [
        ["task", "list"], ["case", "list"], ["notice", "list"], ["document", "list"],
        ["doctor", "runs", "list"], ["doctor", "packet", "2000000002"], ["user", "list"],
        ["user", "review"], ["fees", "estimates"], ["contract", "patients", "DD-PPO"],
        ["patient", "find", "ruiz"], ["list", "enrollment"], ["list", "move_run"],
    ])
    func `an office says that there may be more elsewhere, and the centre does not`(
        words: [String]
    ) async throws {
        let here = try await Self.run(words, at: Self.office)
        #expect(here.err.contains(Self.word))
        let centre = try await Self.run(words, at: nil)
        #expect(!centre.err.contains(Self.word))
    }

    @Test(arguments: [["list", "payor_contract"], ["doctor", "find", "200"], ["list", "office"]])
    func `of what every office holds nothing is said`(words: [String]) async throws {
        let here = try await Self.run(words, at: Self.office)
        #expect(!here.err.contains(Self.word))
    }

    @Test func `of a doctor's papers an office calls none missing that the centre may hold`()
        async throws
    {
        let words = ["doctor", "packet", "2000000002"]
        let here = try await Self.run(words, at: Self.office)
        // The licences of its doctors reach it.
        let papers = here.out.split(separator: "\n").filter { !$0.hasPrefix("licence") }
        #expect(papers.contains { $0.contains("not known here") })
        #expect(!papers.contains { $0.contains("missing") })
        #expect(here.err.contains("are not known here"))
        let centre = try await Self.run(words, at: nil)
        #expect(centre.out.contains("missing") && !centre.out.contains("not known here"))
    }
}
