import Merge
import Testing
import X12

/// What an 837, a 277CA and a 999 say.
struct SubmissionReaderTests {
    private func read(_ kind: String, _ segments: [String], guide: String) -> X12Outcome {
        let text = SyntheticX12(seed: 1).interchange([segments], guide: guide)
        return X12Outcome(text.replacing("ST*835", with: "ST*\(kind)"))
    }

    private static let dental = [
        "BHT*0019*00*1*20261101*1200*CH", "HL*1**20*1", "NM1*85*2*MAPLE DENTAL*****XX*2000000903",
        "REF*EI*900000001", "HL*2*1*22*0", "SBR*P*18*GROUP77******CI",
        "NM1*IL*1*SAMPLE*ADA****MI*AA11", "DMG*D8*19800505*F",
        "NM1*PR*2*SYNTHETIC DENTAL PLAN*****PI*SDP", "CLM*PMS1*187.5***11:B:1*Y*A*Y*Y",
        "DTP*472*D8*20261030", "REF*G1*AUTH55", "NM1*82*1*SAMPLE*NINA****XX*2000000911", "LX*1",
        "SV3*AD:D1110*95****1", "REF*6R*L1", "LX*2", "SV3*AD:D2391*92.5****1", "TOO*JP*14*M:O",
        "HL*3*1*22*1", "SBR*P**GROUP77******CI", "NM1*IL*1*SAMPLE*BERT****MI*AA12",
        "NM1*PR*2*SYNTHETIC DENTAL PLAN*****PI*SDP", "HL*4*3*23*0", "PAT*19",
        "NM1*QC*1*SAMPLE*CARA", "DMG*D8*20120301*F",
        "CLM*PMS2*1542***21:B:7*Y*A*Y*Y**********PB", "REF*F8*PAYOR9", "PWK*RB*EL***AC*IMG7",
        "SBR*S*19*OTHER", "NM1*IL*1*OTHER*PERSON****MI*ZZ9", "LX*1", "SV3*AD:D2740*1542****1",
        "TOO*JP*19",
    ]

    @Test func `each claim has the parties of its own loops`() throws {
        let claims = read("837", Self.dental, guide: "005010X224A2").submissions
        #expect(claims.map(\.number) == ["PMS1", "PMS2"])
        let first = try #require(claims.first)
        #expect(first.billing.npi == "2000000903")
        #expect(first.billing.taxNumber == "900000001")
        #expect(first.rendering.npi == "2000000911")
        #expect(first.patient.birthDate == Day("1980-05-05"))
        #expect(first.servedFrom == Day("2026-10-30"))
        #expect((first.group, first.order) == ("GROUP77", "P"))
        #expect(first.authorization == "AUTH55")
        #expect(first.lines.map(\.cents) == [9_500, 9_250])
        #expect((first.lines[1].tooth, first.lines[1].surfaces) == ("14", "MO"))
        #expect(first.isProven)
        let second = claims[1]
        #expect(second.isPredetermination)
        #expect(second.subscriber.given == "BERT")
        #expect(second.patient.given == "CARA")
        #expect(second.patient.memberId == nil)
        #expect((second.frequency, second.replacedNumber) == ("7", "PAYOR9"))
        #expect(second.rendering.npi == nil)
        #expect(second.attachments.map(\.control) == ["IMG7"])
    }

    @Test func `an acknowledgement names the claim and what became of it`() throws {
        let segments = [
            "BHT*0085*08*1*20261101*1200*TH", "HL*1**20*1", "HL*2*1*21*1", "TRN*2*BATCH",
            "STC*A1:20*20261101*WQ*100", "HL*3*2*19*1", "HL*4*3*PT",
            "NM1*QC*1*SAMPLE*ADA****MI*AA11",
            "TRN*2*PMS1", "STC*A2:20*20261101*WQ*50", "REF*1K*PAYOR1", "DTP*472*D8*20261030",
            "HL*5*3*PT", "NM1*QC*1*SAMPLE*BERT****MI*AA12", "TRN*2*PMS2",
            "STC*A7:562:85*20261101*U*50",
        ]
        let reports = read("277", segments, guide: "005010X214").reports
        #expect(reports.map(\.number) == ["PMS1", "PMS2"])
        #expect(reports.map(\.isRejected) == [false, true])
        #expect(reports[0].payorNumber == "PAYOR1")
        #expect(reports[0].memberId == "AA11")
        #expect(reports[1].statuses.map(\.code) == ["562"])
    }

    @Test func `a receipt names the sets that were turned away`() {
        let segments = [
            "AK1*HC*17", "AK2*837*0001", "IK5*A", "AK2*837*0002", "IK3*NM1*8**8", "IK5*R*5",
            "AK9*P*2*2*1",
        ]
        let sets = read("999", segments, guide: "005010X231A1").acknowledged
        #expect(sets.map(\.control) == ["0001", "0002"])
        #expect(sets.map(\.isRejected) == [false, true])
        #expect(sets[1].faults == 1)
    }
}
