import Merge
import Testing
import X12

/// What an 835 says, and that its sums are proven.
struct RemittanceReaderTests {
    private static let head = ["TRN*1*TRACE7*1900000001", "N1*PR*SYNTHETIC PLAN", "REF*2U*SDP"]

    private func read(_ segments: [String], amount: String) -> X12Outcome {
        X12Outcome(
            SyntheticX12(seed: 1).interchange([["BPR*I*\(amount)*C*CHK"] + Self.head + segments]))
    }

    private static let claim = [
        "LX*1", "CLP*PMS1*1*187.5*100*37.5*12*PAYOR9", "CAS*CO*A2*10",
        "NM1*QC*1*SAMPLE*ADA****MI*AA11", "NM1*82*1*SAMPLE*NINA****XX*2000000911",
        "REF*CE*NETWORK A", "DTM*050*20261102", "SVC*AD:D1110*95*55**1", "DTM*472*20261030",
        "CAS*CO*45*20**253*5", "CAS*PR*1*15", "AMT*B6*70", "REF*6R*L1", "LQ*HE*N1",
        "SVC*AD:D2391*92.5*55**1*AD:D2392", "CAS*PR*2*22.5", "CAS*CO*45*15",
    ]

    @Test func `a claim is read with its lines, people and reasons`() throws {
        let outcome = read(Self.claim + ["PLB*2000000903*20261231*WO:OLD*-5"], amount: "105")
        let (advice, claims) = try #require(outcome.remittances.first)
        #expect(advice.cents == 10_500)
        #expect(advice.trace == "TRACE7")
        #expect(advice.payor["2U"] == "SDP")
        #expect(advice.provisions.map(\.cents) == [-500])
        #expect(advice.provisions.first?.reference == "OLD")
        let claim = try #require(claims.first)
        #expect(claims.count == 1)
        #expect((claim.number, claim.payorNumber) == ("PMS1", "PAYOR9"))
        #expect((claim.chargedCents, claim.paidCents) == (18_750, 10_000))
        #expect(claim.patient.memberId == "AA11")
        #expect(claim.renderingNPI == "2000000911")
        #expect(claim.contractLabel == "NETWORK A")
        #expect(claim.receivedOn == Day("2026-11-02"))
        #expect(claim.lines.map(\.code) == ["D1110", "D2391"])
        #expect(claim.lines[0].adjustments.map(\.cents) == [2_000, 500, 1_500])
        #expect(claim.lines[0].adjustments.map(\.reason) == ["45", "253", "1"])
        #expect(claim.lines[0].statedAllowedCents == 7_000)
        #expect(claim.lines[0].remarks == ["N1"])
        #expect(claim.lines[1].submittedCode == "D2392")
        #expect(claim.lines[0].differenceCents == 0)
        #expect(claim.differenceCents == 0)
    }

    @Test func `a payor or payee with more numbers than anybody has is refused`() {
        let numbers = (1...21).map { "REF*2U*N\($0)" }
        let outcome = read(numbers + Self.claim, amount: "100")
        #expect(outcome.remittances.isEmpty)
    }

    @Test func `a payment that is not the sum of its claims is broken`() {
        let outcome = read(Self.claim, amount: "100.01")
        #expect(outcome.remittances.isEmpty)
        #expect(outcome.sets.first?.hasSuffix("BPR02 is not the sum of its parts") == true)
    }

    @Test func `a claim or line that does not come out is marked by how much`() throws {
        let claim = Self.claim.map { $0 == "CAS*PR*1*15" ? "CAS*PR*1*14" : $0 }
        let found = try #require(read(claim, amount: "100").remittances.first?.claims.first)
        #expect(!found.isProven)
        #expect(found.differenceCents == 100)
        #expect(found.lines.map(\.differenceCents) == [100, 0])
    }

    @Test func `money that is taken back stands below nothing`() throws {
        let claim = ["CLP*PMS1*22*-187.5*-100**12*PAYOR9", "CAS*CO*45*-87.5"]
        let segments = [["BPR*I*100*D*ACH"] + claim]
        let outcome = X12Outcome(SyntheticX12(seed: 1).interchange(segments))
        #expect(outcome.remittances.first?.advice.cents == -10_000)
        #expect(outcome.remittances.first?.claims.first?.isProven == true)
    }

    @Test(arguments: ["1,00", "1.005", "x", "--1", ".", "1e3", "99999999999999999999"])
    func `what is no amount is refused`(text: String) {
        #expect(
            read(["CLP*A*1*\(text)*0"], amount: "0").sets.first?.hasSuffix(
                "CLP03 is not of its kind") == true)
    }

    @Test(arguments: [("1", 100), ("1.5", 150), (".07", 7), ("-0.10", -10), ("1.2300", 123)])
    func `cents are read exactly`(text: String, cents: Int64) throws {
        let outcome = read(["CLP*A*1*\(text)*0", "CAS*CO*45*\(text)"], amount: "0")
        #expect(outcome.remittances.first?.claims.first?.chargedCents == cents)
    }
}
