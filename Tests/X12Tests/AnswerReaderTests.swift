import Merge
import Testing
import X12

/// What a 271, a 278 and an 834 say.
struct AnswerReaderTests {
    private func read(_ kind: String, _ segments: [String]) -> X12Outcome {
        let text = SyntheticX12(seed: 1).interchange([segments], guide: "005010X279A1")
        return X12Outcome(text.replacing("ST*835", with: "ST*\(kind)"))
    }

    private static let eligibility = [
        "BHT*0022*11*1*20261101*1200", "HL*1**20*1", "NM1*PR*2*SYNTHETIC PLAN*****PI*SDP",
        "HL*2*1*21*1", "NM1*1P*2*MAPLE*****XX*2000000903", "HL*3*2*22*1", "TRN*2*ASK1*9000000001",
        "NM1*IL*1*SAMPLE*ADA****MI*AA11", "REF*6P*GROUP77", "DMG*D8*19800505*F",
        "DTP*291*RD8*20260101-20261231", "EB*1**35", "EB*A*IND*41^24*****.25****Y", "LS*2120",
        "NM1*P3*1*OTHER*PERSON*****XX*2000000911", "DTP*346*D8*20200101", "LE*2120",
        "EB*F*IND****23***P6*2**W*AD:D1110", "HSD*P6*1***34*6", "DTP*304*D8*20260704",
        "MSG*WRITTEN BY THE PAYOR", "HL*4*3*23*0", "TRN*2*ASK2*9000000001", "NM1*03*1*SAMPLE*BEN",
        "DMG*D8*20120301*M", "EB*6**35", "EB*C*FAM*35***23*150.5",
    ]

    @Test func `each person's benefits are of that person's level`() throws {
        let answers = read("271", Self.eligibility).eligible
        #expect(answers.map(\.patient.given) == ["ADA", "BEN"])
        #expect(answers.map(\.isActive) == [true, false])
        #expect(answers.map(\.trace) == ["ASK1", "ASK2"])
        let first = try #require(answers.first)
        #expect((first.payor.number, first.group) == ("SDP", "GROUP77"))
        #expect(first.subscriber.memberId == "AA11" && first.dependent == nil)
        #expect(first.coveredFrom == Day("2026-01-01"))
        #expect(first.coveredThrough == Day("2026-12-31"))
        #expect(first.benefits[1].services == ["41", "24"])
        #expect(first.benefits[1].shareBasisPoints == 2_500)
        // What stands between LS and LE is somebody else's.
        #expect(first.benefits[1].dates.isEmpty)
        let third = first.benefits[2]
        #expect((third.qualifier, third.code, third.network) == ("AD", "D1110", "W"))
        #expect(third.frequency?.period == "34" && third.frequency?.periods == 6)
        #expect(third.dates.map(\.last) == [Day("2026-07-04")])
        #expect(third.messages == ["WRITTEN BY THE PAYOR"])
        let second = answers[1]
        #expect(second.subscriber.memberId == "AA11" && second.group == "GROUP77")
        #expect(second.dependent?.birthDate == Day("2012-03-01"))
        #expect(second.benefits[1].cents == 15_050)
    }

    @Test(arguments: [
        (".8", 8_000), ("0.125", 1_250), ("1", 10_000), ("80", 8_000), ("12.5", 1_250),
        ("0", 0), ("100", 10_000),
    ])
    func `a share is a fraction or a percentage`(text: String, expected: Int64) {
        let answers = read("271", ["HL*1**22*0", "EB*A*IND*41*****\(text)"]).eligible
        #expect(answers.first?.benefits.first?.shareBasisPoints == expected)
    }

    @Test(arguments: ["101", "-.2", "many", ".12345"])
    func `a share that is none breaks its set`(text: String) {
        let outcome = read("271", ["HL*1**22*0", "EB*A*IND*41*****\(text)"])
        #expect(outcome.eligible.isEmpty && outcome.sets.first?.hasPrefix("broken 271") == true)
    }

    @Test func `a refusal is an answer without benefits, wherever it stands`() {
        let outcome = read(
            "271", ["HL*1**20*1", "HL*2*1*21*0", "AAA*Y**50*N"])
        #expect(outcome.eligible.map(\.rejections) == [["50"]])
        #expect(outcome.eligible.first?.isActive == nil)
    }

    private static let decision = [
        "BHT*0007*11*1*20261101*1200*18", "HL*1**20*1", "NM1*X3*2*SYNTHETIC PLAN*****PI*SDP",
        "HL*2*1*21*1", "HL*3*2*22*1", "NM1*IL*1*SAMPLE*ADA****MI*AA11", "HL*4*3*23*1",
        "NM1*QC*1*SAMPLE*BEN", "HL*5*4*EV*1", "TRN*2*ASK1*9000000001", "UM*HS*I*3",
        "DTP*AAH*RD8*20261101-20270131", "HSD*VS*3", "HL*6*5*SS*0", "HCR*A1*AUTH1",
        "SV3*AD:D7240*300", "TOO*JP*17", "HL*7*5*SS*0", "HCR*A3", "SV3*AD:D7241*400",
    ]

    @Test func `services that are decided otherwise make it one in part`() throws {
        let answer = try #require(read("278", Self.decision).authorized.first)
        #expect(answer.decision == .partly && answer.number == "AUTH1")
        #expect(answer.patient.given == "BEN" && answer.subscriber.memberId == "AA11")
        #expect((answer.from, answer.through) == (Day("2026-11-01"), Day("2027-01-31")))
        #expect(answer.thousandths == 3_000 && answer.trace == "ASK1")
        #expect(answer.services.map(\.code) == ["D7240", "D7241"])
        #expect(answer.services.first?.tooth == "17")
    }

    @Test(arguments: [
        (["A1", "A1"], AuthorizationAnswer.Decision.approved), (["A3", "A3"], .denied),
        (["A6", "A6"], .partly), (["A1", "A4"], .pended),
    ])
    func `what is decided of all services is decided`(
        actions: [String], expected: AuthorizationAnswer.Decision
    ) {
        let segments = Self.decision.map { segment in
            segment == "HCR*A1*AUTH1"
                ? "HCR*\(actions[0])*AUTH1" : segment == "HCR*A3" ? "HCR*\(actions[1])" : segment
        }
        #expect(read("278", segments).authorized.map(\.decision) == [expected])
    }

    @Test func `a request decides nothing`() {
        let segments = Self.decision.map {
            $0.hasPrefix("BHT") ? $0.replacing("*11*", with: "*13*") : $0
        }
        #expect(read("278", segments).authorized.map(\.decision) == [nil])
    }

    @Test func `a roster's covers are their member's, and a social security number is not read`()
        throws
    {
        let members = read(
            "834",
            [
                "BGN*00*1*20261101*1200****2", "N1*P5*EMPLOYER*FI*900000001",
                "N1*IN*SYNTHETIC PLAN*XV*SDP", "INS*Y*18*021*20*A***FT", "REF*0F*AA11",
                "REF*1L*GROUP77", "DTP*356*D8*20260101", "NM1*IL*1*SAMPLE*ADA****34*900000002",
                "DMG*D8*19800505*F", "HD*021**DEN*PLAN", "DTP*348*D8*20260201", "HD*021**VIS",
                "INS*N*19*024*20*A", "REF*0F*AA11", "NM1*IL*1*SAMPLE*BEN****ZZ*AA12",
                "HD*024**DEN", "DTP*349*D8*20261231",
            ]
        ).members
        #expect(members.map(\.given) == ["ADA", "BEN"])
        let first = try #require(members.first)
        #expect(first.memberId == nil && first.subscriberNumber == "AA11")
        #expect(!"\(first)".contains("900000002"))
        #expect((first.payor.number, first.group) == ("SDP", "GROUP77"))
        #expect(first.eligibleFrom == Day("2026-01-01"))
        #expect(first.products.map(\.line) == ["DEN", "VIS"])
        #expect(first.products.map(\.from) == [Day("2026-02-01"), nil])
        let second = members[1]
        #expect(second.memberId == "AA12" && !second.isSubscriber)
        #expect(second.products.first?.through == Day("2026-12-31"))
    }

    @Test func `a person with more benefits than a limit breaks the set`() {
        let many = ["HL*1**22*0"] + Array(repeating: "EB*1**35", count: X12Limits.linesMax)
        #expect(read("271", many).eligible.first?.benefits.count == X12Limits.linesMax)
        #expect(read("271", many + ["EB*1**35"]).sets.first?.hasPrefix("broken 271") == true)
    }
}
