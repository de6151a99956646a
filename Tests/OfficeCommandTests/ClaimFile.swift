/// An 837D for a test, made up: nobody in it exists.
struct ClaimFile {
    var claims: [Claim] = [Claim()]
    var control = "000000201"
    var set = "0001"
    var sentOn = "20270114"

    struct Claim {
        var number = "PMS1"
        var member = "M1"
        var family = "SHARED"
        var given = "PAT"
        var npi = "2000000002"
        var servedOn = "20270115"
        var frequency = "1"
        var total: String?
        /// The payor's number of it.
        var authorization: String?
        /// The code of what goes beside it.
        var attachment: String?
        /// Code, charge in dollars, tooth.
        var lines: [(code: String, charged: Int, tooth: String?)] = [("D2391", 210, "14")]
    }

    private func segments(_ claim: Claim, _ level: Int) -> [String] {
        let total = claim.total ?? "\(claim.lines.reduce(0) { $0 + $1.charged })"
        var all = [
            "HL*\(level)*1*22*0", "SBR*P*18*******CI",
            "NM1*IL*1*\(claim.family)*\(claim.given)****MI*\(claim.member)", "DMG*D8*19800101*U",
            "NM1*PR*2*PAYOR ONE*****PI*P1",
            "CLM*\(claim.number)*\(total)***11:B:\(claim.frequency)*Y*A*Y*Y",
            "DTP*472*D8*\(claim.servedOn)",
        ]
        if let attachment = claim.attachment { all.append("PWK*\(attachment)*EL***AC*IMG1") }
        if let authorization = claim.authorization { all.append("REF*G1*\(authorization)") }
        all += [
            "NM1*82*1*SAMPLE*NINA****XX*\(claim.npi)"
        ]
        for (index, line) in claim.lines.enumerated() {
            all += ["LX*\(index + 1)", "SV3*AD:\(line.code)*\(line.charged)****1"]
            if let tooth = line.tooth { all.append("TOO*JP*\(tooth)") }
        }
        return all
    }

    var text: String {
        var body = [
            "BHT*0019*00*1*20270115*1200*CH", "HL*1**20*1", "NM1*85*2*MAPLE*****XX*2000000010",
            "REF*EI*900000001",
        ]
        for (index, claim) in claims.enumerated() { body += segments(claim, index + 2) }
        return Self.interchange(
            "HC", "837", body, guide: "005010X224A2", control: control, set: set, on: sentOn)
    }

    /// An answer to some claims: number, category and code, `WQ` or `U`.
    static func answer(_ words: [(number: String, status: String, action: String)]) -> String {
        var body = ["BHT*0085*08*1*20270116*1200*TH", "HL*1**20*1", "HL*2*1*21*1", "HL*3*2*19*1"]
        for (index, word) in words.enumerated() {
            body += [
                "HL*\(index + 4)*3*PT", "NM1*QC*1*SHARED*PAT****MI*M1", "TRN*2*\(word.number)",
                "STC*\(word.status)*20270116*\(word.action)*210", "REF*1K*PAYOR\(index + 1)",
            ]
        }
        return interchange("HN", "277", body, guide: "005010X214", control: "000000301")
    }

    /// A receipt for one set.
    static func receipt(group: String, set: String, verdict: String) -> String {
        interchange(
            "FA", "999",
            ["AK1*HC*\(group)", "AK2*837*\(set)", "IK5*\(verdict)", "AK9*\(verdict)*1*1*0"],
            guide: "005010X231A1", control: "000000302")
    }

    private static func interchange(
        _ kind: String, _ set: String, _ body: [String], guide: String, control: String,
        set number: String = "0001", on day: String = "20270114"
    ) -> String {
        let all =
            [
                "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *270115*1200"
                    + "*^*00501*\(control)*0*P*:",
                "GS*\(kind)*SYNTHETIC*SAMPLE*\(day)*1200*7*X*\(guide)", "ST*\(set)*\(number)",
            ] + body + ["SE*\(body.count + 2)*\(number)", "GE*1*7", "IEA*1*\(control)"]
        return all.map { $0 + "~\n" }.joined()
    }
}
