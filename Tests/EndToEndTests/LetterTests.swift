import Foundation
import Testing

extension EndToEnd {
    /// Letters to payors, as a coordinator prints and sends them.
    struct LetterTests {
        private static let npi = "2000000002"

        /// One contract for every doctor of the group, at both offices.
        private static func prepare(_ group: Group) throws {
            let central = group.central
            let entity = try central.done(
                "create", "organization", "legalName=Synthetic Group", "tin=900000001",
                "tinKind=ein", "billingLine1=1 Main St", "billingCity=Hartford",
                "billingState=CT", "billingZip=06103")
            for office in ["A01", "B01"] {
                try central.done(
                    "edit", "office", office, "organization=\(entity)",
                    "physicalLine1=\(office) Mill St", "physicalCity=Hartford",
                    "physicalState=CT", "physicalZip=06101")
            }
            try central.done(
                "create", "payor-contract", "code=G1", "organization=\(entity)", "payor=P1",
                "effectiveFrom=2026-01-01", "locationRule=allLocationsOfTin",
                "providerRule=groupCredentialed")
            try central.done(
                "create", "practitioner", "npi=\(npi)", "family=Synth", "given=Ada", "degree=DMD")
            try central.done("create", "caqh-profile", "practitioner=\(npi)", "caqhId=10000001")
            try central.done("doctor", "onboard", npi, "--start", "2026-12-01", "--offices", "A01")
            try group.sync(central)
        }

        private static func ids(_ site: Site, _ state: String) throws -> [String] {
            try site.rows("notice", "list", "--state", state).compactMap { $0.text("id") }
        }

        @Test func `an onboarding and a move print one letter each, ready to be sent`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let first = try #require(try Self.ids(central, "draft").first)
                let early = try central.run("notice", "print", first)
                #expect(early.code == 1 && early.err.contains("claimLine1"))
                let unsent = try central.run(
                    "notice", "advance", first, "send", "--channel", "mail")
                #expect(unsent.code == 1)
                try central.done(
                    "edit", "payor", "P1", "claimLine1=PO Box 9", "claimCity=Boston",
                    "claimState=MA", "claimZip=02101",
                    "contacts[Provider relations;Rita Payor]=6175550100;;")
                let printed = try central.done("notice", "print", first)
                let new = printed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                for words in [
                    "Synthetic Group", "PO Box 9", "Attention: Rita Payor",
                    "Re: Request to add a practitioner: Ada Synth, DMD", "CAQH id 10000001",
                    "2026-12-01", "What we ask of you", "Sincerely,",
                ] {
                    #expect(new.contains(words), "\(words) is missing")
                }
                #expect(!new.contains("W-9") && !new.contains(first.suffix(8)))
                try central.done("notice", "advance", first, "send", "--channel", "mail")
                try central.done(
                    "doctor", "move", Self.npi, "--from", "A01", "--to", "B01", "--last-day",
                    "2026-12-31", "--first-day", "2027-01-04")
                try group.sync(central)
                let both = try Self.ids(central, "draft")
                #expect(both.count == 2)
                let letters = try both.map { try central.done("notice", "print", $0) }
                #expect(Set(letters).count == 1)
                #expect(letters[0].contains("Change of practice location"))
                let path = group.folder + "/letter.pdf"
                try central.done("notice", "print", both[0], "--format", "pdf", "--output", path)
                #expect(try Data(contentsOf: URL(filePath: path)).starts(with: Data("%PDF".utf8)))
                try central.done("notice", "advance", both[0], "send", "--channel", "mail")
                #expect(try Self.ids(central, "draft").isEmpty)
                try group.sync(central)
            }
        }
    }
}
